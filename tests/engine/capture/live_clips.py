"""The rendered clips that start and stop are judged on: who does what, and when.

Rules were chosen on `TUNING` makes; the others were left out and only judged on.
"""

from __future__ import annotations

from dataclasses import replace

from tests.engine.capture.acting import PACES, Act, Clip, Role

TUNING = ("plain", "puppet", "dressed")
LEFT_OUT = ("toon", "washed")
MAKES = TUNING + LEFT_OUT

_LANDSCAPE, _PORTRAIT = (960, 540), (540, 960)


def _stand(seconds: float) -> Act:
    return Act("stand", seconds)


def _walk(seconds: float) -> Act:
    return Act("walk", seconds)


_SPEED = {"slow": 0.62, "usual": 1.1, "fast": 1.5}
"""About metres a second of each pace, so that a walk leads as far at any of them."""


def _approach(pace: str, way: float) -> tuple[Act, ...]:
    return _stand(2.2), _walk(way / _SPEED[pace]), _stand(2.5)


def _there_and_back(pace: str, way: float) -> tuple[Act, ...]:
    one_way = way / _SPEED[pace]
    return _stand(2.2), _walk(one_way), Act("turn", 1.1), _walk(one_way), _stand(2.6)


def walks() -> list[Clip]:
    """Clips in which the child walks."""
    clips: list[Clip] = []
    for number, make in enumerate(MAKES):
        for step, pace in enumerate(PACES):
            seed = 100 + 10 * number + step
            once = Role(_approach(pace, 6.0), pace=pace)
            twice = Role(_there_and_back(pace, 4.0), pace=pace)
            clips += [
                Clip(f"approach_{pace}_{make}", "approach, cut off", (once,), seed, make),
                Clip(f"turn_{pace}_{make}", "approach, turn, leave", (twice,), seed + 5, make),
            ]
    for number, make in enumerate(MAKES):
        seed = 200 + 10 * number
        pace = tuple(PACES)[number % 3]
        behind = Role((_walk(9.0),), (3.0, 2.0), 90.0)
        front = Role((_stand(3.0), _walk(8.0)), (-2.6, -3.6), -90.0)
        stops = Role((_stand(2.2), _walk(2.8), _stand(3.0)))
        away = Role((_stand(2.2), _walk(4.0), _stand(3.0)), (0.0, -3.9), 180.0)
        once = Role(_approach(pace, 6.0), pace=pace)
        twice = Role(_there_and_back(pace, 4.0), pace=pace)
        clips += [
            Clip(f"behind_{pace}_{make}", "somebody crosses", (once, behind), seed, make),
            Clip(f"front_{pace}_{make}", "somebody crosses", (twice, front), seed + 1, make),
            Clip(f"stops_{make}", "approach, stand", (stops,), seed + 2, make),
            Clip(f"away_{make}", "leave, stand", (away,), seed + 3, make),
        ]
    portrait = Role(_there_and_back("usual", 4.5))
    clips += [
        Clip(f"portrait_{make}", "approach, turn, leave", (portrait,), 300 + number, make,
             distance=7.0, size=_PORTRAIT)
        for number, make in enumerate(("dressed", "toon"))
    ]  # fmt: skip
    return clips


def stays() -> list[Clip]:
    """Clips in which nobody walks towards the camera or away from it."""
    clips: list[Clip] = []
    for number, make in enumerate(("plain", "dressed", "washed", "puppet", "toon")):
        seed = 400 + 20 * number
        for step, what in enumerate(("stand", "sway", "rock", "march", "crouch", "wave")):
            role = Role((_stand(1.5), Act(what, 6.0)))
            clips.append(Clip(f"{what}_{make}", what, (role,), seed + step, make, distance=5.0))
        for step, pace in enumerate(PACES):
            role = Role((Act("treadmill", 6.5),), pace=pace, facing=180.0 * (step % 2))
            clips.append(
                Clip(f"treadmill_{pace}_{make}", "treadmill", (role,), seed + 6 + step, make, 4.5)
            )
        across = Role((_walk(6.0),), (2.6, 0.0), 90.0, ("slow", "usual", "fast")[number % 3])
        spins = Role((_stand(1.5), Act("turn", 2.0), _stand(1.0), Act("turn", 2.0), _stand(0.5)))
        passer = Role((_walk(7.5),), (3.2, -1.4), 90.0)
        still = Role((_stand(7.5),))
        clips += [
            Clip(f"side_on_{make}", "side-on", (across,), seed + 10, make, distance=5.5),
            Clip(f"spins_{make}", "turns on the spot", (spins,), seed + 11, make, distance=5.0),
            Clip(f"passed_{make}", "stands, somebody crosses", (still, passer), seed + 12, make),
        ]
    return [replace(clip, walks=False) for clip in clips]


def all_clips() -> list[Clip]:
    return walks() + stays()
