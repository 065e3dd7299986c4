#!/usr/bin/env bash
# Builds the program for this system: folder, licences, packages.
# Usage: packaging/build.sh [screening|complete|all]      (screening when nothing is said)
# Makes a virtual environment for each flavour in build/; wheels are kept in ~/.cache/pip.
set -euo pipefail
cd "$(dirname "$0")/.."

needs() {
    for tool in "$@"; do
        command -v "$tool" >/dev/null || missing="${missing:-} $tool"
    done
    [ -z "${missing:-}" ] || {
        echo "These programs are needed:$missing (see packaging/README.md)" >&2
        exit 1
    }
}

build_one() {
    flavour=$1
    case $flavour in
    screening) extras="cpu,window" ;;
    complete) extras="cpu,window,dicom,training,tensorboard" ;;
    *) echo "Usage: packaging/build.sh [screening|complete|all]" >&2 && exit 2 ;;
    esac
    started=$SECONDS
    work=build/$flavour
    dist=dist/$flavour
    # Qt's plugin for Wayland asks for these, and the package has to say which of Debian's brings them.
    # shellcheck source=packaging/environment.sh
    (SCOLIOAPP_VENV=$PWD/build/venv-$flavour system_packages="libwayland-cursor0 libwayland-egl1" \
        . packaging/environment.sh "$extras")
    python=$PWD/build/venv-$flavour/bin/python
    [ -x "$python" ] || python=$PWD/build/venv-$flavour/Scripts/python.exe
    "$python" -m pip install --quiet --disable-pip-version-check -r packaging/requirements.txt
    "$python" -m PyInstaller --noconfirm --log-level WARN --distpath "$dist" --workpath "$work" \
        packaging/scolioapp.spec -- --flavour "$flavour"
    "$python" packaging/licences.py "$work/scolioapp/collected.json" "$dist/ScolioApp"
    # Afterwards: licences are told by files as their wheels brought them.
    [ "$(uname)" != Linux ] || "$python" packaging/debug_symbols.py "$dist/ScolioApp"
    if [ "$(uname)" = Darwin ]; then
        cp -R "$dist/ScolioApp/licences" "$dist/ScolioApp.app/Contents/Resources/"
        packaging/macos/make_dmg.sh "$flavour"
    elif [ "$(uname)" = Linux ]; then
        packaging/linux/make_packages.sh "$flavour"
    else
        "$python" packaging/windows/make_installer.py "$dist/ScolioApp" "$flavour"
    fi
    echo "== $flavour took $((SECONDS - started)) s"
    du -sh "$dist"/*
}

[ "$(uname)" != Linux ] || needs objcopy objdump readelf dpkg-deb xz
case ${1:-screening} in
all)
    build_one screening
    build_one complete
    ;;
*) build_one "${1:-screening}" ;;
esac
