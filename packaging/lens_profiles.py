"""Makes ``resources/lenses/profiles.json`` from https://github.com/gyroflow/lens_profiles (CC0 1.0).

Usage: python packaging/lens_profiles.py CHECKOUT COMMIT

Taken are the calibrations of GoPro's cameras that the makers of Gyroflow made or checked themselves
("official"), of the built-in lens at any rate, without the stretch of SuperView, which no lens makes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parents[1] / "resources" / "lenses" / "profiles.json"
_CAMERAS = ("HERO5 Session", *(f"HERO{number} Black" for number in range(5, 12)))
_VIEWS = ("Wide", "Medium", "Narrow", "Linear")
_WORST_RMS_PX = 1.0


def profile_of(path: Path) -> dict[str, Any] | None:
    """Return the line of the table for a file of Gyroflow, or None where it is none for this program."""
    content = json.loads(path.read_text(encoding="utf-8"))
    found = content.get("fisheye_params", {})
    wanted = content.get("official") and content["lens_model"] in _VIEWS
    if not wanted or content["camera_model"] not in _CAMERAS or content.get("digital_lens"):
        return None
    other = "Max" in path.stem or "fps" in path.stem.rsplit("-", 1)[-1]
    if other or found["RMS_error"] > _WORST_RMS_PX:
        return None
    width, height = content["calib_dimension"]["w"], content["calib_dimension"]["h"]
    across, down = found["camera_matrix"][0][0], found["camera_matrix"][1][1]
    note = content.get("note", "")
    stabilised = "boost" if "Boost" in note else "off" if "NO-EIS" in note else "on" if note else ""
    return {
        "camera": content["camera_model"],
        "view": content["lens_model"].lower(),
        "stabilised": stabilised,
        "aspect": round(width / height, 3),
        "focal": round((across * down) ** 0.5 / width, 5),
        "coefficients": [round(one, 6) for one in found["distortion_coeffs"]],
        "rms_px": round(found["RMS_error"], 2),
        "calibrated_by": content["calibrated_by"],
        "file": f"{path.parent.name}/{path.name}",
    }


def main() -> None:
    """Write the table."""
    checkout, commit = Path(sys.argv[1]), sys.argv[2]
    rows = [profile_of(path) for path in sorted((checkout / "GoPro").glob("*.json"))]
    table = {
        "source": "https://github.com/gyroflow/lens_profiles",
        "commit": commit,
        "licence": "CC0-1.0",
        "model": "fisheye: distance from the middle = focal * a * (1 + k1 a^2 + k2 a^4 + k3 a^6 + k4 a^8), "
        "a the angle to the lens' axis; focal in longer sides of the picture",
        "lenses": [row for row in rows if row is not None],
    }
    OUT.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
