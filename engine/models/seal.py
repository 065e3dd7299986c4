"""The last line of a card: a hash of all lines before it, so that a changed byte is seen.

It tells of damage and of edits made in passing, not of malice: who wants to change a card can leave the
line out. Must not know what stands in a card.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from engine.core.errors import ModelError
from engine.core.text import text

_START: Final = "# seal sha256 "
_LINE = re.compile(rb"^# seal.*$", re.MULTILINE)


def seal(content: str) -> str:
    """Put the line behind the text of a card, which ends with a line break."""
    return f"{content}{_START}{hashlib.sha256(content.encode()).hexdigest()}\n"


def check_seal(content: bytes, *, owner: str) -> None:
    """Check the line of a card; a card without one passes.

    Args:
        content: Bytes of the card. Line breaks may have become those of Windows.
        owner: Name of the model's folder, for the sentence.

    Raises:
        ModelError: The card is not the one that was sealed.
    """
    plain = content.replace(b"\r\n", b"\n")
    line = _LINE.search(plain)
    if line is None:
        return
    expected = _START.encode() + hashlib.sha256(plain[: line.start()]).hexdigest().encode()
    if plain[line.start() :] != expected + b"\n":
        raise ModelError(
            text("The card of “{model}” has been changed since it was written.", model=owner),
            text(
                "Restore the folder from its source. If you changed the card on purpose, remove "
                "its last line, which begins with “# seal”."
            ),
        )
