#!/bin/sh
# Reads the workflows as strictly as can be done without running them:  sh packaging/workflows.sh
# Their schema (check-jsonschema), expressions, needs, shells and runners (actionlint, in a fork that is on PyPI; it tells
# what shellcheck says too), and what an attacker would look for (zizmor). Nothing of it asks the network once it is installed.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
need_packages shellcheck || say "Going on without shellcheck."
choose_python
tools=$ROOT/build/workflows
[ -x "$tools/bin/zizmor" ] || {
    make_venv "$tools" "$PYTHON"
    pip_install "$tools" -r "$ROOT/packaging/workflows-constraints.txt" || stop "They could not be installed (see above)."
}
cd "$ROOT"
"$tools/bin/check-jsonschema" --builtin-schema vendor.github-workflows .github/workflows/*.yml
"$tools/bin/actionlint" .github/workflows/*.yml
"$tools/bin/zizmor" --quiet --offline --persona auditor .github/workflows
