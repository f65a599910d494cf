#!/usr/bin/env bash
# Set up a Debian server that publishes by `git push`.  Safe to run again: it changes only what differs.
set -euo pipefail

usage() {
    cat <<'END'
Usage: sudo deploy/setup.sh [options]

Sets up: the packages git, nginx-light and python3-venv; a user; a bare repository with the hook
that publishes; an nginx site.  Afterwards: git push <user>@<server>:<prefix>/repo.git main

  --prefix DIR        where everything lies                       [/srv/solieuhoi]
  --user NAME         the user who owns it and builds             [solieuhoi]
  --key FILE          a public SSH key that may push everything, code too (repeatable)
  --keeper-key FILE   a public SSH key that may push changes of the tables in data/ alone; this version
                      of the program, installed on the server, publishes them (repeatable)
  --branch NAME       the branch that is published                [main]
  --server-name NAME  the host name(s) of the site                [_ : any]
  --listen ADDRESS    what nginx listens on                       [80]
  --path PATH         the path of the site on that host           [/]
  --site-url URL      the public address of the site, for citations, canonical links and the sitemap
  --contact PLACE     where readers report errors: a form's address, an e-mail address, or both
                      [https://<server-name><path>, where one host name is given]
  --python PATH       a Python 3.11.5 or newer                    [python3]
  --venv DIR          use this virtual environment as it is, instead of making one
  --user-install      no packages, no user, no service: everything below --prefix, run by whoever
                      calls it (for a trial, and for the tests); --prefix and --port are needed
  --port N            with --user-install: the port on 127.0.0.1
  --help              show this
END
}

fail() { echo "setup.sh: $*" >&2; exit 2; }

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PREFIX=/srv/solieuhoi
OWNER=solieuhoi
KEYS=()
KEEPER_KEYS=()
KEEPER='restrict,command="keeper"'  # before a keeper's key: what it runs, whatever is asked for
BRANCH=main
SERVER_NAME=_
LISTEN=80
URL_PATH=/
SITE_URL=
CONTACT=
PYTHON=python3
VENV=
PROGRAM=
PORT=
USER_INSTALL=no

while [ $# -gt 0 ]; do
    case $1 in
        --help) usage; exit 0 ;;
        --user-install) USER_INSTALL=yes; shift; continue ;;
    esac
    [ $# -ge 2 ] || fail "the option $1 needs a value, or does not exist (see --help)."
    case $1 in
        --prefix) PREFIX=$2 ;;
        --user) OWNER=$2 ;;
        --key) KEYS+=("$2") ;;
        --keeper-key) KEEPER_KEYS+=("$2") ;;
        --branch) BRANCH=$2 ;;
        --server-name) SERVER_NAME=$2 ;;
        --listen) LISTEN=$2 ;;
        --path) URL_PATH=$2 ;;
        --site-url) SITE_URL=$2 ;;
        --contact) CONTACT=$2 ;;
        --python) PYTHON=$2 ;;
        --venv) VENV=$2 ;;
        --port) PORT=$2 ;;
        *) fail "there is no option $1 (see --help)." ;;
    esac
    shift 2
done

# The content security policy: nothing from elsewhere; WebAssembly is the search.  Where the browser knows
# Trusted Types, no script can make markup or code out of text.
CSP="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; \
require-trusted-types-for 'script'; trusted-types solieuhoi-saved-pages"

