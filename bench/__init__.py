"""The benchmarks: how fast, how small and how light the program is, each a ratio measured in one run.

    python -m bench [--small] [--only NAME] [--json FILE]     measure, print the table
    python -m bench table [FILE]                              write the method page from the results
    python -m bench profile [--small]                         what the time of a clean build is spent on

    benchmarks  what is measured, against what; ratios  numbers side by side and their targets
    workbench   data sets, projects and builds in a temporary folder; processes  time and memory of a command
    stock       the usual way: MkDocs, Material and pyplot; plain_chart  one such chart
    hugo        the same pages in Hugo; layouts  our frame in Hugo's language
    frames      the same pages in our frame, nothing else
    against     an earlier commit (BENCH_AGAINST), unpacked into a folder of its own
    cluster     a scheduler and workers on this machine; transfer  what a browser fetches; browser  which one
    reading     reading and checking against pandas; profiling  where the time goes
    report      results as JSON, as a table, as the page for readers

Two things that are compared run in turns, because a machine is never as fast twice; medians count.
"""
