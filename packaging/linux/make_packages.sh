#!/usr/bin/env bash
# Packs a finished build: a .deb, and a plain tar.gz that runs from any folder.
# Usage: packaging/linux/make_packages.sh screening|complete [VERSION]
# VERSION names another version than the program's own; only to try an upgrade, and so nothing is compressed.
set -euo pipefail
cd "$(dirname "$0")/../.."
flavour=$1
folder=dist/$flavour/ScolioApp
[ -x "$folder/scolioapp" ] || {
    echo "Build first: packaging/build.sh $flavour" >&2
    exit 1
}
version=${2:-$("$folder/scolioapp" --version | cut -d' ' -f2)}
architecture=$(dpkg --print-architecture)
if [ "$flavour" = complete ]; then
    name=scolioapp-complete other=scolioapp with="Trains and evaluates networks, too."
else
    name=scolioapp other=scolioapp-complete with="This package screens; scolioapp-complete trains and evaluates networks, too."
fi
label=$name-$version-linux-$(uname -m)

depends=$(packaging/linux/depends.sh "$folder")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
share=$root/usr/share
install -d "$root/opt" "$root/usr/bin" "$root/DEBIAN" "$share/applications" "$share/mime/packages" \
    "$share/doc/$name" "$share/icons/hicolor/scalable/apps"
cp -a "$folder" "$root/opt/scolioapp"
ln -s /opt/scolioapp/scolioapp "$root/usr/bin/scolioapp"
install -m 644 packaging/linux/scolioapp.desktop "$share/applications/"
install -m 644 packaging/linux/scolioapp.xml "$share/mime/packages/"
install -m 644 resources/icons/scolioapp.svg "$share/icons/hicolor/scalable/apps/"
for picture in build/"$flavour"/scolioapp/icons/scolioapp-*.png; do
    size=$(basename "$picture" .png)
    size=${size#scolioapp-}
    install -D -m 644 "$picture" "$share/icons/hicolor/${size}x$size/apps/scolioapp.png"
done
cat > "$share/doc/$name/copyright" <<TEXT
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: ScolioApp

Files: *
Copyright: 2026 the ScolioApp developers
License: Apache-2.0
 See /usr/share/common-licenses/Apache-2.0.

Comment:
 What else is in the package, from whom and under which licence, is listed in
 /opt/scolioapp/licences/index.html; sbom.cdx.json beside it says the same to programs.
TEXT
install -m 644 NOTICE "$share/doc/$name/NOTICE"
gzip -9nc CHANGELOG.md > "$share/doc/$name/changelog.gz"
chmod -R u=rwX,go=rX "$root/opt" "$root/usr"
cat > "$root/DEBIAN/control" <<TEXT
Package: $name
Version: $version
Architecture: $architecture
Maintainer: the ScolioApp developers <noreply@scolioapp.invalid>
Section: science
Priority: optional
Installed-Size: $(du -sk --apparent-size "$root/opt" "$root/usr" | awk '{sum += $1} END {print sum}')
Depends: $depends, fonts-dejavu-core | fonts-freefont-ttf | fonts-noto-core
Recommends: fonts-noto-cjk, xdg-utils, desktop-file-utils, shared-mime-info, hicolor-icon-theme
Conflicts: $other
Replaces: $other
Homepage: https://github.com/scolioapp/scolioapp
Description: screens the gait in a walking video for features associated with scoliosis
 Finds and follows the person in a video, judges the recording, measures posture
 while walking and lets a gait network judge. Everything happens on this
 computer. For research and education; not a medical device.
 .
 $with
TEXT
# Results, models, runs and settings lie in the homes of the people who use the program: no script touches them.
# What the desktop knows about file types and icons is renewed by the triggers of Debian's own packages.
deb=dist/$flavour/${name}_${version}_$architecture.deb
rm -f "$deb"
how=(-Zxz -z6 --threads-max="${THREADS:-2}")
[ -z "${2:-}" ] || how=(-Znone)
dpkg-deb --root-owner-group "${how[@]}" --build "$root" "$deb" >/dev/null
if [ -z "${2:-}" ]; then
    tar -C "$(dirname "$folder")" --owner=0 --group=0 --sort=name --transform "s,^ScolioApp,$label," -czf \
        "dist/$flavour/$label.tar.gz" ScolioApp
fi
ls -l "dist/$flavour"/*.deb
