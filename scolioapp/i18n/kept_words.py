"""Words that files keep in English, said in the window's language.

A model's card and the check of a computer hold finished sentences, not templates. Those that the
program itself writes are known by their form; whatever a person wrote stays as it is.
"""

from __future__ import annotations

import re
import string
from functools import cache

from PySide6.QtCore import QCoreApplication

from engine.core.text import text

CONTEXT = "engine"
"""Context under which the engine's templates are translated."""

_KNOWN = (
    # The cards of bundled, trained and imported models.
    text(
        "Small ScoNet-MT for demonstration. It was trained on simulated walkers only, has never seen a "
        "person, and means nothing clinically."
    ),
    text("Imported from an OpenGait checkpoint."),
    text("Simulated walkers (seed {seed}): bodies by anny, CC0 assets."),
    text("Simulated walkers in the Scoliosis1K layout."),
    text("The user's own videos, in the Scoliosis1K layout."),
    text("A dataset in the Scoliosis1K layout."),
    text("Unknown: the checkpoint does not say."),
    text("None beyond this program's own: no person was recorded."),
    text("Unknown. Models trained on Scoliosis1K may not be used commercially."),
    text("Test simulated people that training did not see."),
    text("Test people that training did not see."),
    text(
        "Out-of-fold people of {count} folds, each judged by the one network that never saw them; the "
        "ensemble itself was not measured."
    ),
    text(
        "Out-of-fold simulated people of {count} folds, each judged by the one network that never saw them; "
        "the ensemble itself was not measured."
    ),
    text("Out-of-fold people of {count} folds of {data}."),
    text("Out-of-fold people of {count} folds of {data}, simulated walkers."),
    text("Out-of-fold people of {count} folds, simulated walkers."),
    text("each member by itself, before their probabilities are averaged"),
    text("validation sequences of each member; the median over the members counts"),
    text("simulated masks with segmentation faults"),
    text("none: it uses keypoints only"),
    text("dataset"),
    text("Unknown; Scoliosis1K used PP-HumanSeg v2."),
    text("{count} validation sequences"),
    text("{count} simulated walks and a recording of a real walk"),
    # What computes, where, and why there.
    text("ONNX Runtime {version} on {where}"),
    text("torch {version} on {where}"),
    text(
        "{wanted} was tried first and could not be started; check the GPU's driver and its libraries."
    ),
)


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((known.template, _form(known.template)) for known in _KNOWN)


def _form(template: str) -> re.Pattern[str]:
    parts = []
    for words, field, _, _ in string.Formatter().parse(template):
        parts.append(re.escape(words))
        if field is not None:
            # Only what ends a sentence, such as the name of a graphics card, has blanks.
            value = ".+" if template.endswith(f"{{{field}}}") else "[^ ]+"
            parts.append(f"(?P<{field}>{value})")
    return re.compile("".join(parts))


def said(words: str) -> str:
    """Return words of a file in the window's language; as they are where nobody translated them."""
    translated = QCoreApplication.translate(CONTEXT, words) if words else words
    if translated != words:
        return translated
    for template, form in _forms():
        found = form.fullmatch(words)
        if found is not None:
            return QCoreApplication.translate(CONTEXT, template).format(**found.groupdict())
    return words
