"""What a build leaves for the next one, in one folder; lost or damaged, it is made anew.

    register_file  the register, its index, figures and relations by unit; view  how tasks see it
    cells          figures as they lie there
    bytecode       templates as an earlier build compiled them
    result_file    what every task came to, what it depends on, and the files it wrote
    file           what both are: SQLite with single values by name beside the tables
    state          opening and closing the two; changes  which keys of the record differ between builds

Nothing in it is trusted unseen: the files bear their digests, and whoever made them the digest of the
program.

How a build knows what to make again (`solieuhoi why ADDRESS` tells it for one page):

    data/*.csv ── ingest ──▶ record ── view notes each look ──▶ task ──▶ files of the site
                    │                                            │
                    ▼                                            ▼
              keys that differ ── the same key among ── looks, needs, marks, facts
                                  the looks: do the task again

    key      the name of one thing that can be looked up: `table/row`, as `figures/xa-05587`.
             `table/*` is which rows there are and in which order, `table/**` all of their values
    look     a key that a task asked for while it ran (noted by `generator.tracking`); whether the
             row was there or not
    need     the link from a look to a task, kept so that a key finds the tasks that asked for it
    task     one thing to be made, whole and alone: a page, a group of downloads, a feed; known from
             build to build by its name
    pending  the keys that differ since the site was last switched over; a refused build adds to them
    cause    a key, or another reason (a lost file, another frame), for which a task was done again
    mark     size, time and digest of a file that a task wrote: by these it is known again; a stamp
             is size and time alone
    facts    the addresses and anchors that a task's files provide, and those that they use
    seal     the digests of the two files, written last: without it nobody trusts them

In the words of "Build systems à la carte": a topological plan, and verifying traces by changed keys.
"""
