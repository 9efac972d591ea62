#!/bin/sh
# Writes constraints.txt (what AExDesk and its tests are installed with, for every Python and system it admits)
# and peers.txt (other people's clients that the tests compare with) anew:  sh packaging/lock.sh
# Neither file holds the address of a package index: it would tie everybody to the one it was made with.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
choose_python

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make_venv "$work/uv" "$PYTHON"
pip_install "$work/uv" uv

# compile OUTPUT INPUT ARGUMENT...
compile() {
    output=$1
    shift
    {
        printf '# Made by packaging/lock.sh; run it again to take newer versions.\n'
        "$work/uv/bin/uv" pip compile --quiet --upgrade --universal --python-version 3.11 --no-header --no-annotate \
            --no-emit-index-url --no-emit-find-links "$@"
    } >"$work/out"
    if grep -nE '://|--(extra-)?index-url|--find-links' "$work/out" >&2; then
        stop "$output would hold the address above."
    fi
    cp "$work/out" "$ROOT/packaging/$output"
    say "Wrote packaging/$output."
}

compile constraints.txt --all-extras "$ROOT/pyproject.toml"
printf '%s\n' python-aliexpress-api topsdk lazop-sdk httpie >"$work/peers.in"
compile peers.txt "$work/peers.in"
