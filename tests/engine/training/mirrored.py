"""A walk mirrored left to right: what augmentation and networks are compared with."""

from __future__ import annotations

from engine.training.data import Clip


def mirror(clip: Clip, *, signed: bool) -> Clip:
    """Mirror a walk left to right in everything that a network is given.

    A mirrored 44-column window of a frame centred on column 32 is off by one column; networks see people
    off centre by more than that. Maps do not tell left joints from right ones, nor does the unsigned
    asymmetry vector; the signed one changes its sign, which is 1 - x in [0, 1] (see `fit_ranges`).

    Args:
        clip: The walk.
        signed: Whether its asymmetry vector is signed.
    """
    frames = {name: array[..., ::-1] for name, array in clip.frames.items()}
    pav = 1 - clip.pav if signed and clip.pav is not None else clip.pav
    return Clip(frames, clip.indices, pav)
