"""What is accepted is what was written: files from a model, spoiled as programs and hands spoil them.

    model      valid folders, each different: figures, names, codes, days
    manglers   what Excel, LibreOffice, editors, git and a copy make of a file
    slips      what a hand makes of it: columns, rows and cells
    oracle     what a file says, read without anything of the generator
    trial      one spoiled file: refused, equal, or a lie

    python -m tests.ingest --files 50000 --seed 1

runs them in full; the tests run a few.  A seed gives the same files again.
"""
