"""What can go wrong between this computer and a web server, a sentence for each, with what to do about it.

What a server says is a stranger's text: a short, clean piece of it is told, and may name a person. Must not
know what is sent, nor open a connection.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from engine.core.errors import NotTakenError, PeerError
from engine.core.names import label_of
from engine.core.text import Text, text

_TRY_AGAIN = text("Try again later, or ask who runs the server.")
_ASK = text("Ask who runs the server.")
_ADDRESS = text("Check the address in the settings.")
_CERTIFICATE = text(
    "Nothing was sent. Ask who runs the server for the certificate of whoever vouches for it, and choose its "
    "file in the settings."
)
_EXPIRED, _NOT_YET = 10, 9
_OTHER_NAMES: Final = (62, 64)
_UNKNOWN: Final = (2, 18, 19, 20, 21, 27)
"""Numbers of OpenSSL (X509_V_ERR_...): expired; not yet valid; name or number of another computer; issuer not
found, self-signed (alone, in the chain), issuer not here, leaf not verified, not trusted."""


def unusable_address() -> PeerError:
    """Say that an address cannot be used; it is not repeated, for it may hold a password."""
    return PeerError(
        text("This is not an address of a server that can be used."),
        text(
            "Write it as https://host/path, without user, password, “?” and “#”; user and password have "
            "fields of their own."
        ),
    )


def unusable_token() -> PeerError:
    """Say that a token holds what no token holds; it is not repeated."""
    return PeerError(
        text("The token holds spaces or characters that cannot be sent."),
        text("Copy it again, without line breaks."),
    )


def unusable_certificates(name: str) -> PeerError:
    """Say that a file of certificates cannot be read."""
    return PeerError(
        text("“{name}” cannot be read as certificates.", name=name),
        text("Choose a file with certificates in PEM form, which begins with “BEGIN CERTIFICATE”."),
    )


def slow(host: str, seconds: float) -> PeerError:
    """Say that it took too long."""
    return PeerError(
        text(
            "“{host}” did not answer within {seconds} seconds.", host=host, seconds=f"{seconds:g}"
        ),
        _TRY_AGAIN,
    )


def endless(host: str, most: int) -> PeerError:
    """Say that an answer was too long to be read."""
    return PeerError(
        text(
            "“{host}” sent an answer of more than {size} MB, which was not read.",
            host=host,
            size=most // 1_000_000,
        ),
        _ADDRESS,
    )


def not_expected(host: str) -> PeerError:
    """Say that an answer is not one of the service that was asked."""
    return PeerError(
        text("“{host}” answered something that cannot be understood.", host=host),
        text("Check the address in the settings: another service may be there."),
    )


def redirected(host: str, place: str) -> PeerError:
    """Say that a server wants to be asked elsewhere.

    Args:
        host: The server.
        place: Where it says; only the name of its computer is told.
    """
    try:
        other = label_of(urlsplit(place).hostname or "") or host
    except ValueError:
        other = "?"
    return PeerError(
        text(
            "“{host}” wants this to be sent to another place, on “{other}”.", host=host, other=other
        ),
        text(
            "Nothing was sent there. Ask who runs the server, and write the new address in the settings if "
            "it is right."
        ),
    )


def not_taken(host: str, status: int, reason: str = "") -> PeerError:
    """Say that a server did not take what was sent, and why.

    Args:
        host: The server.
        status: Of HTTP, from 300 on.
        reason: What the server says of it, short and clean; "" where it says nothing.

    Returns:
        A `NotTakenError` where the server would say the same again.
    """
    code = f"{status}: {reason}" if reason else str(status)
    if status in (401, 403, 407):
        return PeerError(
            text("“{host}” does not let this program in ({reason}).", host=host, reason=code),
            text("Check user and password, or the token, in the settings."),
        )
    if status == 404:
        return PeerError(
            text(
                "“{host}” has no such service at this address ({reason}).", host=host, reason=code
            ),
            _ADDRESS,
        )
    if status == 413:
        return NotTakenError(
            text("“{host}” does not take anything this large ({reason}).", host=host, reason=code),
            text("Ask who runs the server to allow more, or send it without the video."),
        )
    if status in (408, 429, 503, 504):
        return PeerError(
            text("“{host}” is too busy at the moment ({reason}).", host=host, reason=code),
            _TRY_AGAIN,
        )
    if status >= 500:
        return PeerError(
            text("“{host}” failed at what was sent ({reason}).", host=host, reason=code), _TRY_AGAIN
        )
    return NotTakenError(
        text("“{host}” did not take what was sent ({reason}).", host=host, reason=code), _ASK
    )


def fault_of(host: str, port: int, error: Exception) -> PeerError:
    """Say what an error of the connection means."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return PeerError(_certificate_words(host, error), _CERTIFICATE)
    if isinstance(
        error, ssl.SSLEOFError | ssl.SSLZeroReturnError | ConnectionResetError | BrokenPipeError
    ):
        return _broken_off(host)
    if isinstance(error, ssl.SSLError):
        what = text(
            "No encrypted connection to “{host}” port {port} came about.", host=host, port=port
        )
        return PeerError(what, text("Check address and port: a server without https may be there."))
    if isinstance(error, http.client.RemoteDisconnected | http.client.IncompleteRead):
        return _broken_off(host)
    if isinstance(error, http.client.HTTPException):
        return not_expected(host)
    if isinstance(error, socket.gaierror | UnicodeError):
        what = text("No computer of the name “{host}” was found.", host=host)
        return PeerError(
            what, text("Check the address in the settings, and whether this computer is online.")
        )
    if isinstance(error, ConnectionRefusedError):
        what = text("Nobody answers on “{host}” port {port}.", host=host, port=port)
        return PeerError(what, text("Check address and port, and whether the server is running."))
    reason = (getattr(error, "strerror", None) or type(error).__name__) or ""
    what = text("“{host}” cannot be reached: {reason}.", host=host, reason=reason)
    return PeerError(what, text("Check whether this computer is online, and try again."))


