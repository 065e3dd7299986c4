"""The fields of an archive or a server: which there are for each kind, and the peer that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from engine.core.errors import PeerError
from engine.export.peers import (
    CALLING,
    CONTENT_TITLES,
    OBJECTS,
    Content,
    DicomPeer,
    Peer,
    WebServer,
)
from engine.export.web_peer import WebPeer
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.views.password_fields import access_form, secret_field
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note
from scolioapp.widgets.path_field import PathField, PathKind
from scolioapp.words.sending_words import kind_title

DICOM, STOW, FHIR = "dicom", "stow", "fhir"
_EVERY: Final = frozenset((DICOM, STOW, FHIR))
_DICOM_ALONE: Final = frozenset((DICOM,))
_WEB: Final = frozenset((STOW, FHIR))
_TLS_PORT: Final = 2762
_PLAIN_PORT: Final = 104


class PeerFields(QWidget):
    """A form; rows that a kind does not have are not there.

    Args:
        kinds: The kinds that can be chosen.
        parent: Owner.

    Signals:
        edited: Something else is typed or chosen.
    """

    edited = Signal()

    def __init__(self, kinds: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QVBoxLayout, QWidget, frozenset[str]]] = []
        self.form: QFormLayout = access_form()
        self.kind = DropDown(self)
        for each in kinds:
            self.kind.addItem(kind_title(each), each)
        self.name = QLineEdit(self)
        self._make_dicom()
        self._make_web()
        self._make_contents()
        self._add_address()
        self._add_access()
        self._add_contents()
        self._add_certificates()
        in_column(self.form, gap=1, margins=0, parent=self)
        self._connect_signals()
        self._follow_kind()

    def _make_dicom(self) -> None:
        self.host = QLineEdit(self)
        self.port = QSpinBox(self)
        self.port.setRange(1, 65535)
        self.port.setValue(_PLAIN_PORT)
        self.called = QLineEdit(self)
        self.calling = QLineEdit(CALLING, self)
        self.tls = QCheckBox(self.tr("&Encrypted (TLS)"), self)
        self.own_file = self._file(self.tr("Certificate of this program"))
        self.key_file = self._file(self.tr("Its key"))
        self.worklist = QCheckBox(self.tr("Ask it for &worklists, for screening days"), self)

    def _make_web(self) -> None:
        self.url = QLineEdit(self)
        self.user = QLineEdit(self)
        self.password = secret_field(self.tr("Password"), self)
        self.token = secret_field(self.tr("Or a bearer token"), self)
        self.numbering = QLineEdit(self)
        self.ca_file = self._file(self.tr("Certificates that are trusted"))
        self.seconds = QSpinBox(self)
        self.seconds.setRange(1, 600)
        self.seconds.setValue(30)
        before, _, after = self.tr("{count} s").partition("{count}")
        self.seconds.setPrefix(before)
        self.seconds.setSuffix(after)
        for number in (self.port, self.seconds):
            number.setFixedWidth(space(14))
            number.lineEdit().setTextMargins(space(0.75), 0, 0, 0)
        self.open_way = note("", self)
        self.open_way.setProperty("role", "problem")

    def _make_contents(self) -> None:
        self.contents = {
            content: QCheckBox(render(CONTENT_TITLES[content]), self) for content in Content
        }
        self.contents[Content.PDF].setChecked(True)
        self.after_signing = QCheckBox(self.tr("Send as soon as a result is si&gned"), self)

    def _file(self, name: str) -> PathField:
        filters = self.tr("Certificates (*.pem *.crt *.cer *.key)")
        return PathField(name, PathKind.FILE, lambda: str(Path.home()), self, filters=filters)

    def _add_address(self) -> None:
        """Add what says where the peer is."""
        every, dicom, web = _EVERY, _DICOM_ALONE, _WEB
        self._row(self.tr("&Kind"), self.kind, every)
        words = self.tr("As people know it, such as “Archive of the clinic”.")
        self._row(self.tr("&Name"), self.name, every, words)
        self._row(
            self.tr("&Computer"),
            self.host,
            dicom,
            self.tr(
                "Its name or address alone, such as pacs.example or 192.168.1.20. Usual ports: 104 or "
                "11112; 2762 with TLS."
            ),
            beside=(self.tr("&Port"), self.port),
        )
        self._row(
            self.tr("Its &AE title"),
            self.called,
            dicom,
            self.tr(
                "Whoever runs the archive knows its title, and has to enter this program's there."
            ),
            beside=(self.tr("AE title of this p&rogram"), self.calling),
        )
        self._row("", self.tls, dicom)
        self._row(
            self.tr("Add&ress"),
            self.url,
            web,
            self.tr("Of the service, such as https://pacs.example/dicom-web."),
        )
        self.form.addRow("", self.open_way)

    def _add_access(self) -> None:
        """Add what says who is let in, and whose numbers the patients have."""
        web = _WEB
        self._row(
            self.tr("Patient n&umbers"),
            self.numbering,
            frozenset((FHIR,)),
            self.tr("Whose they are, such as https://school.example/children."),
        )
        self._row(self.tr("&Log-in name"), self.user, web, self.tr("Empty where none is needed."))
        self._row(self.tr("Pass&word"), self.password, web)
        self._row(self.tr("Or a &bearer token"), self.token, web)

    def _add_contents(self) -> None:
        """Add what is sent and asked for."""
        boxes = QGridLayout()
        boxes.setHorizontalSpacing(space(3))
        boxes.setVerticalSpacing(space(0.75))
        boxes.setColumnStretch(2, 1)
        for number, box in enumerate(self.contents.values()):
            boxes.addWidget(box, *divmod(number, 2))
        sent = in_column(boxes, self.after_signing, gap=0.75, margins=0)
        label = QLabel(self.tr("What is sent"), self)
        self.form.addRow(label, sent)
        self._row("", self.worklist, _DICOM_ALONE)

    def _add_certificates(self) -> None:
        """Add files of certificates, and patience."""
        every, dicom = _EVERY, _DICOM_ALONE
        self._row(
            self.tr("Trusted certi&ficates"),
            self.ca_file,
            every,
            self.tr("A PEM file; empty: those that this computer trusts."),
        )
        self._row(
            self.tr("&Own certificate"),
            self.own_file,
            dicom,
            self.tr("A PEM file, where the archive asks who this program is."),
        )
        self._row(
            self.tr("&Key of it"), self.key_file, dicom, self.tr("Empty: it is in the same file.")
        )
        self._row(self.tr("Wa&it for an answer"), self.seconds, every)

    def _row(
        self,
        words: str,
        field: QWidget,
        kinds: frozenset[str],
        explained: str = "",
        beside: tuple[str, QWidget] | None = None,
    ) -> None:
        """Add a field with its label and what is to be known about it, and perhaps another beside it."""
        # In a low window the form scrolls; its fields are not squeezed.
        field.setMinimumHeight(field.sizeHint().height())
        whole = in_column(gap=0.25, margins=0)
        if beside is None:
            whole.addWidget(field)
        else:
            name, other = beside
            second = QLabel(name, self)
            second.setBuddy(other)
            other.setAccessibleName(name.replace("&", ""))
            other.setAccessibleDescription(explained)
            pair = (other, 0 if isinstance(other, QSpinBox) else 1)
            whole.addLayout(in_row((field, 1), second, pair, gap=2, margins=0))
        if explained:
            whole.addWidget(note(explained, self))
            field.setAccessibleDescription(explained)
        label = QLabel(words, self)
        label.setMinimumWidth(space(20))
        label.setFixedHeight(field.sizeHint().height())
        if words:
            label.setBuddy(field.line if isinstance(field, PathField) else field)
            if not field.accessibleName():
                field.setAccessibleName(words.replace("&", ""))
        self.form.addRow(label, whole)
        self._rows.append((whole, field, kinds))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the Tab key stops at, from the top."""
        files = (self.ca_file, self.own_file, self.key_file)
        return (
            *(self.kind, self.name, self.host, self.port, self.called, self.calling, self.tls),
            *(self.url, self.numbering, self.user, self.password, self.token),
            *(*self.contents.values(), self.after_signing, self.worklist),
            *(part for each in files for part in (each.line, each.button)),
            self.seconds,
        )

    def _connect_signals(self) -> None:
        self.kind.currentIndexChanged.connect(self._follow_kind)
        self.tls.toggled.connect(self._follow_tls)
        lines = (self.name, self.host, self.called, self.calling, self.url, self.user)
        for line in (*lines, self.password, self.token, self.numbering):
            line.textChanged.connect(self._look)
        for path in (self.ca_file, self.own_file, self.key_file):
            path.changed.connect(self._look)
        for number in (self.port, self.seconds):
            number.valueChanged.connect(self._look)
        for box in (*self.contents.values(), self.worklist, self.after_signing):
            box.toggled.connect(self._look)

    # What is shown

    @property
    def chosen_kind(self) -> str:
        """``dicom``, ``stow`` or ``fhir``."""
        return str(self.kind.currentData())

    def _follow_kind(self) -> None:
        kind = self.chosen_kind
        for content, box in self.contents.items():
            possible = content in (OBJECTS if kind != FHIR else (Content.FHIR,))
            box.setVisible(possible)
        self.contents[Content.FHIR].setChecked(kind == FHIR)
        self._look()

    def _follow_tls(self, on: bool) -> None:
        """Take the usual port along, where no other was typed."""
        usual = (_PLAIN_PORT, _TLS_PORT)
        if self.port.value() == usual[not on]:
            self.port.setValue(usual[on])
        self._look()

    def _look(self) -> None:
        kind = self.chosen_kind
        certificates = (self.ca_file, self.own_file, self.key_file)
        plain = kind == DICOM and not self.tls.isChecked()
        for row, field, kinds in self._rows:
            # Without encryption nobody shows a certificate.
            self.form.setRowVisible(row, kind in kinds and not (plain and field in certificates))
        words = self._open_words()
        self.open_way.setText(words)
        self.form.setRowVisible(self.open_way, bool(words))
        self.after_signing.setEnabled(bool(self.takes))
        self.edited.emit()

    def _open_words(self) -> str:
        """Return what is to be known of a way on which others can read; "" of an encrypted one."""
        if self.chosen_kind == DICOM:
            if self.tls.isChecked():
                return ""
            return self.tr(
                "Not encrypted: names and findings can be read on their way. Only within a network of "
                "the hospital itself."
            )
        try:
            warning = WebPeer(self.url.text().strip()).warning
        except PeerError:  # half an address is told by the form itself
            return ""
        return "" if warning is None else render(warning)

    # The peer

    @property
    def takes(self) -> tuple[Content, ...]:
        """What is to be sent, of what this kind takes."""
        kind = self.chosen_kind
        possible = OBJECTS if kind != FHIR else (Content.FHIR,)
        return tuple(each for each in possible if self.contents[each].isChecked())

    def missing(self) -> str:
        """Return which field has to be filled in first, as a sentence, or ""."""
        dicom, fhir = self.chosen_kind == DICOM, self.chosen_kind == FHIR
        wanted = (
            (self.name, True, self.tr("Enter a name.")),
            (self.host, dicom, self.tr("Enter the computer.")),
            (self.called, dicom, self.tr("Enter its AE title.")),
            (self.url, not dicom, self.tr("Enter the address.")),
            (self.numbering, fhir, self.tr("Enter whose numbers the patients have.")),
        )
        for line, needed, words in wanted:
            if needed and not line.text().strip():
                return words
        if not self.takes and not (dicom and self.worklist.isChecked()):
            return self.tr("Choose what is sent.")
        return ""

    def peer(self) -> Peer:
        """Return the peer as the fields say it.

        Raises:
            PeerError: It cannot be right.
        """
        shared: dict[str, Any] = {
            "name": self.name.text().strip(),
            "takes": self.takes,
            "after_signing": self.after_signing.isChecked() and bool(self.takes),
            "seconds": float(self.seconds.value()),
        }
        if self.chosen_kind == DICOM:
            tls = self.tls.isChecked()
            path: Callable[[PathField], str] = lambda field: _path(field) if tls else ""  # noqa: E731
            return DicomPeer(
                host=self.host.text().strip(),
                port=self.port.value(),
                called=self.called.text().strip(),
                calling=self.calling.text().strip(),
                tls=tls,
                ca_file=path(self.ca_file),
                certificate_file=path(self.own_file),
                key_file=path(self.key_file),
                worklist=self.worklist.isChecked(),
                **shared,
            )
        return WebServer(
            kind="fhir" if self.chosen_kind == FHIR else "stow",
            url=self.url.text().strip(),
            user=self.user.text().strip(),
            password=self.password.text(),
            token=self.token.text().strip(),
            numbering=self.numbering.text().strip() if self.chosen_kind == FHIR else "",
            ca_file=_path(self.ca_file),
            **shared,
        )

    def show_peer(self, peer: Peer) -> None:
        """Show a peer; its kind stays as it is."""
        self.kind.setCurrentIndex(self.kind.findData(peer.kind))
        self.kind.setEnabled(False)
        self.name.setText(peer.name)
        self.seconds.setValue(round(peer.seconds))
        self.ca_file.line.setText(peer.ca_file)
        for content, box in self.contents.items():
            box.setChecked(content in peer.takes)
        self.after_signing.setChecked(peer.after_signing)
        if isinstance(peer, DicomPeer):
            self.host.setText(peer.host)
            self.called.setText(peer.called)
            self.calling.setText(peer.calling)
            self.tls.setChecked(peer.tls)
            self.port.setValue(peer.port)
            self.own_file.line.setText(peer.certificate_file)
            self.key_file.line.setText(peer.key_file)
            self.worklist.setChecked(peer.worklist)
            return
        self.url.setText(peer.url)
        self.user.setText(peer.user)
        self.password.setText(peer.password)
        self.token.setText(peer.token)
        self.numbering.setText(peer.numbering)


def _path(field: PathField) -> str:
    return "" if field.path is None else str(field.path)
