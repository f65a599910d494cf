"""solieuhoi: public statistics of Vietnamese associations, from CSV files to a static site.

The rooms, in the order in which data flows through them; each imports only from those above it:

    errors  schema  problems  text      the two families of faults, the contract, Vietnamese text
    model  products                     frozen nouns: what the record is about, what is made of it
    urls  tracking                      every address, what was looked at
    read  checks                        text in, faults out
    assemble, linking                   checked tables become one register
    measures                            totals, ratios, completeness, arithmetic relations
    cache                               the record in a file, and what a build leaves for the next one
    charts  pages  downloads  synth     pictures, Markdown pages, files to take away, made-up data
    workers  progress                   many jobs side by side, and who hears how far they are
    write  site                         changed files only; frame, index, verify, switch
    pipeline  settings  cli             the order of steps and the front door
"""
