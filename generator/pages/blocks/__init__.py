"""What pages are put together from: tables, charts, headlines, the history of a unit, and the like."""
