"""The random codes of cards, each of which stands for a child on one day and says nothing about anybody."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Final

PREFIX: Final = "SCA-"
_SIGNS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without those that are taken for each other when typed; all stand in a QR code's short alphabet."""
_LENGTH: Final = 12


def new_codes(numbers: Iterable[str]) -> dict[str, str]:
    """Draw a code for each child's number; no two are the same."""
    codes: dict[str, str] = {}
    for number in numbers:
        code = new_code()
        while code in codes.values():
            code = new_code()
        codes[number] = code
    return codes


def new_code() -> str:
    """Draw a code of 60 random bits."""
    return PREFIX + "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))


def is_code(words: str) -> bool:
    """Tell whether words are a code of a card of this program."""
    signs = words.removeprefix(PREFIX)
    return words.startswith(PREFIX) and len(signs) == _LENGTH and set(signs) <= set(_SIGNS)
