#!/bin/sh
# Builds the sdist, and from it the wheel, into build/dist:  sh packaging/wheel/build.sh
# The same sources give the same files, byte for byte.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
need_build_venv
same_every_time

rm -rf "$ROOT/build/dist"
"$BUILD_PYTHON" -m build --no-isolation --outdir "$ROOT/build/dist" "$ROOT" >&2
ls "$ROOT/build/dist"
