"""From Markdown pages to a published site; the rooms in the order in which a build enters them:

    tree           the staging tree, which the next site is made of, and how files are known again
    render         MkDocs as a function from a Markdown page to an HTML page
    lean           pages, styles and scripts without what browsers do not need
    shell          the frame printed once, for thousands of pages alike
    mkdocs_config  what mkdocs.yml says; env_variables  the variables that it reads
    as_markdown    a page for programs that read
    identity       what the site calls itself; contact  whom readers tell of an error
    signposts      sitemap and robots.txt
    verify         every figure of a page, and all links and anchors of all pages
    build_record   build.json: what was built, from what, in which time
    host_limits    what well-known hosts accept
    switch         one build at a time; the new site takes the old one's place in one step
    earlier        the publications before, kept to go back to
    preview        a local server that builds again when a source changes

All of them take folders and values; only `switch` touches the published site.
"""
