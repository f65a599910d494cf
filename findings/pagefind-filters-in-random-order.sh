#!/bin/sh
# pagefind 1.5.2 (PyPI, with its binary): the same pages, another index each time, once there are filters.
#
# Valid input: eight small pages with the same two filters each, indexed five times by the same command on one
#   machine; and the same pages without the filters.
# Seen: without filters the five indexes are byte for byte the same.  With them the filter files and the
#   metadata differ, and as the files are named by what they hold their names differ too.
# Expected: the names are hashes of the content, which promises that unchanged pages keep them: that is what
#   makes the files cacheable for ever and a site's build comparable.  The words are sorted; the values of
#   filters are written in the order of a hash map with a random seed.
# Why it matters: every build uploads and every reader downloads filters and metadata again, and a check that
#   two builds are equal (a reproducible publication, an incremental build) fails on the search index alone.
# Way out: decode the files after the run, sort the values, and name the files again.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv && venv/bin/pip install -qq 'pagefind[bin]==1.5.2' || exit 2
mkdir plain filtered
for n in 1 2 3 4 5 6 7 8; do
  page='<!doctype html><html lang="vi"><title>Trang %s</title><main><h1>Trang %s</h1><p%s>Tỉnh %s</p><p%s>cấp %s</p></main></html>'
  printf "$page" $n $n '' $n '' $n >plain/$n.html
  printf "$page" $n $n ' data-pagefind-filter="tinh"' $n ' data-pagefind-filter="cap"' $n >filtered/$n.html
done
different() { # how many different indexes five runs over the pages of a folder give
  for run in 1 2 3 4 5; do
    venv/bin/python -m pagefind --silent --site "$1" --output-path "index-$1-$run" || exit 2
    (cd "index-$1-$run" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum)
  done | sort -u | wc -l
}
plain=$(different plain) filtered=$(different filtered)
echo "without filters: five runs, $plain different index(es); with two filters: $filtered"
[ "$plain" -eq 1 ] && [ "$filtered" -gt 1 ]
