#!/bin/sh
# Make sure that the named programs are there: install them on Debian as root, or say what is missing.
# Of two names with a slash either will do; where neither is there, the first is installed.
# usage: deploy/install-tools.sh chromium-headless-shell/chromium nginx git
set -eu
PATH="$PATH:/usr/sbin:/sbin"
has() { command -v "$1" >/dev/null 2>&1; }
missing=""
for program in "$@"; do
  has "${program%/*}" || has "${program#*/}" || missing="$missing ${program%/*}"
done
[ -n "$missing" ] || exit 0

packages=$(echo "$missing" | sed 's/nginx/nginx-light/; s/soffice/libreoffice-calc-nogui/')
if [ "$(id -u)" = 0 ] && has apt-get; then
  echo "installing:$packages"
  apt-get update -qq
  # shellcheck disable=SC2086 -- the list is split on purpose
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $packages >/dev/null
else
  echo "missing:$missing. On Debian: sudo apt-get install$packages" >&2
  exit 2
fi
