#!/bin/sh
# Makes an AppImage of the frozen folder:  APPIMAGETOOL=/path/to/appimagetool sh packaging/appimage/build.sh
# appimagetool, and the runtime that it puts before the picture of the folder, are in no registry of packages: without
# APPIMAGETOOL this makes the AppDir alone (build/appimage/AExDesk.AppDir, whose AppRun starts it) and says so.
# Not tried yet: the AppImage itself. Tried: the AppDir.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
# shellcheck source=packaging/linux/lay_out.sh
. "$ROOT/packaging/linux/lay_out.sh"

need_build_venv
same_every_time
frozen=$(frozen with-browser)
folder=$ROOT/build/appimage/AExDesk.AppDir
rm -rf "$folder"
mkdir -p "$folder/usr"
lay_out "$frozen" "$folder/usr"
# What stands at the top is what appimagetool, and a file manager, look at.
ln -s usr/bin/aexdesk "$folder/AppRun"
cp "$folder/usr/share/applications/aexdesk.desktop" "$folder/"
cp "$frozen/icons/256.png" "$folder/aexdesk.png"
ln -s aexdesk.png "$folder/.DirIcon"

if [ -z "${APPIMAGETOOL:-}" ]; then
    say "APPIMAGETOOL names no appimagetool: here is the AppDir alone."
    printf '%s\n' "$folder"
    exit
fi
image=$ROOT/build/appimage/AExDesk-$(version)-$(uname -m).AppImage
ARCH=$(uname -m) "$APPIMAGETOOL" --no-appstream "$folder" "$image" >&2 || stop "appimagetool failed (see above)."
printf '%s\n' "$image"
