"""What can go wrong between this computer and a peer that speaks DICOM, a sentence for each.

What a peer says is a stranger's text: a short, clean piece of it is told. Must not know how it is spoken to.
"""

from __future__ import annotations

from typing import Final

from engine.core.errors import PeerError
from engine.core.names import label_of
from engine.core.text import Text, text

_TRY_AGAIN: Final = text("It is tried again later; ask who runs the archive if it stays so.")
ASK: Final = text("Ask who runs the archive.")
_CALLING_UNKNOWN, _CALLED_UNKNOWN = 3, 7
_USER, _PRESENTATION = 1, 3
"""Source of a rejection: the peer's application, or its presentation layer (PS3.8, table 9-21)."""

DUPLICATE: Final = 0x0111
_NOT_SUPPORTED, _NOT_AUTHORISED = 0x0122, 0x0124


class RefusedError(PeerError):
    """A peer said no in such a way that only a person can help."""


def slow(name: str, seconds: float) -> PeerError:
    """Say that a peer took too long."""
    what = text("“{name}” did not answer within {seconds} seconds.", name=name, seconds=seconds)
    return PeerError(what, _TRY_AGAIN)


def broken_off(name: str) -> PeerError:
    """Say that the connection was cut off."""
    return PeerError(
        text("The connection to “{name}” broke off before it had answered.", name=name),
        text("It is sent again; an archive keeps the same object only once."),
    )


def no_answer_to_greeting(name: str) -> PeerError:
    """Say that something took the connection and spoke no DICOM."""
    return PeerError(
        text("“{name}” took the connection and broke it off before it said anything.", name=name),
        text("Check port and encryption in the settings: another service may be there."),
    )


def rejected(name: str, source: int, reason: int, called: str, calling: str) -> PeerError:
    """Say why a peer rejected the association.

    Args:
        name: The peer's.
        source: Who of the peer rejected it (PS3.8, table 9-21).
        reason: Number, whose meaning depends on the source.
        called: AE title of the peer.
        calling: AE title of this program.
    """
    if source == _USER and reason == _CALLED_UNKNOWN:
        what = text("“{name}” is not called “{called}”.", name=name, called=called)
        return PeerError(what, _about_titles(calling))
    if source == _USER and reason == _CALLING_UNKNOWN:
        what = text("“{name}” does not know “{calling}”.", name=name, calling=calling)
        return PeerError(what, _about_titles(calling))
    if source == _PRESENTATION:
        what = text("“{name}” is too busy at the moment.", name=name)
        return PeerError(what, _TRY_AGAIN)
    what = text("“{name}” refuses to talk to this program.", name=name)
    return PeerError(what, _about_titles(calling))


def _about_titles(calling: str) -> Text:
    return text(
        "Check both AE titles in the settings, and have whoever runs the archive enter “{title}” there.",
        title=calling,
    )


def aborted(name: str) -> PeerError:
    """Say that a peer broke the association off."""
    what = text("“{name}” broke the conversation off.", name=name)
    return PeerError(what, _TRY_AGAIN)


def not_accepted(name: str, kind: str) -> RefusedError:
    """Say that a peer takes nothing of a kind.

    Args:
        name: The peer's.
        kind: Name of the SOP class.
    """
    return RefusedError(
        text("“{name}” does not take “{kind}”.", name=name, kind=kind),
        text("Ask who runs the archive to allow it, or take it off what is sent there."),
    )


def not_stored(name: str, status: int, comment: str) -> tuple[Text, bool]:
    """Say what a failure status of C-STORE means (PS3.4, table B.2-1; PS3.7, C).

    Args:
        name: The peer's.
        status: The status.
        comment: What the peer added, or "".

    Returns:
        The sentence, and whether only a person can help.
    """
    code = f"{status:04X}H"
    said = f"{code}: {label_of(comment)}" if comment else code
    if 0xA700 <= status <= 0xA7FF:
        return text("“{name}” has run out of space ({said}).", name=name, said=said), False
    if status == _NOT_AUTHORISED:
        return text(
            "“{name}” does not allow this program to send ({said}).", name=name, said=said
        ), True
    if status == _NOT_SUPPORTED:
        return text(
            "“{name}” does not take this kind of object ({said}).", name=name, said=said
        ), True
    if 0xA900 <= status <= 0xA9FF or 0xC000 <= status <= 0xCFFF:
        return text(
            "“{name}” could not make sense of what was sent ({said}).", name=name, said=said
        ), True
    return text("“{name}” did not take it ({said}).", name=name, said=said), False


def stored_with_remark(name: str, status: int) -> Text:
    """Say what a warning status of C-STORE, or that of a duplicate, means: it was taken."""
    if status == DUPLICATE:
        return text("“{name}” had it already.", name=name)
    return text("“{name}” took it, with a remark ({said}).", name=name, said=f"{status:04X}H")


def no_worklist(name: str, status: int) -> PeerError:
    """Say that a peer could not answer a question for the worklist."""
    return PeerError(
        text("“{name}” could not answer ({said}).", name=name, said=f"{status:04X}H"),
        text("Ask fewer days, or ask who runs the worklist."),
    )
