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

# The sdist holds all that the wheel is made of, if the tree gives the same; and the wheel holds each resource.
"$BUILD_PYTHON" -m build --no-isolation --wheel --outdir "$ROOT/build/dist/of-tree" "$ROOT" >/dev/null
cmp "$ROOT"/build/dist/of-tree/*.whl "$ROOT"/build/dist/*.whl >&2 || stop "The wheel of the sdist is not the wheel of the tree."
rm -r "$ROOT/build/dist/of-tree"
"$BUILD_PYTHON" - "$ROOT" "$ROOT"/build/dist/*.whl <<'PYTHON' || stop "The wheel lacks the resources above."
import sys, zipfile
from pathlib import Path

resources = Path(sys.argv[1], "resources")
held = set(zipfile.ZipFile(sys.argv[2]).namelist())
wanted = {f"aexdesk/_resources/{one.relative_to(resources).as_posix()}" for one in resources.rglob("*") if one.is_file()}
print("\n".join(sorted(wanted - held)), file=sys.stderr)
sys.exit(bool(wanted - held))
PYTHON
ls "$ROOT/build/dist"
