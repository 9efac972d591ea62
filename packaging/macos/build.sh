#!/bin/sh
# Builds AExDesk for macOS, for the processor it runs on (arm64 or x64):  sh packaging/macos/build.sh
# Out comes build/dist/AExDesk-VERSION-macos-ARCH.dmg. Not yet tried on macOS.
#
# With AEXDESK_SIGN_IDENTITY (a "Developer ID Application" in the keychain) it signs for the hardened runtime. With
# AEXDESK_NOTARY_KEY (the file of an App Store Connect key), AEXDESK_NOTARY_KEY_ID and AEXDESK_NOTARY_ISSUER it has Apple
# notarise the .dmg, and staples the ticket to it. Without them it says so.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
[ "$(uname -s)" = Darwin ] || stop "This builds on macOS alone."
need_build_venv

case $(uname -m) in
arm64) architecture=arm64 ;;
*) architecture=x64 ;;
esac
version=$("$BUILD_PYTHON" "$ROOT/packaging/version.py")
sh "$ROOT/packaging/freeze/build.sh" >/dev/null
frozen=$ROOT/build/freeze/with-browser
app=$frozen/AExDesk.app
entitlements=$ROOT/packaging/macos/entitlements.plist
"$BUILD_PYTHON" "$ROOT/packaging/icon/pack.py" "$frozen/icons" "$app/Contents/Resources/aexdesk.icns"
cp "$frozen/aexdesk/licences.txt" "$ROOT/LICENSE" "$app/Contents/Resources/"

# ---------------------------------------------------------------- signature

# sign FILE...: with the hardened runtime; without an identity only as this processor demands of any program.
sign() {
    if [ -n "${AEXDESK_SIGN_IDENTITY:-}" ]; then
        codesign --force --sign "$AEXDESK_SIGN_IDENTITY" --options runtime --timestamp \
            --entitlements "$entitlements" "$@"
    else
        codesign --force --sign - "$@"
    fi
}

[ -n "${AEXDESK_SIGN_IDENTITY:-}" ] ||
    say "Not signed: AEXDESK_SIGN_IDENTITY is not set. macOS will warn whoever opens it."
# From the inside out: what holds another is signed after it.
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) | while read -r file; do sign "$file"; done
find "$app/Contents" -depth -type d \( -name '*.app' -o -name '*.framework' \) | while read -r folder; do
    sign "$folder"
done
sign "$app"
codesign --verify --deep --strict "$app" || stop "The signature does not hold (see above)."

# ---------------------------------------------------------------- .dmg

stage=$ROOT/build/macos
rm -rf "$stage"
mkdir -p "$stage" "$ROOT/build/dist"
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
dmg=$ROOT/build/dist/AExDesk-$version-macos-$architecture.dmg
hdiutil create -quiet -ov -volname "AExDesk $version" -srcfolder "$stage" -fs HFS+ -format UDZO "$dmg"
rm -rf "$stage"
if [ -z "${AEXDESK_SIGN_IDENTITY:-}" ] || [ -z "${AEXDESK_NOTARY_KEY:-}" ]; then
    say "Not notarised: that needs AEXDESK_SIGN_IDENTITY and AEXDESK_NOTARY_KEY."
else
    codesign --force --sign "$AEXDESK_SIGN_IDENTITY" --timestamp "$dmg"
    xcrun notarytool submit "$dmg" --wait --key "$AEXDESK_NOTARY_KEY" --key-id "$AEXDESK_NOTARY_KEY_ID" \
        --issuer "$AEXDESK_NOTARY_ISSUER"
    xcrun stapler staple "$dmg"
    spctl --assess --type open --context context:primary-signature "$dmg"
fi
printf '%s\n' "$dmg"
