"""The recovery key as a person prints and types it: eight groups of four signs and a check sign.

Signs that look alike (0 O, 1 I L) are not used. The check sign of a group finds every wrong sign and every
swap of neighbours in it, and tells which group it is. 158 bits are random.
"""

from __future__ import annotations

import secrets
from typing import Final

from engine.core.text import text
from scolioapp.storage.records.record_errors import WrongPasswordError

SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs: a prime number, which the check needs."""

GROUPS: Final = 8
_DATA: Final = 4


def new_recovery_key() -> str:
    """Return a new key, as it is printed: ``XXXXX-XXXXX-...``."""
    groups = ("".join(secrets.choice(SIGNS) for _ in range(_DATA)) for _ in range(GROUPS))
    return "-".join(group + _check(group, place) for place, group in enumerate(groups))


def read_recovery_key(typed: str) -> str:
    """Return a typed key in its one spelling.

    Raises:
        WrongPasswordError: It is too short or too long, or a group has a typing error.
    """
    signs = "".join(each for each in typed.upper() if each.isalnum())
    if len(signs) != GROUPS * (_DATA + 1):
        raise WrongPasswordError(
            text(
                "The recovery key has {there} letters and digits instead of {wanted}.",
                there=len(signs),
                wanted=GROUPS * (_DATA + 1),
            ),
            text("Type the whole key as it was printed."),
        )
    groups = [signs[at : at + _DATA + 1] for at in range(0, len(signs), _DATA + 1)]
    for place, group in enumerate(groups):
        if not set(group) <= set(SIGNS) or _check(group[:_DATA], place) != group[_DATA]:
            raise WrongPasswordError(
                text(
                    "Group {place} of the recovery key, “{group}”, has a typing error.",
                    place=place + 1,
                    group=group,
                ),
                text("Compare it with the printed key; it has no 0, 1, I, L or O."),
            )
    return "-".join(groups)


def _check(group: str, place: int) -> str:
    values = [SIGNS.index(sign) for sign in group]
    return SIGNS[sum((at + 1) * value for at, value in enumerate(values, place)) % len(SIGNS)]
