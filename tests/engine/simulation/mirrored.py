"""A walker mirrored left to right: what measurements must tell with the opposite sign."""

from __future__ import annotations

from dataclasses import replace

from engine.simulation.walkers import Walker


def mirror_walker(walker: Walker) -> Walker:
    """Return the same walker with left and right exchanged in the asymmetry."""
    a = walker.asymmetry
    opposite = replace(
        a,
        side=-a.side,
        shoulder_tilt=-a.shoulder_tilt,
        hip_tilt=-a.hip_tilt,
        trunk_lean=-a.trunk_lean,
        lateral_shift=-a.lateral_shift,
        head_offset=-a.head_offset,
        arm_swing=-a.arm_swing,
        step_time=-a.step_time,
    )
    return replace(
        walker, asymmetry=opposite, walk=replace(walker.walk, phase=walker.walk.phase + 0.5)
    )
