#!/bin/sh
# Measures AExDesk beside others:  sh packaging/benchmarks.sh [NAME...] [--rounds N] [--json FILE]
# Puts the others into .venv-peers and .node-benchmarks, as `packaging/test.sh --peers` does; without Node.js those that
# come from npm are left out, and the table says so.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
# shellcheck source=packaging/peers.sh
. "$ROOT/packaging/peers.sh"
need_venv test
need_peers
need_node_benchmarks

cd "$ROOT"
exec "$VENV/bin/python" -m tests.benchmarks "$@"
