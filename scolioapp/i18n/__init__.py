"""Translation of every sentence, the engine's included.

The engine makes its sentences as `engine.core.text.Text`: an English template and values. `render`
translates the template in the context ``engine`` and fills in the values. The window's own
sentences go through ``self.tr``. Must not know QtGui or QtWidgets.

``python -m scolioapp.i18n.update`` collects all of them into ``resources/translations``.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from engine.core.resources import resource
from engine.core.text import Text

CONTEXT = "engine"
"""Context under which the engine's templates are translated."""

PSEUDO = "en_XA"
"""A language of long, accented words, for layout tests only."""

_NAMES = {"en": "English", "zh_CN": "简体中文"}
_ACCENTS = str.maketrans("aceinosuyACEINOSUY", "âçéîñöšûýÂÇÉÎÑÖŠÛÝ")


def render(sentence: Text) -> str:
    """Give an engine sentence in the window's language.

    A translation whose fields do not match its template is passed over for the English sentence.
    """
    template = QCoreApplication.translate(CONTEXT, sentence.template)
    try:
        return template.format(**sentence.params)
    except (KeyError, IndexError, ValueError):
        return str(sentence)


def languages() -> dict[str, str]:
    """Give the languages that can be chosen: code to the language's own name."""
    found = {"en": _NAMES["en"]}
    folder = resource("translations")
    for path in sorted(folder.glob("scolioapp_*.qm")):
        code = path.stem.removeprefix("scolioapp_")
        found[code] = _NAMES.get(code, QLocale(code).nativeLanguageName() or code)
    return found


def install(app: QCoreApplication, language: str) -> None:
    """Translate ``app`` into a language before the first window is built.

    Args:
        app: The application; it owns the translators.
        language: A code of `languages`, `PSEUDO`, or "" for the system's language.
    """
    code = language or QLocale.system().name()
    if code == PSEUDO:
        app.installTranslator(PseudoTranslator(app))
        return
    locale = QLocale(code)
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("scolioapp", str(resource("translations"))),
    ):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)


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
    """Give the pseudo-language form of an English sentence."""
    out: list[str] = []
    depth = 0
    for index, letter in enumerate(source):
        depth += (letter in "{<") - (letter in "}>")
        plain = depth == 0 and letter not in "}>" and not (index and source[index - 1] in "%&")
        out.append(letter.translate(_ACCENTS) if plain else letter)
    more = max(1, len(source) // 3)
    return " ".join(["".join(out), *("~" * 6,) * (more // 7), "~" * (more % 7)]).rstrip()
