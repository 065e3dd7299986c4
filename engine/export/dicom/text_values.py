r"""Words as DICOM can hold them (PS3.5, 6.2): one line or several, so long and no longer, and names.

Whatever a person typed comes in here and nothing of it can end a value, begin another, or break a file:
control signs are dropped, and a backslash, which separates values, is written as a slash. The standard counts
characters, the validator dciodvfy counts bytes: lengths here are bytes of UTF-8, so that a value is short
enough for both, and whole characters are cut off.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from engine.core.errors import OutputError
from engine.core.names import size, truncate
from engine.core.text import Text, text

LONG: Final = 64
"""Longest long string (LO), meaning of a code, and person's name (PN)."""
SHORT: Final = 16
"""Longest short string (SH)."""
PARAGRAPH: Final = 1024
"""Longest short text (ST)."""
UNLIMITED: Final = 200_000
"""Longest unlimited text (UT) that this program writes."""

_JOINERS: Final = "\u200c\u200d"
_CUT: Final = "…"
_SEEN: Final = 16
"""Of words without end, how many times what is written is looked at."""
_UID: Final = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))+")
_IDEOGRAPHIC: Final = ("CJK ", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC")
"""How the Unicode names of signs begin that are written in the ideographic group of a name."""
_PLANES: Final = range(0x20000, 0x40000)


def one_line(words: str, most: int = LONG) -> str:
    """Return words as one value of one line; "…" at the end says that some were cut off.

    Args:
        words: What somebody wrote.
        most: Longest, bytes.
    """
    words = words[: _SEEN * most]
    return _shortened(" ".join(_plain(words, "").replace("\\", "/").split()), most)


def paragraphs(words: str, most: int = UNLIMITED) -> str:
    """Return words of several lines as one value of text (ST, LT or UT), lines ended by CR LF."""
    lines = _plain("\n".join(words[: _SEEN * most].splitlines()), "\n").split("\n")
    return _shortened("\r\n".join(" ".join(line.split()) for line in lines).strip(), most)


def _shortened(words: str, most: int) -> str:
    if size(words) <= most:
        return words
    whole = words.encode()[: most - size(_CUT)].decode("utf-8", "ignore")
    return truncate(words, len(whole)) + _CUT


def _plain(words: str, kept: str) -> str:
    """Return words without what cannot be read; signs that separate words leave a space behind."""
    plain = (sign if sign in kept or _is_seen(sign) else " " for sign in words)
    return "".join(plain)


def _is_seen(sign: str) -> bool:
    """Tell what is dropped: controls, marks of direction, halves of signs; rare signs of names are kept."""
    return sign in _JOINERS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def identifier(words: str, most: int, refusal: Text, *, least: int = 0) -> str:
    """Return a number or code by which something is found again, exactly as it is.

    Args:
        words: The identifier.
        most: Longest, characters, as the standard counts.
        refusal: Says that it cannot be written.
        least: Shortest.

    Raises:
        OutputError: DICOM cannot hold it. It is never cut or altered: it would be another's.
    """
    whole = words == words.strip() and "\\" not in words and all(map(_is_seen, words))
    if not whole or not least <= len(words) <= most:
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
    the alphabetic one as well (PS3.5, J.5), because a viewer may show no other; where there is no room for
    both, in the alphabetic one.
    """
    plain = one_line(name.replace("^", " ").replace("=", " "))
    twice = f"{plain}={plain}"
    ideographic = any(map(_is_ideographic, plain))
    return twice if ideographic and size(twice) <= LONG else plain


def _is_ideographic(sign: str) -> bool:
    # The planes of rare Chinese signs grow; Python may not know the newest by name.
    return ord(sign) in _PLANES or unicodedata.name(sign, "").startswith(_IDEOGRAPHIC)
