# shellcheck shell=bash
# Sourced by try.sh, test.sh and build.sh: makes a virtual environment in .venv with what the named extras need.
# Usage: . packaging/environment.sh "cpu,window"
set -eu
extras=$1

find_python() {
    for name in python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "ScolioApp needs Python 3.11, 3.12 or 3.13. Install one from python.org and run this again." >&2
    exit 1
}

# Qt needs these system libraries even without a screen; other systems than Debian bring them along.
qt_libraries="libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0
 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-randr0
 libxcb-sync1 libxcb-xfixes0 libxrandr2 libpulse0 libnss3 fonts-dejavu-core fonts-noto-cjk"

install_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    missing=""
    for name in "$@"; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q "ok installed" || missing="$missing $name"
    done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        apt-get update -q >/dev/null
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
    else
        echo "These system packages are missing; the window may not open without them:" >&2
        echo "    sudo apt-get install$missing" >&2
    fi
}

# shellcheck disable=SC2086
install_packages $qt_libraries ${system_packages:-}
venv=${SCOLIOAPP_VENV:-.venv}
if [ ! -d "$venv" ]; then
    "$(find_python)" -m venv "$venv"
fi
# On Windows the programs of an environment lie in another folder.
venv_python=$venv/bin/python
[ -x "$venv_python" ] || venv_python=$venv/Scripts/python.exe
wanted="$extras $(cksum < pyproject.toml) $(cksum < packaging/constraints.txt)"
if [ "$(cat "$venv/.scolioapp" 2>/dev/null)" != "$wanted" ]; then
    echo "Installing ScolioApp ($extras) into $venv; this takes a few minutes the first time." >&2
    "$venv_python" -m pip install --quiet --disable-pip-version-check --upgrade pip
    case ",$extras," in
    # The plain request would bring gigabytes of CUDA; this exact version has a CPU build.
    *,training,* | *,simulation,*) "$venv_python" -m pip install --quiet "torch==2.13.0" ;;
    esac
    "$venv_python" -m pip install --quiet -c packaging/constraints.txt -e ".[$extras]"
    echo "$wanted" > "$venv/.scolioapp"
fi
