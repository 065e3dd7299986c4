"""A language of long, accented words: cramped layouts are seen, and words that nobody can translate."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

PSEUDO = "en_XA"
_ACCENTS = str.maketrans("aceinosuyACEINOSUY", "âçéîñöšûýÂÇÉÎÑÖŠÛÝ")


class PseudoTranslator(QTranslator):
    """Makes every sentence a third longer and accented.

    So cramped layouts are seen, and words that nobody can translate.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        """Tell Qt that there is something to translate with."""
        return False

    def translate(
        self,
        context: str | bytes | bytearray | memoryview,
        sourceText: str | bytes | bytearray | memoryview,
        disambiguation: str | bytes | bytearray | memoryview | None = None,
        n: int = -1,
    ) -> str:
        """Lengthen a sentence; fields in braces, percent signs and markup stay as they are."""
        source = sourceText if isinstance(sourceText, str) else bytes(sourceText).decode("utf-8")
        return pseudo(source)


def pseudo(source: str) -> str:
    """Return the pseudo-language form of an English sentence."""
    out: list[str] = []
    depth = 0
    for index, letter in enumerate(source):
        depth += (letter in "{<") - (letter in "}>")
        plain = depth == 0 and letter not in "}>" and not (index and source[index - 1] in "%&")
        out.append(letter.translate(_ACCENTS) if plain else letter)
    more = max(1, len(source) // 3)
    return " ".join(["".join(out), *("~" * 6,) * (more // 7), "~" * (more % 7)]).rstrip()
