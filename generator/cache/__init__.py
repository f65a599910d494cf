"""What a build leaves for the next one, in one folder; lost or damaged, it is made anew.

    record_file  the register, its index, figures and relations by unit; view  how tasks see it
    result_file  what every task came to, what it depends on, and the files it wrote
    file         what both are: SQLite with single values by name beside the tables
    state        opening and closing the two; changes  which keys of the record differ between builds

Nothing in it is trusted unseen: the files bear their digests, and whoever made them the digest of the
program.
"""
