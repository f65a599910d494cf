"""Prose reports: from a file to every number in it, each with its place.

    files           which kind of file, and the sentence for one that cannot be read
    office          Word and LibreOffice files
    pdf             files with text; pdf_footnotes  marks of footnotes on their pages
    list_numbers    the numbers that programs make by themselves: word_numbers, odt_numbers
    word_styles     which list a paragraph of Word's belongs to, what is hidden, which have no end
    odt_styles      what of LibreOffice's text is raised
    source          lines and footnotes, whatever the file was
    locations       paragraphs, each in its section or footnote by the report's own numbering
    numbers         every number: printed form, value, bound, place
    set_aside       which numbers seem to be no figures, and why
    reconciliation  the numbers beside the record: figures, set aside, left over
    surroundings    the words around a number
    syllables       the words of a text as they are compared
    proposals       what a number may be a figure of, guessed from the record's own words, and how sure
    likeness        the indicator; bodies  the organisation; periods  the period;
                    breakdown_members  the breakdown
    event_days      the one day on which something was done
    counted         what its noun says that a number counts; officials  who is no organisation
    page_numbers    numbers of pages left in the middle of a sentence
    comparisons     what is compared with, differences, and parts that are not the whole
    unreported      where a report says that it has no number; zeros  where it writes a zero in words
    letterhead      what a report says of itself before its first section
    title_periods   of its title, the period
    issuers         who issued it, by its letterhead
    repeats         what a report says twice in one section
    extracted       one row of a workbook to confirm
    extract_rows    the rows of a workbook to confirm; workbook  the workbook, made of extract_sheets
    document_sheet  in it, the sheet on which a new document is told

What a report says in words stays in the report: only numbers and places go into the record.
"""
