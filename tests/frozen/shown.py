"""The window of a built program while it is open, on a screen of its own where Xvfb is here."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.frozen.conftest import Frozen
from tests.patience import SECONDS


@dataclass(frozen=True)
class Shown:
    """An open window.

    Attributes:
        environment: Variables of its process.
    """

    process: subprocess.Popen[str] = field(repr=False)
    environment: dict[str, str] = field(repr=False)

    @property
    def loaded(self) -> str:
        """What the process has mapped into its memory, in the words of Linux."""
        return Path(f"/proc/{self.process.pid}/maps").read_text("utf-8")

    def until(self, done: Callable[[], bool], what: str) -> None:
        """Wait for what the other process does; fail where it ends before."""
        deadline = time.monotonic() + SECONDS
        while not done():
            assert self.process.poll() is None, self.process.stderr and self.process.stderr.read()
            assert time.monotonic() < deadline, f"it never came: {what}"
            time.sleep(0.2)  # another process does it: there is nothing to wait on

    def press(self, *keys: str) -> None:
        """Press keys by their names, as xdotool knows them."""
        self._xdotool("key", "--delay", "50", *keys)

    def type(self, words: str) -> None:
        """Type words into whatever has the keyboard."""
        self._xdotool("type", "--delay", "50", words)

    def take_keyboard(self) -> None:
        """Give the window the keyboard, which without a window manager nobody has."""
        find = ("search", "--sync", "--onlyvisible", "--name", "ScolioApp")
        self._xdotool(*find, "windowfocus", "--sync")

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=SECONDS)


@contextmanager
def shown(program: Frozen, *arguments: object, **variables: str) -> Iterator[Shown]:
    """Open the window, and end it as a session ends: by a signal.

    Args:
        program: The program.
        arguments: What is given to it, such as a video.
        variables: Of the environment, besides those of a plain account.
    """
    environment = program.environment | variables
    with _screen() as display:
        if display:
            environment |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        window = subprocess.Popen(
            [str(program.path), *map(str, arguments)],
            env=environment,
            cwd=program.home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield Shown(window, environment)
        finally:
            window.terminate()
            window.communicate(timeout=SECONDS)


@contextmanager
def _screen() -> Iterator[str]:
    """Run a screen; gives its name, or "" where Xvfb is not here."""
    if shutil.which("Xvfb") is None:
        yield ""
        return
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait(SECONDS)
