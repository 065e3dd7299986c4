#!/usr/bin/env bash
# Sets up everything, screens the bundled samples, and opens the window where there is a screen.
set -euo pipefail
cd "$(dirname "$0")"
. packaging/environment.sh "cpu,window"
for sample in simulated_walk sports2d_demo; do
    echo
    echo "== scolioapp screen resources/samples/$sample.mp4"
    code=0
    "$venv/bin/scolioapp" screen "resources/samples/$sample.mp4" --out "out/$sample" || code=$?
    # 3 asks for another recording: a result, too.
    [ "$code" = 0 ] || [ "$code" = 3 ] || exit "$code"
done
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; then
    exec "$venv/bin/scolioapp"
fi
echo
echo "There is no screen here, so the window was not opened. The files are in out/."
