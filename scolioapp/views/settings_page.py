"""The Settings page. Every change holds at once; there is nothing to confirm."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QSignalBlocker, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.core.screening_request import DEFAULT_RATE, MEDIAPIPE
from scolioapp.i18n import languages, said_in
from scolioapp.jobs.release_feed import FEED
from scolioapp.painting.theme import space
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.storage.keeping import Keeping
from scolioapp.views.clinic_card import ClinicPart
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.network_choice import NetworkChoice
from scolioapp.widgets.page import Page, card, heading, note
from scolioapp.widgets.technical_details import Details
from scolioapp.words.model_words import model_words
from scolioapp.words.network_words import pose_words, segmenter_words
from scolioapp.words.precision_words import cost_words, possible_here, precision_words

if TYPE_CHECKING:
    from engine.models.cards import ModelCard
    from scolioapp.jobs.model_library import InstalledModel

_RESTART = str(
    QT_TRANSLATE_NOOP("SettingsPage", "The language changes when you restart the program.")
)


class SettingsPage(Page):
    """Screening, saving, look and language, newer versions, and where the files lie.

    Signals:
        examination_asked: This computer is to be checked.
        results_folder_chosen: Folder (`Path`) that results are to be kept in; None: the usual one.
        model_asked: Name of a model that is to judge, "" for the program's choice; to be asked about first.
    """

    examination_asked = Signal()
    results_folder_chosen = Signal(object)
    model_asked = Signal(str)

    def __init__(
        self,
        settings: Settings,
        paths: AppPaths,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", narrow=True, parent=parent)
        self.title.setText(self.tr("Settings"))
        self._settings = settings
        self._paths = paths
        self.rate = DropDown(self)
        self.model = DropDown(self)
        self.precision = DropDown(self)
        self.precision_note = note("", self)
        self.device = DropDown(self)
        self._models: tuple[InstalledModel, ...] = ()
        self.operator = QLineEdit(settings.operator, self)
        self.blur = QCheckBox(self.tr("&Blur faces in saved pictures and videos"), self)
        self.hands_free = QCheckBox(
            self.tr("Recordings be&gin and end by themselves when somebody walks"), self
        )
        self.spoken_cues = QCheckBox(self.tr("Spea&k what is to be done"), self)
        self.mirrored = QCheckBox(self.tr("Show the li&ve picture as in a mirror"), self)
        self.pose = NetworkChoice(
            self.tr("BlazePose GHUM heavy, which comes with the program"),
            pose_words,
            self,
            package=MEDIAPIPE,
        )
        self.segmenter = NetworkChoice(self.tr("BlazePose masks"), segmenter_words, self)
        self.outcomes = QCheckBox(self.tr("Show &outcomes during a screening day"), self)
        self.scheme = DropDown(self)
        self.language = DropDown(self)
        self.look_for_updates = QCheckBox(
            self.tr("Check for a &newer version when the program starts"), self
        )
        self.examine_button = QPushButton(self.tr("C&heck this computer"), self)
        self.examine_button.setToolTip(self.tr("Check that everything the program needs is there"))
        self.header.addWidget(self.examine_button)
        self.clinic = ClinicPart(settings.clinic, str(settings.path), self)
        self._fill()
        self.details = Details(self)
        self._newer_card = self._newer_versions()
        for each in (
            self._screening(),
            self._recording(),
            self._look(),
            self._newer_card,
            self._files(),
            self._clinic_mode(),
        ):
            self.content.addWidget(each)
        self.content.addStretch(1)
        self._connect_signals()
        self._show_clinic()

    def _fill(self) -> None:
        self.rate.addItem(self.tr("15 frames a second (as the training data)"), DEFAULT_RATE)
        self.rate.addItem(self.tr("Every frame (slower)"), None)
        self.rate.setCurrentIndex(0 if self._settings.rate is not None else 1)
        self.model.addItem(self.tr("The program's choice"), "")
        self._show_precisions()
        self.device.addItem(self.tr("Automatic"), "auto")
        self.device.addItem(self.tr("Processor"), "cpu")
        self.device.addItem(self.tr("Graphics card (GPU)"), "gpu")
        self.device.setCurrentIndex(self.device.findData(self._settings.device))
        self.operator.setPlaceholderText(self.tr("Name or initials (optional)"))
        self.blur.setChecked(self._settings.blur_faces)
        self.outcomes.setChecked(self._settings.show_outcomes)
        self.look_for_updates.setChecked(self._settings.look_for_updates)
        self._show_camera()
        self.pose.show_folder(self._settings.pose)
        self.segmenter.show_folder(self._settings.segmenter)
        self.scheme.addItem(self.tr("Same as the system"), "system")
        self.scheme.addItem(self.tr("Light"), "light")
        self.scheme.addItem(self.tr("Dark"), "dark")
        self.scheme.setCurrentIndex(self.scheme.findData(self._settings.scheme))
        self.language.addItem(self.tr("Same as the system"), "")
        for code, name in languages().items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(self._settings.language)))

    def _show_camera(self) -> None:
        """Show what the Record page may have changed, too."""
        self.hands_free.setChecked(self._settings.hands_free)
        self.spoken_cues.setChecked(self._settings.spoken_cues)
        self.mirrored.setChecked(self._settings.mirrored_camera)

    def _clinic_mode(self) -> QFrame:
        frame, form = self._group(self.tr("Clinic mode"))
        form.addRow(self.clinic)
        return frame

    def _show_clinic(self) -> None:
        """Leave the plain settings in clinic mode: those that change no judgement."""
        plain = not self._settings.clinic.on
        self._screening_form.setRowVisible(self._model_row, plain)
        self.details.setVisible(plain)
        self._newer_card.setVisible(plain)

    def show_models(self, models: Sequence[InstalledModel]) -> None:
        """Offer these models; they arrive a moment after the page, and change on the Models page."""
        chosen = self._settings.model
        blocker = QSignalBlocker(self.model)
        while self.model.count() > 1:
            self.model.removeItem(1)
        for model in models:
            self.model.addItem(model_words(model), model.name)
        if chosen and self.model.findData(chosen) < 0:
            # Said, not hidden behind another choice: screening by it fails.
            words = self.tr("{name} (not installed)").format(name=chosen)
            self.model.addItem(words, chosen)
        self.model.setCurrentIndex(max(0, self.model.findData(chosen)))
        blocker.unblock()
        self._models = tuple(models)
        bundled = next((model.name for model in models if model.bundled), "")
        self.clinic.show_models(self._models, chosen or bundled)
        self._show_precisions()

    def _card(self) -> ModelCard | None:
        """Return the card of the model that judges, or None where it is not known."""
        name = self._settings.model
        for model in self._models:
            if model.name == name or (not name and model.bundled):
                return model.card
        return None

    def _show_precisions(self) -> None:
        """Offer the precisions of the model that judges, with what each costs."""
        card, wanted = self._card(), self._settings.precision
        blocker = QSignalBlocker(self.precision)
        self.precision.clear()
        device = self._settings.device
        for name in possible_here(card, device):
            self.precision.addItem(precision_words(card, name), name)
        self.precision.setCurrentIndex(max(0, self.precision.findData(wanted)))
        blocker.unblock()
        words = "" if card is None else cost_words(card, wanted, device)
        self.precision_note.setText(words)
        self.precision.setAccessibleDescription(words)

    def _on_model(self) -> None:
        wanted = self.model.currentData()
        # It shows what judges until the question is answered.
        self.show_models(self._models)
        if wanted != self._settings.model:
            self.model_asked.emit(wanted)

    def _on_precision(self) -> None:
        self._settings.precision = self.precision.currentData()
        self._show_precisions()

    def _connect_signals(self) -> None:
        settings = self._settings
        settings.clinic.changed.connect(self._show_clinic)
        self.rate.currentIndexChanged.connect(
            lambda: setattr(settings, "rate", self.rate.currentData())
        )
        self.model.currentIndexChanged.connect(self._on_model)
        self.precision.currentIndexChanged.connect(self._on_precision)
        self.device.currentIndexChanged.connect(
            lambda: setattr(settings, "device", self.device.currentData())
        )
        self.operator.editingFinished.connect(
            lambda: setattr(settings, "operator", self.operator.text().strip())
        )
        self.blur.toggled.connect(lambda on: setattr(settings, "blur_faces", on))
        self.hands_free.toggled.connect(lambda on: setattr(settings, "hands_free", on))
        self.spoken_cues.toggled.connect(lambda on: setattr(settings, "spoken_cues", on))
        self.mirrored.toggled.connect(lambda on: setattr(settings, "mirrored_camera", on))
        settings.changed.connect(self._show_camera)
        self.outcomes.toggled.connect(lambda on: setattr(settings, "show_outcomes", on))
        self.look_for_updates.toggled.connect(lambda on: setattr(settings, "look_for_updates", on))
        self.examine_button.clicked.connect(self.examination_asked)
        self.pose.chosen.connect(lambda folder: setattr(settings, "pose", folder))
        self.segmenter.chosen.connect(lambda folder: setattr(settings, "segmenter", folder))
        self.scheme.currentIndexChanged.connect(
            lambda: setattr(settings, "scheme", self.scheme.currentData())
        )
        self.language.currentIndexChanged.connect(self._on_language)

    def _on_language(self) -> None:
        self._settings.language = self.language.currentData()
        # In both languages: who changes it may not read the one that is shown.
        chosen = said_in(self._settings.language, "SettingsPage", _RESTART)
        self.banner.say(" ".join(dict.fromkeys([chosen, self.tr(_RESTART)])))

    def _group(self, title: str) -> tuple[QFrame, QFormLayout]:
        frame, column = card(self)
        # Wrapped words make a card higher than its least size says: it never gets less than it takes.
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column.addWidget(heading(title, frame))
        form = self._form()
        column.addLayout(form)
        return frame, form

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(space(3))
        form.setVerticalSpacing(space(1.5))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        return form

    def _row(
        self, form: QFormLayout, words: str, field: QWidget, help_words: str | QLabel = ""
    ) -> None:
        """Add a field with its label (its mnemonic reaches the field) and an explanation."""
        field.setFixedWidth(space(48))
        label = QLabel(words, self)
        label.setBuddy(field)
        label.setMinimumWidth(space(20))
        label.setFixedHeight(field.sizeHint().height())
        field.setAccessibleName(words.replace("&", ""))
        if not help_words:
            form.addRow(label, field)
            return
        # A layout, not a widget: only so does the form know how high wrapped words are.
        column = QVBoxLayout()
        column.setSpacing(space(0.5))
        column.addWidget(field)
        explained = help_words if isinstance(help_words, QLabel) else note(help_words, self)
        column.addWidget(explained)
        field.setAccessibleDescription(explained.text())
        form.addRow(label, column)

    def _screening(self) -> QFrame:
        frame, form = self._group(self.tr("Screening"))
        self._screening_form, self._model_row = form, form.rowCount()
        self._row(
            form,
            self.tr("&Model"),
            self.model,
            self.tr("A demo model was trained on simulated walkers and has no clinical meaning."),
        )
        self._row(
            form,
            self.tr("&Who is screening"),
            self.operator,
            self.tr("Saved with every result, together with the time."),
        )
        form.addRow(QLabel("", self), self.blur)
        words = self.tr(
            "For who screens only. When this is off, outcomes are shown once the day is ended, so "
            "that no child reads its own."
        )
        self.outcomes.setAccessibleDescription(words)
        column = QVBoxLayout()
        column.setSpacing(space(0.5))
        column.addWidget(self.outcomes)
        column.addWidget(note(words, self))
        form.addRow(QLabel("", self), column)
        inside = frame.layout()
        if inside is not None:
            inside.addWidget(self.details)
        self.details.column.addLayout(self._computing())
        self.details.column.addSpacing(space(1))
        self.details.column.addWidget(heading(self.tr("Networks that read the recording"), self))
        self.details.column.addLayout(self._perception())
        return frame

    def _computing(self) -> QFormLayout:
        form = self._form()
        self._row(form, self.tr("&Analysis rate"), self.rate)
        self._row(form, self.tr("&Precision"), self.precision, self.precision_note)
        self._row(
            form,
            self.tr("Run m&odel on"),
            self.device,
            self.tr(
                "Automatic uses a graphics card if it can. Each result says where the model ran, "
                "and why."
            ),
        )
        return form

    def _perception(self) -> QFormLayout:
        form = self._form()
        for words, field in (
            (self.tr("Keypoints"), self.pose),
            (self.tr("Outline"), self.segmenter),
        ):
            label = QLabel(words, self)
            label.setMinimumWidth(space(20))
            field.name_for(words)
            # A form would centre the label on a line that this field does not have.
            row = QHBoxLayout()
            row.setSpacing(space(3))
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(field, 1)
            form.addRow(row)
        explained = note(
            self.tr(
                "Add other networks as a folder with a card and an ONNX file. The measurements "
                "were fitted to BlazePose; with other networks they are not corrected, and the "
                "result says so."
            ),
            self,
        )
        form.addRow(explained)
        return form

    def _recording(self) -> QFrame:
        frame, form = self._group(self.tr("Recording with a camera"))
        for box in (self.hands_free, self.spoken_cues, self.mirrored):
            form.addRow(box)
        words = self.tr(
            "The camera and its format are chosen on the Record page and remembered. Only pictures "
            "are recorded, never sound."
        )
        form.addRow(note(words, self))
        return frame

    def _look(self) -> QFrame:
        frame, form = self._group(self.tr("Appearance and language"))
        self._row(form, self.tr("&Colours"), self.scheme)
        self._row(form, self.tr("&Language"), self.language)
        return frame

    def _newer_versions(self) -> QFrame:
        frame, form = self._group(self.tr("Newer versions"))
        words = self.tr(
            "When this is off, the program contacts nobody. When it is on, it asks {host} once at "
            "each start, and sends nothing about you, this computer or your recordings. Nothing "
            "is downloaded."
        ).format(host=QUrl(FEED).host())
        self.look_for_updates.setAccessibleDescription(words)
        form.addRow(self.look_for_updates)
        form.addRow(note(words, self))
        return frame

    def _files(self) -> QFrame:
        frame, form = self._group(self.tr("Files on this computer"))
        self.results_note = note("", self)
        self.results_button = QPushButton(self.tr("Choose another…"), self)
        self.results_button.setAccessibleName(self.tr("Choose another folder for results"))
        self.results_button.clicked.connect(self.choose_results_folder)
        self.usual_button = QPushButton(self.tr("Use the default folder"), self)
        self.usual_button.clicked.connect(lambda: self.results_folder_chosen.emit(None))
        buttons = QHBoxLayout()
        buttons.setSpacing(space(1))
        self.folder_button = self._folder_button(self.tr("Results"), lambda: self._paths.results)
        for button in (self.folder_button, self.results_button, self.usual_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(space(0.5))
        column.addLayout(buttons)
        column.addWidget(self.results_note)
        form.addRow(self._files_label(self.tr("Results")), column)
        log = QHBoxLayout()
        log.setSpacing(space(1))
        log.addWidget(self._folder_button(self.tr("Log"), lambda: self._paths.logs))
        log.addWidget(note(str(self._paths.logs), self), 1)
        form.addRow(self._files_label(self.tr("Log")), log)
        self.show_results_folder()
        return frame

    def _files_label(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setMinimumWidth(space(20))
        label.setFixedHeight(self.results_button.sizeHint().height())
        return label

    def _folder_button(self, words: str, folder: Callable[[], Path]) -> QPushButton:
        button = QPushButton(self.tr("Show folder"), self)
        button.setAccessibleName(f"{words}: {button.text()}")
        button.clicked.connect(lambda: self._show(folder()))
        return button

    def show_results_folder(self) -> None:
        """Say where results are kept, if they are; a folder that goes with the window is none to be shown."""
        quick = self._paths.private is not None
        records = not quick and self._settings.keeping == Keeping.RECORDS
        place = str(self._paths.results)
        words = self.tr("{folder}. Results in another folder stay there.").format(folder=place)
        if quick:
            words = self.tr(
                "Nothing is kept: the results of this run go when the window closes. What you export "
                "stays where you save it."
            )
        elif records:
            words = self.tr("In the protected records, and in no folder that anybody can read.")
        self.results_note.setText(words)
        for button in (self.folder_button, self.results_button):
            button.setVisible(not (quick or records))
        chosen = self._paths.results_choice.exists()
        self.usual_button.setVisible(chosen and not (quick or records))

    def choose_results_folder(self) -> None:
        """Ask for the folder of results."""
        dialog = QFileDialog(self, self.tr("Results folder"), str(self._paths.results))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(
            lambda names: self.results_folder_chosen.emit(Path(names[0]).absolute())
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self, folder: Path) -> None:
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
