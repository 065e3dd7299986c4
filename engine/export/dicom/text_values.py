r"""Words as DICOM can hold them (PS3.5, 6.2): one line or several, so long and no longer, and names.

Whatever a person typed comes in here and nothing of it can end a value, begin another, or break a file:
control signs are dropped, and a backslash, which separates values, is written as a slash.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from engine.core.errors import OutputError
from engine.core.names import truncate
from engine.core.text import Text, text

LONG: Final = 64
"""Characters of a long string (LO), of a code's meaning, and of each group of a person's name (PN)."""
SHORT: Final = 16
"""Characters of a short string (SH)."""
PARAGRAPH: Final = 1024
"""Characters of a short text (ST)."""
UNLIMITED: Final = 100_000
"""Characters of an unlimited text (UT) that this program writes."""

_JOINERS: Final = "\u200c\u200d"
_CUT: Final = "…"
_UID: Final = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))+")
_IDEOGRAPHIC: Final = ("CJK ", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC")
"""How the Unicode names of signs begin that are written in the ideographic group of a name."""


def one_line(words: str, most: int = LONG) -> str:
    """Return words as one value of one line; "…" at the end says that some were cut off.

    Args:
        words: What somebody wrote.
        most: Longest, characters: PS3.5 counts characters and not bytes.
    """
    return _shortened(" ".join(_plain(words, "").replace("\\", "/").split()), most)


def paragraphs(words: str, most: int = UNLIMITED) -> str:
    """Return words of several lines as one value of text (ST, LT or UT), lines ended by CR LF."""
    lines = _plain("\n".join(words.splitlines()), "\n").split("\n")
    return _shortened("\r\n".join(" ".join(line.split()) for line in lines).strip(), most)


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else truncate(words, most - len(_CUT)) + _CUT


def _plain(words: str, kept: str) -> str:
    """Return words without what cannot be read; signs that separate words leave a space behind."""
    plain = (sign if sign in kept or _is_seen(sign) else " " for sign in words)
    return "".join(plain)


def _is_seen(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.category(sign)[0] != "C"


def identifier(words: str, most: int, refusal: Text) -> str:
    """Return a number or code by which something is found again, exactly as it is.

    Args:
        words: The identifier; may be "".
        most: Longest, characters.
        refusal: Says that it cannot be written.

    Raises:
        OutputError: DICOM cannot hold it. It is never cut or altered: it would be another's.
    """
    whole = words == words.strip() and "\\" not in words and all(map(_is_seen, words))
    if len(words) > most or not whole:
        raise OutputError(refusal, text("Correct it, and send again."))
    return words


def checked_uid(uid: str) -> str:
    """Return a UID that somebody else gave.

    Raises:
        OutputError: It is none.
    """
    if len(uid) > LONG or _UID.fullmatch(uid) is None:
        raise OutputError(
            text("The order names a study whose UID is not one of DICOM."),
            text("Read the worklist again, and tell whoever runs it."),
        )
    return uid


def person_name(name: str) -> str:
    """Return a full name as a person name (PS3.5, 6.2.1), as it was written.

    Nobody said which part of it is the family name, and guessing would be wrong for many: the whole name is
    the first component. A name with Chinese, Japanese or Korean signs stands in the ideographic group, and in
    the alphabetic one as well (PS3.5, J.5), because many viewers show no other.
    """
    plain = one_line(name.replace("^", " ").replace("=", " "))
    return f"{plain}={plain}" if any(map(_is_ideographic, plain)) else plain


def _is_ideographic(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith(_IDEOGRAPHIC)
