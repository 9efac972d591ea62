#!/bin/sh
# Measures AExDesk beside others:  sh packaging/benchmarks.sh [NAME...] [--rounds N] [--json FILE]
# Puts the others that come from npm into .node-benchmarks; without Node they are left out, and the table says so.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
need_venv test

AEXDESK_NODE_BENCHMARKS=$ROOT/.node-benchmarks
export AEXDESK_NODE_BENCHMARKS
stamp=$(stamp_of "$ROOT/packaging/benchmarks.package.json")
if command -v npm >/dev/null 2>&1 && [ "$(cat "$AEXDESK_NODE_BENCHMARKS/.aexdesk" 2>/dev/null)" != "$stamp" ]; then
    rm -rf "$AEXDESK_NODE_BENCHMARKS"
    mkdir "$AEXDESK_NODE_BENCHMARKS"
    printf '*\n' >"$AEXDESK_NODE_BENCHMARKS/.gitignore"
    cp "$ROOT/packaging/benchmarks.package.json" "$AEXDESK_NODE_BENCHMARKS/package.json"
    say "Installing what the practice gateway is measured beside into .node-benchmarks ..."
    (cd "$AEXDESK_NODE_BENCHMARKS" && npm install --silent --no-audit --no-fund --no-package-lock) ||
        stop "They could not be installed (see above)."
    printf '%s' "$stamp" >"$AEXDESK_NODE_BENCHMARKS/.aexdesk"
fi

cd "$ROOT"
exec "$VENV/bin/python" -m tests.benchmarks "$@"
