#!/bin/sh
# Asks whether faults are known of what AExDesk is installed with:  sh packaging/audit.sh
# pip-audit asks PyPI's advisories about each version in constraints.txt (for all systems and Pythons at once) and in
# build-constraints.txt; npm asks its registry about peers.package-lock.json. Needs the network.
# Exits with 0 where nothing is known, 1 where something is, 2 where somebody could not be asked.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"

AUDIT="pip-audit==2.10.1"

outcome=0
known() { outcome=1; }
unasked() {
    say "COULD NOT ASK: $*. This says nothing about whether a fault is known."
    [ "$outcome" = 1 ] || outcome=2
}

TOOL=$ROOT/build/audit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# audit FILE: each version that stands in it, whatever it is for. pip-audit takes one version of a name at a time.
audit() {
    sed -n 's/^\([A-Za-z0-9][^ ;]*==[^ ;]*\).*/\1/p' "$ROOT/packaging/$1" >"$work/all"
    while [ -s "$work/all" ]; do
        awk -F'==' '!seen[$1]++' "$work/all" >"$work/now"
        awk -F'==' 'seen[$1]++' "$work/all" >"$work/later"
        rm -f "$work/told"
        "$TOOL/bin/pip-audit" --requirement "$work/now" --no-deps --disable-pip --progress-spinner off \
            --format json --output "$work/told" >"$work/said" 2>&1 || :
        if [ -s "$work/told" ]; then
            "$TOOL/bin/python" "$ROOT/packaging/audit.py" "$work/told" "$1" || known
        else
            tail -n 1 "$work/said" | cut -c1-200 >&2
            unasked "about packaging/$1"
        fi
        mv "$work/later" "$work/all"
    done
}

stamp=$(stamp_of "$ROOT/packaging/audit.sh")
if [ "$(cat "$TOOL/.aexdesk" 2>/dev/null)" != "$stamp" ]; then
    choose_python
    make_venv "$TOOL" "$PYTHON"
    say "Installing $AUDIT into build/audit ..."
    if pip_install "$TOOL" "$AUDIT"; then printf '%s' "$stamp" >"$TOOL/.aexdesk"; fi
fi
if [ -x "$TOOL/bin/pip-audit" ]; then
    audit constraints.txt
    audit build-constraints.txt
else
    unasked "since pip-audit could not be installed"
fi

if command -v npm >/dev/null 2>&1; then
    mkdir "$work/node"
    cp "$ROOT/packaging/peers.package.json" "$work/node/package.json"
    cp "$ROOT/packaging/peers.package-lock.json" "$work/node/package-lock.json"
    (cd "$work/node" && npm audit --package-lock-only --json) >"$work/npm" 2>/dev/null || :
    "$TOOL/bin/python" "$ROOT/packaging/audit.py" "$work/npm" peers.package-lock.json && answered=0 || answered=$?
    case $answered in
    0) ;;
    1) known ;;
    *) unasked "npm's registry about packaging/peers.package-lock.json" ;;
    esac
else
    unasked "npm's registry, since there is no npm here"
fi
exit "$outcome"
