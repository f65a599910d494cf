"""From Markdown pages to a published site; the rooms in the order in which a build enters them:

    workers   one executor for all that is done many times
    render    MkDocs as a function from a folder of Markdown to a folder of HTML
    passage   lets the pages of the record through Markdown as they are
    index     the search index, by Pagefind's command
    verify    every link, anchor and figure of the finished tree
    record    build.json: what was built, from what, in which time
    switch    one build at a time; the new site takes the old one's place in one step
    preview   a local server that builds again when a source changes

All of them take folders and values; only `switch` touches the published site.
"""
