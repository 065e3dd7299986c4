#!/usr/bin/env bash
# Sets up everything and runs the tests. "test.sh -m heavy" runs the long ones; other arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")"
system_packages="poppler-utils strace shellcheck nsis p7zip-full"
. packaging/environment.sh "cpu,window,simulation,dev"
export QT_QPA_PLATFORM=offscreen
[ $# -gt 0 ] || set -- -m "not heavy"
exec "$venv/bin/python" -m pytest "$@"
