#!/usr/bin/env bash
# Sets up everything and runs the tests. "test.sh -m heavy" runs the long ones; other arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")"
system_packages="poppler-utils strace shellcheck nsis p7zip-full dcmtk orthanc orthanc-dicomweb"
# What checks FHIR besides the program itself comes from npm, in the long tests.
command -v npm >/dev/null || system_packages="$system_packages npm"
. packaging/environment.sh "cpu,window,simulation,dicom,ray,dev"
export QT_QPA_PLATFORM=offscreen
[ $# -gt 0 ] || set -- -m "not heavy"
# Two processes share the tests: one that crashes fails the test it was at, and another takes its place.
# (With "loadfile" the crashing test would be handed on to every worker in turn.)
workers="-n 2 --dist worksteal --max-worker-restart 100"
# shellcheck disable=SC2086
exec "$venv/bin/python" -m pytest $workers "$@"
