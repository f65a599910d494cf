#!/bin/sh
# Babel 2.18.0 and 2.19.0 (PyPI): from one minor release to the next Vietnamese has a singular,
# in one half of the library.
#
# Valid input: Locale("vi").plural_form(n) for 0, 1, 2, and get_plural("vi") of babel.messages.
# Seen: 2.18.0 gives other, other, other.  2.19.0 (CLDR 49) gives one, one, other: zero is singular too.
#   Yet the same 2.19.0 still writes nplurals=1 into Vietnamese .po files, and its own patterns for vi
#   ("{0} ngày") have no form "one".  Intl.PluralRules of Node 20.20 (CLDR 48) says other, other, other.
# Expected: Vietnamese nouns have no number, and up to CLDR 48 vi was among the languages with "other" alone;
#   a minor release of a library keeps that.  A dictionary {"other": …}[plural_form(n)] that was complete
#   and right now fails with KeyError, and only where a figure is 0 or 1; and a page that a server words with
#   Babel and a browser with Intl.PluralRules takes two branches.
# Way out: patterns.get(form, patterns["other"]), as LDML asks of every reader of patterns.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
cat >forms.py <<'PYTHON'
from babel import Locale
from babel.messages.plurals import get_plural

vi = Locale.parse("vi")
patterns = vi._data["unit_patterns"]["duration-day"]["short"]
print(*(vi.plural_form(n) for n in (0, 1, 2)), "| .po:", get_plural("vi").num_plurals, "| forms of patterns:", *(set(patterns) - {"per"}))
PYTHON
for version in 2.18.0 2.19.0; do
  python3 -m venv "venv-$version" && "venv-$version/bin/pip" install -qq "babel==$version" || exit 2
  "venv-$version/bin/python" forms.py >"$version"
  echo "Babel $version   $(cat "$version")"
done
[ "$(cat 2.18.0)" = "other other other | .po: 1 | forms of patterns: other" ] &&
  [ "$(cat 2.19.0)" = "one one other | .po: 1 | forms of patterns: other" ]
