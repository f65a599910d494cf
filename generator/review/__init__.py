"""What a change does to the published figures, and which of its effects look wrong.

    changes         two states of the record beside each other: changed, added, gone, moved
    columns         all figures as columns, with what rules ask of them
    rules           figures that look wrong beside what they were, earlier periods, siblings, the parent
    exchanges       values that stand in another's place, or came from elsewhere
    contradictions  relations that do not hold any more
    doubts          what looks wrong and how much: the likeliest slip first
    affected        the pages that show a change
    pictures        before and after as charts
    outcome         what a review comes to

In go tables of text cells and registers; out come frozen values.  Nothing here is a problem: a person
decides.  Whole tables are compared by pandas.
"""
