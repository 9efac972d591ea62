#!/bin/sh
# Makes a Flatpak of the frozen folder:  sh packaging/flatpak/build.sh
# Needs flatpak-builder, and the runtime org.freedesktop.Platform with its SDK, from Flathub. Not tried yet.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
# shellcheck source=packaging/linux/lay_out.sh
. "$ROOT/packaging/linux/lay_out.sh"

need_build_venv
same_every_time
frozen=$(frozen with-browser)
source=$ROOT/build/flatpak/source
rm -rf "$source"
mkdir -p "$source/usr"
lay_out "$frozen" "$source/usr"
# The sandbox of Flatpak stands around the whole program and lets none be made within; Chromium would end the program.
# shellcheck disable=SC2016 # for the script that is written
printf '#!/bin/sh\nQTWEBENGINE_DISABLE_SANDBOX=1 exec /app/lib/aexdesk/aexdesk "$@"\n' >"$source/start"

command -v flatpak-builder >/dev/null 2>&1 || stop "Laid out in build/flatpak/source; there is no flatpak-builder here."
flatpak-builder --force-clean --repo="$ROOT/build/flatpak/repo" "$ROOT/build/flatpak/app" \
    "$ROOT/packaging/flatpak/local.aexdesk.AExDesk.yml" || stop "flatpak-builder failed (see above)."
flatpak build-bundle "$ROOT/build/flatpak/repo" "$ROOT/build/flatpak/AExDesk-$(version).flatpak" local.aexdesk.AExDesk
printf '%s\n' "$ROOT/build/flatpak/AExDesk-$(version).flatpak"
