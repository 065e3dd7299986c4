"""Words for the installed models. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from scolioapp.jobs.screener import InstalledModel


def model_words(model: InstalledModel) -> str:
    """Give name, version and what the model is worth, in one line."""
    translate = QCoreApplication.translate
    status = {
        "demo": translate("Models", "demo, trained on simulated walkers"),
        "research": translate("Models", "research, not validated"),
        "validated": translate("Models", "validated"),
    }
    worth = status.get(model.status, model.status)
    return f"{model.name} {model.version} ({worth})"
