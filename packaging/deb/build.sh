#!/bin/sh
# Makes the .deb of the frozen folder:  sh packaging/deb/build.sh [--without-browser]
# It comes out in build/deb. One package holds all, the browser too: a login is the first thing one does. Who wants it
# without makes aexdesk-without-browser, which stands in its place.
# Libraries that Debian has are left out and asked for as dependencies, so that their security updates count here too.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
# shellcheck source=packaging/linux/lay_out.sh
. "$ROOT/packaging/linux/lay_out.sh"

package=aexdesk variant=with-browser
case ${1:-} in
--without-browser) package=aexdesk-without-browser variant=without-browser ;;
"") ;;
*) stop "Unknown: $1" ;;
esac
has_apt || stop "A .deb is made on Debian, or on a system made of it."
need_packages dpkg-dev binutils || stop "They make the .deb."
need_build_venv
same_every_time
maintainer="${DEBFULLNAME:-AExDesk maintainers} <${DEBEMAIL:-aexdesk@localhost}>"
version=$("$BUILD_PYTHON" - <<PYTHON
import sys
sys.path.insert(0, "$ROOT/packaging")
import changelog
print(changelog.debian_version("$(version)"))
PYTHON
)
architecture=$(dpkg --print-architecture)
frozen=$(frozen "$variant")

work=$ROOT/build/deb
root=$work/$package
rm -rf "$root"
mkdir -p "$root/DEBIAN" "$root/usr"
lay_out "$frozen" "$root/usr"
program=$root/usr/lib/aexdesk

# ---------------------------------------------------------------- what Debian has

# Ours are the Python, the modules, and Qt. What else lies at the top came from packages of this system.
left=0
for file in "$program"/_internal/lib*; do
    name=${file##*/}
    case $name in libpython* | libpyside* | libshiboken* | libQt6* | libicu*) continue ;; esac
    if dpkg-query -S "*/$name" >/dev/null 2>&1; then
        rm "$file"
        left=$((left + 1))
    fi
done
say "Left $left libraries to Debian."

# dpkg-shlibdeps wants a debian/control; it finds our own libraries by -l.
mkdir -p "$work/shlibdeps/debian"
printf 'Source: aexdesk\n\nPackage: %s\nArchitecture: any\n' "$package" >"$work/shlibdeps/debian/control"
find "$program" -type f | sort | while read -r file; do
    # Every binary begins so.
    [ "$(head -c 4 "$file" | od -An -c | tr -d ' ')" != '177ELF' ] || printf '%s\n' "-e$file"
done >"$work/binaries"
# shellcheck disable=SC2046 # one argument a line; no blank in a path of ours
needs=$(cd "$work/shlibdeps" && dpkg-shlibdeps -O --ignore-missing-info -x"$package" \
    -l"$program/_internal" -l"$program/_internal/PySide6" -l"$program/_internal/PySide6/Qt/lib" \
    -l"$program/_internal/shiboken6" $(cat "$work/binaries") 2>"$work/shlibdeps.log" | sed -n 's/^shlibs:Depends=//p')
[ -n "$needs" ] || stop "dpkg-shlibdeps found nothing; see build/deb/shlibdeps.log."
# No binary asks for a font; without any, all text is boxes.
needs="$needs, fonts-dejavu-core | fonts-liberation | fonts-noto-core | fonts-freefont-ttf"

# ---------------------------------------------------------------- what the package says of itself

documents=$root/usr/share/doc/$package
mkdir -p "$documents"
licence=$(sed -n '/^Permission/,$p' "$ROOT/LICENSE" | sed 's/^$/./; s/^/ /')
while IFS= read -r line; do
    if [ "$line" = @MIT@ ]; then printf '%s\n' "$licence"; else printf '%s\n' "$line"; fi
done <"$ROOT/packaging/deb/copyright" | sed "s,/usr/share/doc/aexdesk/,/usr/share/doc/$package/," >"$documents/copyright"
gzip -9nc "$program/licences.txt" >"$documents/licences.txt.gz"
rm "$program/licences.txt"
"$BUILD_PYTHON" "$ROOT/packaging/changelog.py" --debian --maintainer "$maintainer" |
    sed "1s/^aexdesk /$package /" | gzip -9n >"$documents/changelog.gz"

mkdir -p "$root/usr/share/lintian/overrides"
sed "s/@PACKAGE@/$package/" "$ROOT/packaging/deb/lintian-overrides" >"$root/usr/share/lintian/overrides/$package"

others=aexdesk-without-browser
words="with the browser for logging in"
[ "$package" = aexdesk ] || others=aexdesk words="without a browser of its own: logins use the system's"
size=$(du -sk --apparent-size "$root/usr" | cut -f1)
cat >"$root/DEBIAN/control" <<CONTROL
Package: $package
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $size
Depends: $needs
Recommends: xdg-utils, gnome-keyring | libsecret-1-0 | kwalletmanager, fonts-noto-cjk, xdg-desktop-portal
Conflicts: $others
Replaces: $others
Provides: aexdesk
Section: devel
Priority: optional
Description: desk for AliExpress Open Platform integrators
 Signs calls in the open, keeps app keys, loan accounts and order test cases
 in one place, lets an order leave only if it matches an active test case, and
 brings a practice gateway that stands in for the platform.
 .
 This package brings its own Python and Qt, $words.
CONTROL
[ "$package" != aexdesk ] || sed -i '/^Provides/d' "$root/DEBIAN/control"
(cd "$root" && find usr -type f | LC_ALL=C sort | xargs md5sum) >"$root/DEBIAN/md5sums"

# ---------------------------------------------------------------- the .deb

find "$root" -newermt "@$SOURCE_DATE_EPOCH" -print0 | xargs -0r touch --no-dereference --date="@$SOURCE_DATE_EPOCH"
deb=$work/${package}_${version}_$architecture.deb
say "Packing ${deb##*/} ..."
dpkg-deb --root-owner-group -Zxz --build "$root" "$deb" >/dev/null
printf '%s\n' "$deb"
