#!/bin/sh
# mkdocs 1.6.1 (PyPI): told that the pages are Vietnamese, their search finds "ngày" no more.
#
# Valid input: pages in Vietnamese, and the option of the search plugin for that, lang: vi.
# Seen: ngày (day), máy (machine), xây (build), giấy (paper), thủy (water) are found with the default, lang: en,
#   and not with lang: vi.  With lang: vi nghề (trade) and thể are found, and with lang: en they are not.  With
#   both languages all are found.
# Expected: naming the language makes its words found.  The part for Vietnamese (of lunr-languages, which the
#   plugin brings along) takes the English stemmer out of what makes the index, as it should, and leaves it in
#   what reads the question: there ngày becomes "ngài", as "easy" becomes "easi" in English.  The English part
#   cuts ề off nghề, no letter of its own, in the index only.
# Why it matters: the right setting loses a word of every date; and as a question of two words finds something by
#   the other one, nobody notices.
# Way out: lang: [en, vi], though no page is English.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv && venv/bin/pip install -qq mkdocs==1.6.1 || exit 2
mkdir docs
for word in ngày máy xây giấy thủy nghề thể hội; do printf '# Trang\n\n%s\n' "$word" >"docs/$word.md"; done
cat >ask.mjs <<'JS'
// The plugin's own worker, with a browser that reads the disk and hands over the questions.
import { readFileSync } from "node:fs";
import vm from "node:vm";
const read = (name) => readFileSync(`site/search/${name}`, "utf8");
const browser = vm.createContext({
  console: { log() {}, warn() {}, error: console.error },
  postMessage: ({ results }) => { browser.found = results; },
  importScripts: (...names) => names.forEach((name) => vm.runInContext(read(name), browser)),
  XMLHttpRequest: class {
    addEventListener(_, loaded) { this.loaded = loaded; }
    open(_, name) { this.responseText = read(name); }
    send() { this.loaded(); }
  },
});
vm.runInContext(read("worker.js"), browser);
const ask = (data) => browser.onmessage({ data });
ask({ init: true });
console.log(process.argv.slice(2).filter((query) => { ask({ query }); return browser.found.length > 0; }).join(" "));
JS
for languages in en vi en,vi; do
  printf 'site_name: x\nplugins: [{search: {lang: [%s]}}]\n' "$languages" >mkdocs.yml
  venv/bin/mkdocs build --quiet 2>log || { cat log; exit 2; }
  echo "$languages finds: $(node ask.mjs ngày máy xây giấy thủy nghề thể hội)"
done | tee seen
[ "$(cat seen)" = "en finds: ngày máy xây giấy thủy hội
vi finds: nghề thể hội
en,vi finds: ngày máy xây giấy thủy nghề thể hội" ]
