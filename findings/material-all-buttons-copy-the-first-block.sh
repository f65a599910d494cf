#!/bin/sh
# mkdocs-material 9.8.1 with mkdocs 1.6.1 (PyPI), driven by playwright 1.65.2 in Chromium of Debian 12.
#
# Valid input: a page with two blocks of code inside one element with an id (md_in_html, to link to that part), and
#   the documented feature content.code.copy.
# Seen: both blocks get one and the same id, made of that of the element around them, and both buttons copy the
#   first block.  The second command, copied, is the first one; nothing says so.
# Expected: each button copies the block at which it stands; ids are unique in a page (HTML).
#   Without an element that has an id around them, as in Material's own documentation, they are numbered.
# Way out: an id for every block: `{ #name }` behind the fence, or a script that numbers them before Material's does.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
command -v chromium >/dev/null || exit 2
cd "$tmp"
python3 -m venv venv && venv/bin/pip install -qq mkdocs==1.6.1 mkdocs-material==9.8.1 playwright==1.65.2 || exit 2
mkdir docs
cat >mkdocs.yml <<'YAML'
site_name: Two commands
use_directory_urls: false
theme: {name: material, font: false, features: [content.code.copy]}
markdown_extensions: [md_in_html, attr_list]
plugins: []
YAML
printf '```\nfirst one\n```\n\n```\nsecond one\n```\n' >docs/numbered.md
{ printf '<div id="install" markdown>\n\n'; cat docs/numbered.md; printf '\n</div>\n'; } >docs/index.md
NO_MKDOCS_2_WARNING=1 venv/bin/mkdocs build -q --strict || exit 2
cat >press.py <<'PY'
import functools, http.server, shutil, threading
from playwright.sync_api import sync_playwright

class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args): pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory="site"))
threading.Thread(target=server.serve_forever, daemon=True).start()
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
    page = browser.new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    for name in ("numbered", "index"):
        page.goto(f"http://127.0.0.1:{server.server_port}/{name}.html")
        page.wait_for_selector("pre button >> nth=1")
        for number in (0, 1):
            page.locator("pre button").nth(number).click()
            print(f"{name}, button {number + 1}:", page.evaluate("navigator.clipboard.readText()").strip())
    browser.close()
PY
venv/bin/python press.py | tee copied
[ "$(cat copied)" = "numbered, button 1: first one
numbered, button 2: second one
index, button 1: first one
index, button 2: first one" ]
