"""solieuhoi: public statistics of Vietnamese associations, from CSV files to a static site.

The rooms, in the order in which data flows through them; each imports only from those above it:

    errors  language  catalogues           what stops a command, the language, words
    package_data                           what the program carries besides itself
    tracking                               what a task looked at
    model  products                        frozen nouns: what the record is about, what is made of it
    units_of_measure                       those that measure instead of count, and their sizes
    text  nouns  bounds  register_links    Vietnamese text, nouns counted, bounds, who belongs to whom
    translation                            templates in English
    number_words  urls                     numbers written in words, every address
    schema  problems                       the contract, and what is said of data that breaks it
    read  releases                         text in, faults out; what was published, and changes of it
    disclosure  checks                     what withheld figures could be worked out of; faults between tables
    assemble                               checked tables become one register
    analysis  measures                     columns of many units; totals, ratios, arithmetic relations
    page_tasks                             which pages there are
    cache                                  the record in a file, and what a build leaves for the next one
    charts  pages  downloads               pictures, Markdown pages, files to take away
    reports  workbooks  review  synth      prose reports, forms, what a change does, made-up data
    workers  progress                      many jobs side by side, and who hears how far they are
    write  site  search  offline           changed files only; frame, verify, switch; index; a ZIP that opens
    settings  starter  pipeline  cli       settings, a new record, the order of steps, the front door
"""
