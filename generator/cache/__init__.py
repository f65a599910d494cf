"""What a build leaves for the next one, in one folder; lost or damaged, it is made anew.

    state    one SQLite file: figures by unit, tasks with what they depend on, files with their marks
    record   the register whose figures stay in that file and are fetched unit by unit, each look noted
    changes  which keys of the record differ between two builds
    codes    what the program itself, its templates and its theme were

Nothing in it is trusted unseen: the file bears its digest, and whoever made it the digest of the
program.
"""