def _broken_off(host: str) -> PeerError:
    return PeerError(
        text("The connection to “{host}” broke off before the answer was complete.", host=host),
        text("It is not known whether it was taken: send it again; nothing is kept twice."),
    )


def _certificate_words(host: str, error: ssl.SSLCertVerificationError) -> Text:
    number = error.verify_code
    if number == _EXPIRED:
        return text("The certificate of “{host}” has expired.", host=host)
    if number == _NOT_YET:
        return text(
            "The certificate of “{host}” is not valid yet; or the clock of this computer is wrong.",
            host=host,
        )
    if number in _OTHER_NAMES:
        return text("The certificate shown by “{host}” is that of another computer.", host=host)
    if number in _UNKNOWN:
        return text(
            "Nobody whom this computer trusts vouches for the certificate of “{host}”.", host=host
        )
    return text(
        "The certificate of “{host}” cannot be trusted: {reason}.",
        host=host,
        reason=label_of(error.verify_message),
    )


def reason_in(content_type: str, body: bytes) -> str:
    """Return what a server says is wrong, at most 80 characters of it, clean; "" where it says nothing.

    Args:
        content_type: Of the answer, without parameters.
        body: The answer: plain text, or a JSON object with a usual field.
    """
    said = body[:100_000].decode("utf-8", "replace")
    if content_type == "text/plain":
        return label_of(said)
    if content_type.endswith("json"):
        try:
            found = json.loads(said)
        except (ValueError, RecursionError):
            return ""
        return label_of(_words_in(found))
    return ""


def _words_in(found: object) -> str:
    if isinstance(found, Mapping):
        for key in ("Details", "Message", "message", "detail", "title", "error_description"):
            said = found.get(key)
            if isinstance(said, str) and said:
                return said
    return ""
