#!/usr/bin/env bash
# Packs dist/FLAVOUR/ScolioApp.app into a disk image; signs and notarises it where an identity is given.
# Usage: packaging/macos/make_dmg.sh screening|complete
#   SIGN_IDENTITY    "Developer ID Application: …", as `security find-identity -v` names it
#   NOTARY_PROFILE   profile made once by `xcrun notarytool store-credentials`
set -euo pipefail
cd "$(dirname "$0")/../.."
flavour=$1
app=dist/$flavour/ScolioApp.app
[ -d "$app" ] || {
    echo "Build first: packaging/build.sh $flavour" >&2
    exit 1
}
version=$("$app/Contents/MacOS/scolioapp" --version | cut -d' ' -f2)
name=scolioapp
[ "$flavour" = screening ] || name=scolioapp-complete
image=dist/$flavour/$name-$version-macos-$(uname -m).dmg

# Without an identity the signature is of nobody ("-"): Apple silicon starts nothing that has none at all.
identity=${SIGN_IDENTITY:--}
options=()
[ "$identity" = - ] || options=(--options runtime --timestamp)
find "$app" -type f \( -name '*.so' -o -name '*.dylib' \) -print0 |
    xargs -0 codesign --force --sign "$identity" ${options[@]+"${options[@]}"}
codesign --force --sign "$identity" ${options[@]+"${options[@]}"} \
    --entitlements packaging/macos/entitlements.plist "$app"
codesign --verify --deep --strict "$app"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
rm -f "$image"
hdiutil create -volname ScolioApp -srcfolder "$folder" -format ULFO -ov "$image"
if [ "$identity" != - ]; then
    codesign --sign "$identity" --timestamp "$image"
fi
if [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
ls -l "$image"
