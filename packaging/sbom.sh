#!/bin/sh
# Lists what an installed AExDesk is made of, as CycloneDX JSON:  sh packaging/sbom.sh [OUT.json]
# The list is read from an environment in which the wheel stands with what constraints.txt pins, browser included, on the
# system and the Python that this runs with. The same sources give the same bytes.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
choose_python
out=${1:-$ROOT/build/dist/aexdesk-$(version).cdx.json}
case $out in /*) ;; *) out=$PWD/$out ;; esac

sh "$ROOT/packaging/wheel/build.sh" >/dev/null
work=$ROOT/build/sbom
rm -rf "$work"
make_venv "$work/environment" "$PYTHON"
wheel=$(echo "$ROOT"/build/dist/aexdesk-*.whl)
say "Installing ${wheel##*/}[browser] ..."
pip_install "$work/environment" -c "$ROOT/packaging/constraints.txt" "${wheel}[browser]"
# Where the wheel lay when it was installed is of no interest to anybody.
rm -f "$work"/environment/lib/python*/site-packages/aexdesk-*.dist-info/direct_url.json
"$work/environment/bin/python" -m pip uninstall --quiet --yes --disable-pip-version-check pip
make_venv "$work/tools" "$PYTHON"
pip_install "$work/tools" -r "$ROOT/packaging/sbom-constraints.txt"

mkdir -p "$(dirname "$out")"
# The version is computed; the list wants it stated.
sed "s/^dynamic = .*/version = \"$(version)\"/" "$ROOT/pyproject.toml" >"$work/pyproject.toml"
"$work/tools/bin/cyclonedx-py" environment --pyproject "$work/pyproject.toml" --mc-type application \
    --output-reproducible --output-format JSON --output-file "$out" "$work/environment/bin/python" 2>"$work/log" ||
    { cat "$work/log" >&2 && stop "The list could not be made."; }
rm -rf "$work"
printf '%s\n' "$out"
