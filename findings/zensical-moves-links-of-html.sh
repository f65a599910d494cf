#!/bin/sh
# zensical 0.0.73 beside mkdocs 1.6.1
#
# A link written as HTML in a page of Markdown is left alone by MkDocs: `<a href="../">` is what the browser
# gets.  Zensical moves it one folder up, but only on pages whose file is not called index.md: there
# `../` becomes `../../`.  On index.md it leaves the same link alone.  A link that was right leads to another
# page that exists, so neither a strict build nor a link checker says anything: the project below has a link
# from /records/one/ to /records/, which Zensical turns into one to /.
#
# Seen: mkdocs   records/one.md: ../      records/two/index.md: ../
#       zensical records/one.md: ../../   records/two/index.md: ../
# What helps: links in Markdown (`[Records](index.md)`), or pages called index.md.
set -eu
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check "zensical==0.0.73" "mkdocs==1.6.1" || exit 2
mkdir -p docs/records/two
printf '# Home\n' > docs/index.md
printf '# Records\n' > docs/records/index.md
printf '<p><a id="up" href="../">Records</a></p>\n\n# One\n' > docs/records/one.md
cp docs/records/one.md docs/records/two/index.md
for engine in mkdocs zensical; do
    printf 'site_name: x\nsite_dir: %s\nuse_directory_urls: true\ntheme:\n  name: %s\n' "$engine" \
        "$([ $engine = mkdocs ] && echo mkdocs || echo material)" > "$engine.yml"
    "env/bin/$engine" build --strict -f "$engine.yml" > "$engine.log" 2>&1 || { cat "$engine.log"; exit 2; }
done
link() { grep -o '<a id="\?up"\? href="[^"]*"' "$1" | sed 's/.*href="\([^"]*\)"/\1/'; }
seen="$(link mkdocs/records/one/index.html) $(link mkdocs/records/two/index.html)"
seen="$seen $(link zensical/records/one/index.html) $(link zensical/records/two/index.html)"
echo "mkdocs one, two; zensical one, two: $seen"
[ "$seen" = "../ ../ ../../ ../" ]
