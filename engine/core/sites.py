"""Where adhesive dots are put on a body: the landmarks, and which of them make a pair.

Left and right are the person's own. From the front the iliac spines are the anterior ones, from behind
the posterior ones; both have the same names, for no recording shows both.
"""

from __future__ import annotations

from enum import StrEnum


class Site(StrEnum):
    """A landmark that carries a dot; stable names for files."""

    LEFT_ACROMION = "left_acromion"
    RIGHT_ACROMION = "right_acromion"
    C7 = "c7"
    LEFT_ILIAC = "left_iliac_spine"
    RIGHT_ILIAC = "right_iliac_spine"
    LEFT_ANKLE = "left_ankle"
    RIGHT_ANKLE = "right_ankle"


SITES: tuple[Site, ...] = tuple(Site)
"""The landmarks in the order of their numbers in files."""

ACROMIA = (Site.LEFT_ACROMION, Site.RIGHT_ACROMION)
ILIAC_SPINES = (Site.LEFT_ILIAC, Site.RIGHT_ILIAC)
ANKLES = (Site.LEFT_ANKLE, Site.RIGHT_ANKLE)

PAIRS = (ACROMIA, ILIAC_SPINES, ANKLES)
"""Left and right dot of each height of the body."""
