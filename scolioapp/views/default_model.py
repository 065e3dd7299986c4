"""The question before another model judges, wherever in the window that was asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from scolioapp.painting.theme import space
from scolioapp.words.default_model_words import DefaultQuestion, meaning, question_words


def ask_default(
    parent: QWidget,
    question: DefaultQuestion,
    use: Callable[[DefaultQuestion], None],
    keep: Callable[[DefaultQuestion], None],
) -> QMessageBox:
    """Ask, saying what this model is worth; nothing waits while the box is open.

    Args:
        parent: The window.
        question: What is asked.
        use: Has the model judge.
        keep: Leaves things as they are; Esc and Enter do that.
    """
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(translate("DefaultModel", "Change the model"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question_words(question))
    lines = (*meaning(question), translate("DefaultModel", "Existing results are not changed."))
    box.setInformativeText("\n".join(f"• {line}" for line in lines))
    label = box.findChild(QLabel, "qt_msgbox_informativelabel")
    if isinstance(label, QLabel):
        # As wide as a page of text, not as the question above it.
        label.setMinimumWidth(space(64))
    use_button = box.addButton(
        translate("DefaultModel", "&Use this model"), QMessageBox.ButtonRole.AcceptRole
    )
    keep_button = box.addButton(
        translate("DefaultModel", "&Keep the current one"), QMessageBox.ButtonRole.RejectRole
    )
    box.setDefaultButton(keep_button)
    box.setEscapeButton(keep_button)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    use_button.clicked.connect(lambda: use(question))
    keep_button.clicked.connect(lambda: keep(question))
    box.open()
    return box
