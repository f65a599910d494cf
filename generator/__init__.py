"""solieuhoi: public statistics of Vietnamese associations, from CSV files to a static site.

The rooms, in the order in which data flows through them; each imports only from those above it:

    errors  schema  problems  text      the two families of faults, the contract, Vietnamese text
    read  checks                        text in, faults out
    model  urls                         frozen nouns of the subject, every address
    assemble                            checked tables become one register
    measures                            totals, ratios, completeness, arithmetic relations
    charts  pages  downloads            pictures, Markdown pages, files to take away
    write  site                         changed files only; render, index, verify, switch
    pipeline  settings  cli             the order of steps and the front door
"""
