"""The record keeps its word: what was published, and every change of it since.

    frozen      a figure as it is frozen, and the files of a snapshot
    meanings    what the ids stand for that a release names, and what became of that
    comparison  two states of the record compared, and the rows that tell the difference
    history     since when a figure is published, and how a unit stood in a release
    entries     the rows of revisions.csv that are still missing; reasons  why something was changed

In go text cells, from tables or from snapshots; out come differences.  Nothing is written here.
"""
