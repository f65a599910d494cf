"""Workbooks for people who report: a form made for one unit, and what comes back filled in.

    words          what stands in a workbook, in Vietnamese
    questions      what a form asks of a unit, row by row, with what the record already has
    layout         sheets, columns and hidden marks, which the writer and the reader share
    form_file      the form as a workbook
    paper          the form as a page to print
    without_numpy  openpyxl, which loads numpy for no cell of a form
    container      a file as it came, judged before anything of it is read
    sheets         the cells of a filled workbook, by the hidden marks of its rows and columns
    hidden         sheets, rows and columns that cannot be seen
    formats        whether a cell shows another number than it holds
    answers        one answer as it is printed, as the cells of a figure
    filled         a filled form as rows of the record, each with the cell that it comes from
    sums           totals of a form that its own parts do not make
    confirmed      what was read of a report and confirmed by a person, as rows of the record
    row_integrity  whether such a row still is the one that was read, and has its figure
    new_document   the document that such a workbook names, as a row of the record
    csv_file       figures in a CSV as spreadsheets save it, as rows of the record
    merging        rows put into the text of a table
    marked         the keeper's own workbook with faulty cells coloured

Nothing here writes into the record; problems are returned, never raised.
"""