check_options() {
    [[ $PREFIX =~ ^/[A-Za-z0-9._/-]+$ ]] || fail "--prefix must be an absolute path without spaces: $PREFIX"
    local key
    for key in "${KEYS[@]}" "${KEEPER_KEYS[@]}"; do
        # A second line, or options before the key, could give it more than it is meant to have.
        [ "$(grep -c . "$key")" = 1 ] && grep -qE '^(ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+( |$)' "$key" ||
            fail "$key must hold one public SSH key, on one line."
    done
    [[ $URL_PATH =~ ^/([a-z0-9-]+(/[a-z0-9-]+)*)?$ ]] || fail "--path must look like / or /so-lieu: $URL_PATH"
    URL_PATH=${URL_PATH%/}
    SITE=$PREFIX/site
    ROOT=$SITE
    if [ -n "$URL_PATH" ]; then
        ROOT=$PREFIX/public
        SITE=$ROOT$URL_PATH
    fi
    if [ "$USER_INSTALL" = yes ]; then
        [[ $PORT =~ ^[0-9]+$ ]] || fail "--user-install needs --port N."
        OWNER=$(id -un)
        LISTEN=127.0.0.1:$PORT
        SITE_URL=${SITE_URL:-http://$LISTEN$URL_PATH/}
    else
        [ "$(id -u)" -eq 0 ] || fail "run it as root (sudo), or use --user-install."
        command -v apt-get >/dev/null || fail "this is not Debian: there is no apt-get."
    fi
    if [ -z "$SITE_URL" ] && [[ $SERVER_NAME =~ ^[a-z0-9-]+(\.[a-z0-9-]+)+$ ]]; then
        SITE_URL=https://$SERVER_NAME$URL_PATH/
    fi
    [ -n "$SITE_URL" ] || [ -z "$URL_PATH" ] ||
        fail "--path needs --site-url or --server-name, or the page for unknown addresses has no style."
}

install_packages() {
    local missing=() package
    for package in git nginx-light python3-venv; do
        dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    apt-get update --quiet
    DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends "${missing[@]}"
}

check_tools() {
    PATH=$PATH:/usr/sbin:/sbin
    local tool
    for tool in git nginx flock timeout; do
        command -v "$tool" >/dev/null || fail "$tool is missing (Debian: apt-get install git nginx-light util-linux coreutils)."
    done
    local wanted=${VENV:+$VENV/bin/python}
    INTERPRETER=$(command -v "${wanted:-$PYTHON}") ||
        fail "there is no Python at ${wanted:-$PYTHON}; give one with --python PATH."
    "$INTERPRETER" -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' || fail \
        "$("$INTERPRETER" --version) is too old, 3.11.5 or newer is needed (pymdown-extensions 13 asks for it): Debian 13 has 3.13; on Debian 12 give another one with --python PATH."
    [ -n "$VENV" ] || "$INTERPRETER" -c 'import ensurepip, venv' 2>/dev/null || fail \
        "$INTERPRETER cannot make virtual environments (Debian: apt-get install python3-venv)."
}

create_user() {
    install -d -m 755 "$PREFIX"
    id "$OWNER" >/dev/null 2>&1 || adduser --system --group --home "$PREFIX" --no-create-home \
        --shell /usr/bin/git-shell "$OWNER"
}

# Who may push what.  The keepers' command stands where git-shell, the user's shell, looks for it.
write_keys() {
    local key
    install -d -m 755 "$PREFIX/git-shell-commands"
    install -m 755 "$HERE/keeper" "$PREFIX/git-shell-commands/keeper"
    install -d -m 700 -o "$OWNER" "$PREFIX/.ssh"
    touch "$PREFIX/.ssh/authorized_keys"
    for key in "${KEYS[@]}"; do allow restrict "$key"; done
    for key in "${KEEPER_KEYS[@]}"; do allow "$KEEPER" "$key"; done
}

# A key that is given again may do from now on what it is given for now, and nothing else.
allow() {
    local keys="$PREFIX/.ssh/authorized_keys" key
    read -r _ key _ <"$2" || true
    { grep -vF " $key" "$keys" || true; echo "$1 $(cat "$2")"; } >"$keys.new"
    chown "$OWNER" "$keys.new"
    chmod 600 "$keys.new"
    mv "$keys.new" "$keys"
}

# The program that publishes what keepers push: the version that this script belongs to.
install_program() {
    PROGRAM=$VENV
    [ -z "$VENV" ] && grep -qsF "$KEEPER" "$PREFIX/.ssh/authorized_keys" || return 0
    PROGRAM=$PREFIX/program
    local pip=("$PROGRAM/bin/pip" install --quiet --disable-pip-version-check)
    "$INTERPRETER" -m venv --clear "$PROGRAM"
    "${pip[@]}" --require-hashes --requirement "$HERE/../requirements.lock"
    "${pip[@]}" --no-deps --no-build-isolation "$HERE/.."
}

# Run as the owner: directly, or from root as the user whose files these are.
as_owner() {
    if [ "$OWNER" = "$(id -un)" ]; then "$@"; else runuser -u "$OWNER" -- "$@"; fi
}

create_repository() {
    local repo="$PREFIX/repo.git"
    install -d -m 755 "$PREFIX"
    chown "$OWNER" "$PREFIX"
    as_owner mkdir -p "$(dirname "$SITE")"
    [ -e "$repo/HEAD" ] || as_owner git init --quiet --bare --initial-branch="$BRANCH" "$repo"
    as_owner git -C "$repo" config receive.denyDeletes true
    as_owner git -C "$repo" config receive.fsckObjects true
    as_owner git -C "$repo" config receive.maxInputSize 1g
    install -m 755 -o "$OWNER" "$HERE/pre-receive" "$repo/hooks/pre-receive"
    rm -f "$repo/hooks/post-receive"  # of set-ups before pre-receive did its work
    write_settings >"$repo/publish.conf"
}

write_settings() {
    echo "# Written by deploy/setup.sh; read by hooks/pre-receive."
    printf '%s=%q\n' BASE "$PREFIX" SITE "$SITE" SITE_URL "$SITE_URL" CONTACT "$CONTACT" BRANCH "$BRANCH" \
        PYTHON "$INTERPRETER" VENV "$VENV" PROGRAM "$PROGRAM"
}

# Fill in the template: nginx.conf.template -> standard output.
nginx_site() {
    local conf gzip_static=off
    conf=$(<"$HERE/nginx.conf.template")
    [[ $(nginx -V 2>&1) == *http_gzip_static_module* ]] && gzip_static=on
    conf=${conf//@LISTEN@/"$LISTEN"}
    conf=${conf//@SERVER_NAME@/"$SERVER_NAME"}
    conf=${conf//@ROOT@/"$ROOT"}
    conf=${conf//@PREFIX@/"$URL_PATH"}
    conf=${conf//@GZIP_STATIC@/"$gzip_static"}
    conf=${conf//@CSP@/"$CSP"}
    printf '%s\n' "$conf"
}

# An nginx of one's own: everything below the prefix, in the foreground.
own_nginx() {
    local home="$PREFIX/nginx"
    mkdir -p "$home/temp"
    nginx_site >"$home/site.conf"
    {
        [ "$(id -u)" -eq 0 ] && echo "user $(id -un) $(id -gn);"
        echo "pid $home/nginx.pid;"
        echo "error_log $home/error.log;"
        echo "daemon off;"
        echo "worker_processes 1;"
        echo "events { }"
        echo "http {"
        echo "    access_log $home/access.log;"
        local area
        for area in client_body proxy fastcgi uwsgi scgi; do
            echo "    ${area}_temp_path $home/temp/$area;"
        done
        echo "    include $home/site.conf;"
        echo "}"
    } >"$home/nginx.conf"
    nginx -t -q -p "$home" -e "$home/error.log" -c "$home/nginx.conf"
    echo "Start nginx:  nginx -p $home -e $home/error.log -c $home/nginx.conf"
    echo "Publish:      git push $PREFIX/repo.git $BRANCH"
}

system_nginx() {
    local available=/etc/nginx/sites-available/solieuhoi enabled=/etc/nginx/sites-enabled
    nginx_site >"$available"
    ln -sfn "$available" "$enabled/solieuhoi"
    # Debian's welcome page answers for every host; it goes only where this site is to do that.
    if [ "$SERVER_NAME" = _ ] && [ -L "$enabled/default" ]; then
        rm "$enabled/default"
    fi
    nginx -t -q
    if [ -d /run/systemd/system ]; then
        systemctl enable --quiet --now nginx
        systemctl reload nginx
    else
        service nginx restart
    fi
    echo "Publish:  git push $OWNER@$(hostname -f):$PREFIX/repo.git $BRANCH"
}

check_options
if [ "$USER_INSTALL" = yes ]; then
    check_tools
    install -d -m 755 "$PREFIX"
    write_keys
    install_program
    create_repository
    own_nginx
else
    install_packages
    check_tools
    create_user
    as_owner "$INTERPRETER" -c '' || fail "the user $OWNER may not run $INTERPRETER."
    write_keys
    install_program
    create_repository
    system_nginx
fi
