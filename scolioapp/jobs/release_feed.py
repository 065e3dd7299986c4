"""Asks one address for the newest version, when the person wants to know; sends nothing but the request.

No cookie, no identifier, no language, no version of this program; https alone, no redirect to another
host, a limit of time and of size. The answer is read strictly. Nothing is ever downloaded. Qt asks, and not
Python: it trusts the certificates that the system trusts, also in an installed program on a Mac.
Must not know QtGui or QtWidgets, nor when it is asked (`scolioapp.viewmodels.updates`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from PySide6.QtCore import QObject, QTimer, QUrl, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

# ---------------------------------------------------------------------------------------------------------
# TO BE SET BY THE OWNER before a release: owner and name of the repository that the releases lie in. As long
# as this name belongs to nobody, a stranger could register it and offer "newer versions" under it.
REPOSITORY: Final = "scolioapp/scolioapp"
# ---------------------------------------------------------------------------------------------------------

FEED: Final = f"https://api.github.com/repos/{REPOSITORY}/releases/latest"
"""The one address that is asked."""

PAGES: Final = f"https://github.com/{REPOSITORY}/releases/tag/"
"""How the address of every release's page begins; no other is offered to be opened."""

SECONDS: Final = 5.0
"""How long the whole answer may take."""

MOST_BYTES: Final = 512 * 1024
"""How large an answer may be."""

_USER_AGENT: Final = b"ScolioApp"
_FINE: Final = 200


class Failure(StrEnum):
    """Why it is not known whether there is a newer version."""

    NOT_REACHED = "not_reached"
    NOT_UNDERSTOOD = "not_understood"


class Release(BaseModel):
    """What the feed says about the newest version; whatever else it says is passed over.

    Attributes:
        tag_name: Its version, such as ``v1.4.0``.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    tag_name: Annotated[str, Field(pattern=r"^v?[0-9]{1,5}(\.[0-9]{1,5}){1,3}$")]
    html_url: Annotated[str, Field(pattern=rf"^{re.escape(PAGES)}[A-Za-z0-9._-]{{1,80}}$")]
    draft: bool
    prerelease: bool

    @property
    def version(self) -> str:
        """The version without the letter before it."""
        return self.tag_name.removeprefix("v")

    def is_newer_than(self, own: str) -> bool:
        """Whether this is for everybody, and newer than version ``own``."""
        return not self.draft and not self.prerelease and newer(self.version, own)


def newer(offered: str, own: str) -> bool:
    """Whether a final version is newer than one's own, which may be one before its final one.

    Args:
        offered: Numbers and dots, such as ``1.4.0``.
        own: As PEP 440 writes it, such as ``1.4.0``, ``1.4.0rc1`` or ``1.4.0.dev3``.
    """
    match = re.match(r"^([0-9]+(?:\.[0-9]+)*)(.*)$", own)
    if match is None:
        return False
    unfinished = re.match(r"^[-_.]?(a|b|c|rc|alpha|beta|pre|dev)", match.group(2)) is not None
    first, second = _numbers(offered), _numbers(match.group(1))
    return first > second or (first == second and unfinished)


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version without zeros at its end: 1.4 is 1.4.0."""
    numbers = [int(one) for one in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


class ReleaseFeed(QObject):
    """Asks the feed; the answer comes by a signal. No socket is opened before `ask`.

    Args:
        address: What is asked; tests hand in one of their own.
        seconds: How long the whole answer may take.

    Signals:
        answered: A `Release`.
        failed: A `Failure`.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        address: str = FEED,
        *,
        schemes: Sequence[str] = ("https",),
        seconds: float = SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._address = QUrl(address)
        self._schemes = tuple(schemes)
        self._manager: QNetworkAccessManager | None = None
        self._reply: QNetworkReply | None = None
        self._content = b""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(1000 * seconds))
        self._timer.timeout.connect(self._abort)

    @property
    def asking(self) -> bool:
        """Whether an answer is waited for."""
        return self._reply is not None

    def ask(self) -> None:
        """Ask once; does nothing while an answer is waited for."""
        if self._reply is not None:
            return
        if self._address.scheme() not in self._schemes:
            self.failed.emit(Failure.NOT_REACHED)
            return
        from PySide6.QtNetwork import QNetworkAccessManager

        # A new one each time: it keeps no connection and remembers nothing.
        self._manager = QNetworkAccessManager(self)
        self._reply = self._manager.get(self._request())
        self._reply.setReadBufferSize(MOST_BYTES + 1)
        self._content = b""
        self._reply.readyRead.connect(self._on_more)
        self._reply.finished.connect(self._on_finished)
        self._timer.start()

    def close(self) -> None:
        """Wait for no answer any more; nothing is said."""
        reply = self._reply
        self._let_go()
        if reply is not None:
            reply.abort()

    def _request(self) -> QNetworkRequest:
        from PySide6.QtNetwork import QNetworkRequest

        attribute = QNetworkRequest.Attribute
        manual = QNetworkRequest.LoadControl.Manual.value
        request = QNetworkRequest(self._address)
        request.setRawHeader(b"User-Agent", _USER_AGENT)
        request.setRawHeader(b"Accept", b"application/json")
        # Else Qt tells the system's language, and lets the answer be packed into more than its size says.
        request.setRawHeader(b"Accept-Language", b"en")
        request.setRawHeader(b"Accept-Encoding", b"identity")
        request.setAttribute(attribute.CookieLoadControlAttribute, manual)
        request.setAttribute(attribute.CookieSaveControlAttribute, manual)
        request.setAttribute(attribute.AuthenticationReuseAttribute, manual)
        request.setAttribute(
            attribute.CacheLoadControlAttribute,
            QNetworkRequest.CacheLoadControl.AlwaysNetwork.value,
        )
        request.setAttribute(attribute.CacheSaveControlAttribute, False)
        request.setAttribute(
            attribute.RedirectPolicyAttribute,
            QNetworkRequest.RedirectPolicy.SameOriginRedirectPolicy.value,
        )
        request.setMaximumRedirectsAllowed(2)
        return request

    def _on_more(self) -> None:
        """Take what has come, so that the reply never holds much of it."""
        if self._reply is None:
            return
        self._content += self._reply.read(MOST_BYTES + 1).data()
        if len(self._content) > MOST_BYTES:
            self._abort(Failure.NOT_UNDERSTOOD)

    def _abort(self, why: Failure = Failure.NOT_REACHED) -> None:
        reply = self._reply
        self._let_go()
        if reply is not None:
            reply.abort()
            self.failed.emit(why)

    def _on_finished(self) -> None:
        self._on_more()
        reply = self._reply
        if reply is None:
            return
        self._let_go()
        from PySide6.QtNetwork import QNetworkReply, QNetworkRequest

        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if reply.error() is not QNetworkReply.NetworkError.NoError:
            # Whoever answered with an error was reached.
            self.failed.emit(Failure.NOT_REACHED if status is None else Failure.NOT_UNDERSTOOD)
            return
        release = _read(self._content) if status == _FINE else None
        if release is None:
            self.failed.emit(Failure.NOT_UNDERSTOOD)
        else:
            self.answered.emit(release)

    def _let_go(self) -> None:
        self._timer.stop()
        self._reply = None
        if self._manager is not None:
            # Takes its reply with it, once that has been read.
            self._manager.deleteLater()
            self._manager = None


def _read(content: bytes) -> Release | None:
    """Read an answer, or give None where it is not what it should be."""
    try:
        return Release.model_validate_json(content)
    except ValidationError:
        return None
