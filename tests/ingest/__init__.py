"""What is accepted is what was written: files from a model, spoiled as programs and hands spoil them.

    model      valid folders, each different: figures, names, codes, days
    manglers   what Excel, LibreOffice, Notepad, git, a copy and a slip of the hand make of a file
    oracle     what a file says, read without anything of the generator
    trial      one spoiled file: refused, equal, or a lie
    bytes      any bytes at all: no traceback, no hang, no memory without bound

    python -m tests.ingest --files 50000 --seed 1

runs them in full; the tests run a few.  A seed gives the same files again.
"""
