"""Sockets to peers: opened in time, and shut when their time is over or nobody wants to wait any more.

Must not know what is sent.
"""

from __future__ import annotations

import contextlib
import errno
import math
import os
import queue
import selectors
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from engine.core.progress import Cancel, check

GRACE = 4.0
"""Seconds that a peer has to answer to what was sent after nobody wants to wait any more."""

USUAL_SECONDS: Final = 60.0
"""How long an exchange may take, looking up the name and the whole answer included."""

_LOOK_EVERY: Final = 0.2
_UNDER_WAY: Final = (errno.EINPROGRESS, errno.EWOULDBLOCK)

_Address = tuple[int, int, int, tuple[object, ...]]
"""Family, type, protocol and address of a socket."""


def connected(host: str, port: int, end: float, cancel: Cancel | None = None) -> socket.socket:
    """Return a socket that is connected to the first address of a computer that answers.

    Args:
        host: Name or number of the computer.
        port: The port.
        end: When it has to be connected, by the monotonic clock, s.
        cancel: Stops it.

    Raises:
        CancelledError: ``cancel`` was set.
        TimeoutError: The time was over.
        OSError: No address answers, or the name is unknown.
        UnicodeError: The name cannot be one.
    """
    refused: OSError | None = None
    for family, kind, protocol, address in _addresses(host, port, end, cancel):
        line = socket.socket(family, kind, protocol)
        try:
            _connect(line, address, end, cancel)
        except OSError as error:
            line.close()
            refused = error
        except BaseException:
            line.close()
            raise
        else:
            return line
    raise refused or OSError()


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer is waited for.

    Attributes:
        seconds: Until all of it has to be over, looking up the name included.
        cancel: Ends it before; or None.
        grace: Seconds that a peer that was reached still has to answer after ``cancel`` was set.
    """

    seconds: float = USUAL_SECONDS
    cancel: Cancel | None = None
    grace: float = 0.0


@contextlib.contextmanager
def shut_in_time(
    lines: Sequence[socket.socket],
    cancel: Cancel | None,
    *,
    grace: float,
    end: float = math.inf,
) -> Iterator[threading.Event]:
    """Shut sockets when their time is over: their own time-out is for each step alone.

    Args:
        lines: The sockets; more may come.
        cancel: Ends their time; a closing window may not wait as long as a slow peer may take.
        grace: Seconds that are left after ``cancel`` was set.
        end: When their time is over anyway, by the monotonic clock, s.

    Yields:
        What is set once they were shut.
    """
    done, shut = threading.Event(), threading.Event()

    def watch() -> None:
        until, asked = end, False
        while (left := until - time.monotonic()) > 0.0:
            if done.wait(left if cancel is None else min(left, _LOOK_EVERY)):
                return
            if cancel is not None and cancel.requested and not asked:
                asked, until = True, min(until, time.monotonic() + grace)
        shut.set()
        for each in lines:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(each, socket.SHUT_RDWR)

    if cancel is None and end == math.inf:
        yield shut
        return
    watching = threading.Thread(target=watch, name="hanging up", daemon=True)
    watching.start()
    try:
        yield shut
    finally:
        done.set()
        watching.join()


def _connect(
    line: socket.socket, address: tuple[object, ...], end: float, cancel: Cancel | None
) -> None:
    """Connect, looking now and then whether somebody still wants it; give the socket what time is left."""
    line.setblocking(False)
    code = line.connect_ex(address)
    if code in _UNDER_WAY:
        with selectors.DefaultSelector() as waiting:
            waiting.register(line, selectors.EVENT_WRITE)
            while not waiting.select(_moment(end, cancel)):
                pass
        code = line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code:
        raise OSError(code, os.strerror(code))
    line.settimeout(_left(end))


def _addresses(host: str, port: int, end: float, cancel: Cancel | None) -> list[_Address]:
    """Look up a name, in a thread: the system's own patience is not to be had shorter."""
    found: queue.SimpleQueue[list[_Address] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.put([(one[0], one[1], one[2], one[4]) for one in known])
        except (OSError, UnicodeError) as error:
            found.put(error)

    threading.Thread(target=look_up, daemon=True).start()
    while True:
        with contextlib.suppress(queue.Empty):
            answer = found.get(timeout=_moment(end, cancel))
            break
    if isinstance(answer, Exception):
        raise answer
    return answer


def _moment(end: float, cancel: Cancel | None) -> float:
    """Return for how many seconds to wait before looking again."""
    check(cancel)
    return min(_left(end), _LOOK_EVERY)


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0.0:
        raise TimeoutError
    return left
