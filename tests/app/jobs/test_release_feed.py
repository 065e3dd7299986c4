"""Looking for a newer version: off until asked, one request, read strictly, only words and a link."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program
from scolioapp.jobs.release_feed import (
    FEED,
    MOST_BYTES,
    PAGES,
    Failure,
    Release,
    ReleaseFeed,
    newer,
)
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.viewmodels.updates import Updates, UpdateState
from scolioapp.views.about_page import AboutPage
from scolioapp.views.main_window import ABOUT, SCREEN, SETTINGS
from scolioapp.views.settings_page import SettingsPage
from tests.patience import MILLISECONDS, SECONDS

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def answer(version: str = "v9.1.0", **changes: Any) -> bytes:
    facts = {
        "tag_name": version,
        "html_url": f"{PAGES}{version}",
        "draft": False,
        "prerelease": False,
        "assets": [{"browser_download_url": "https://example.org/setup.exe"}],
        "body": "What is new",
    }
    return json.dumps(facts | changes).encode()


@dataclass
class Server:
    """A feed on this machine; what it says is set before it is asked."""

    port: int = 0
    status: int = 200
    body: bytes = field(default_factory=answer)
    headers: dict[str, str] = field(default_factory=dict)
    hold: threading.Event = field(default_factory=threading.Event)
    endless: bool = False
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/latest"


class Waited(ThreadingHTTPServer):
    """Waits at its end for whoever still answers."""

    daemon_threads = False


@pytest.fixture
def server() -> Iterator[Server]:
    facts = Server()
    facts.hold.set()

    class Handler(BaseHTTPRequestHandler):
        # Qt may open a connection that it never asks anything on.
        timeout = 1

        def do_GET(self) -> None:
            facts.asked.append((self.path, dict(self.headers)))
            facts.hold.wait(SECONDS)
            try:
                self.send_response(facts.status)
                for name, value in facts.headers.items():
                    self.send_header(name, value)
                if not facts.endless:
                    self.send_header("Content-Length", str(len(facts.body)))
                self.end_headers()
                self.wfile.write(facts.body)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            return

    with Waited(("127.0.0.1", 0), Handler) as listening:
        facts.port = listening.server_address[1]
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield facts
        facts.hold.set()
        listening.shutdown()
        thread.join()


@pytest.fixture
def ask(qtbot: QtBot, server: Server) -> Iterator[Callable[..., Release | Failure]]:
    """Ask the server, and give what came of it."""
    feeds: list[ReleaseFeed] = []

    def once(address: str = "", seconds: float = SECONDS) -> Release | Failure:
        feed = ReleaseFeed(address or server.address, schemes=("http",), seconds=seconds)
        feeds.append(feed)
        said: list[Release | Failure] = []
        feed.answered.connect(said.append)
        feed.failed.connect(said.append)
        feed.ask()
        qtbot.waitUntil(lambda: bool(said))
        assert not feed.asking
        return said[0]

    yield once
    for feed in feeds:
        feed.close()


# The feed


def test_an_answer_is_read_and_nothing_else_is_sent(ask, server: Server) -> None:
    found = ask()
    assert isinstance(found, Release)
    assert found.version == "9.1.0"
    (path, headers) = server.asked[0]
    assert len(server.asked) == 1
    assert path == "/latest"
    assert headers.pop("User-Agent") == "ScolioApp"
    assert headers.pop("Accept-Language") == "en"
    assert set(headers) <= {
        "Host", "Accept", "Accept-Encoding", "Connection", "Cache-Control", "Pragma",
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>not found</html>",
        b"[]",
        b"[" * 100_000,
        b"\xff\xfe",
        answer("latest"),
        answer("v1.2.3-rc1"),
        answer("v1" + ".0" * 9),
        answer(tag_name=9),
        answer(draft="false"),
        answer(html_url="https://example.org/scolioapp/releases/tag/v9.1.0"),
        answer(html_url="http" + PAGES.removeprefix("https") + "v9.1.0"),
        answer(html_url=PAGES + "v9.1.0?x=1"),
        answer(html_url=PAGES + "../../../other/tag/v1"),
        answer(html_url="file:///etc/passwd"),
        answer(html_url=PAGES + "v9.1.0\n"),
    ],
)
def test_garbage_is_not_understood(ask, server: Server, body: bytes) -> None:
    server.body = body
    assert ask() is Failure.NOT_UNDERSTOOD


@pytest.mark.parametrize("status", [404, 403, 500, 204])
def test_another_status_is_not_understood(ask, server: Server, status: int) -> None:
    server.status = status
    if status == 204:
        server.body = b""
    assert ask() is Failure.NOT_UNDERSTOOD


@pytest.mark.parametrize("endless", [False, True])
def test_a_huge_answer_is_left(ask, server: Server, endless: bool) -> None:
    server.body = answer(body="x" * (2 * MOST_BYTES))
    server.endless = endless
    assert ask() is Failure.NOT_UNDERSTOOD


def test_a_redirect_to_another_host_is_refused(ask, server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.2)
        server.status = 302
        server.headers = {"Location": f"http://127.0.0.1:{other.getsockname()[1]}/latest"}
        assert ask() is Failure.NOT_UNDERSTOOD
        with pytest.raises(TimeoutError):
            other.accept()


def test_redirects_on_the_same_host_come_to_an_end(ask, server: Server) -> None:
    server.status = 302
    server.headers = {"Location": server.address}
    assert ask() is Failure.NOT_UNDERSTOOD
    # Two are followed; Qt asks once more where a connection was closed under its request.
    assert len(server.asked) < 10


def test_an_answer_that_does_not_come_is_given_up(ask, server: Server) -> None:
    server.hold.clear()
    assert ask(seconds=0.2) is Failure.NOT_REACHED


def test_offline_is_said(ask) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/latest") is Failure.NOT_REACHED


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "file:///etc/passwd", "ftp://a/b", ""])
def test_only_https_is_asked(qtbot: QtBot, address: str) -> None:
    feed = ReleaseFeed(address)
    with qtbot.waitSignal(feed.failed) as caught:
        feed.ask()
    assert caught.args == [Failure.NOT_REACHED]
    assert feed._manager is None


def test_what_is_asked_is_https_on_one_host() -> None:
    assert QUrl(FEED).scheme() == QUrl(PAGES).scheme() == "https"
    assert ReleaseFeed()._address == QUrl(FEED)


@pytest.mark.parametrize(
    ("offered", "own", "expected"),
    [
        ("1.0.1", "1.0.0", True),
        ("1.10", "1.9.9", True),
        ("1.0", "1.0.0", False),
        ("1.0.0", "1.0.0", False),
        ("0.9.9", "1.0.0", False),
        ("1.0.0", "1.0.0rc1", True),
        ("1.0.0", "1.0.0.dev3", True),
        ("1.0.0", "1.0.0.post1", False),
        ("1.0.0", "1.0.0+local", False),
        ("1.0.0", "1.1.0rc1", False),
        ("9.0", "unknown", False),
    ],
)
def test_versions_are_compared(offered: str, own: str, expected: bool) -> None:
    assert newer(offered, own) is expected


def test_drafts_and_trials_are_passed_over() -> None:
    for name in ("draft", "prerelease"):
        release = Release.model_validate_json(answer(**{name: True}))
        assert not release.is_newer_than("0.1.0")


# What is said


@pytest.fixture
def settings(paths: AppPaths) -> Settings:
    return Settings(paths.settings)


@pytest.fixture
def updates(settings: Settings, server: Server) -> Iterator[Updates]:
    updates = Updates(settings, ReleaseFeed(server.address, schemes=("http",)), "1.0.0")
    yield updates
    updates.close()


@pytest.fixture
def about(qtbot: QtBot, updates: Updates) -> AboutPage:
    page = AboutPage(updates)
    qtbot.addWidget(page)
    page.show()
    return page


def look(qtbot: QtBot, page: AboutPage, updates: Updates) -> None:
    qtbot.mouseClick(page.look_button, Qt.MouseButton.LeftButton)
    assert updates.state is UpdateState.LOOKING
    assert not page.look_button.isEnabled()
    qtbot.waitUntil(lambda: updates.state is not UpdateState.LOOKING)
    assert page.look_button.isEnabled()


def test_a_newer_version_is_shown_with_a_link_that_the_person_may_open(
    qtbot: QtBot, about: AboutPage, updates: Updates, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    assert not about.open_button.isVisible()
    look(qtbot, about, updates)
    assert about.update_words.text() == "Version 9.1.0 is available; this is 1.0.0."
    assert opened == []
    qtbot.mouseClick(about.open_button, Qt.MouseButton.LeftButton)
    assert opened == [f"{PAGES}v9.1.0"]


@pytest.mark.parametrize("version", ["v1.0.0", "v0.9.0"])
def test_the_same_or_an_older_one_is_no_news(
    qtbot: QtBot, about: AboutPage, updates: Updates, server: Server, version: str
) -> None:
    server.body = answer(version)
    look(qtbot, about, updates)
    assert about.update_words.text() == "This is the newest version."
    assert not about.open_button.isVisible()


def test_failures_are_quiet_sentences(
    qtbot: QtBot, about: AboutPage, updates: Updates, server: Server
) -> None:
    server.body = b"garbage"
    look(qtbot, about, updates)
    assert "could not be read" in about.update_words.text()
    server.body = answer()
    look(qtbot, about, updates)
    assert updates.state is UpdateState.NEWER


def test_closing_while_it_looks_leaves_nothing(
    about: AboutPage, updates: Updates, server: Server
) -> None:
    server.hold.clear()
    about.look_button.click()
    updates.close()
    assert updates.state is UpdateState.LOOKING


# In the program


def lead(feed: ReleaseFeed, server: Server) -> None:
    """Lead a feed to the server of the test, which a busy machine may keep waiting."""
    feed._address, feed._schemes = QUrl(server.address), ("http",)
    feed._timer.setInterval(MILLISECONDS)


def test_off_by_default_nobody_is_asked(
    qtbot: QtBot, start: Callable[[], Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(ReleaseFeed, "ask", asked.append)
    program = start()
    assert not program.settings.look_for_updates
    for key in (ABOUT, SETTINGS, SCREEN):
        program.window.show_page(key)
    assert asked == []
    assert program.updates._feed._manager is None
    assert program.updates.state is UpdateState.NOT_ASKED


def test_switched_on_it_is_asked_once_at_the_next_start_and_said_where_one_looks(
    qtbot: QtBot, start: Callable[[], Program], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start()
    first.window.show_page(SETTINGS)
    page = first.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    assert not page.look_for_updates.isChecked()
    page.look_for_updates.click()
    assert first.settings.look_for_updates
    first.window.close()

    def asked_here(feed: ReleaseFeed) -> None:
        lead(feed, server)
        ask(feed)

    ask = ReleaseFeed.ask
    monkeypatch.setattr(ReleaseFeed, "ask", asked_here)
    second = start()
    qtbot.waitUntil(lambda: second.updates.state is UpdateState.NEWER)
    banner = second.window.page(SCREEN).banner
    assert banner.words == f"Version 9.1.0 is available; this is {second.updates._own}."
    assert len(server.asked) == 1
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    banner.act()
    assert opened == [f"{PAGES}v9.1.0"]


def test_a_failure_at_the_start_says_nothing(
    qtbot: QtBot, program: Program, server: Server
) -> None:
    server.body = b"garbage"
    lead(program.updates._feed, server)
    program.settings.look_for_updates = True
    program.updates.look_at_start()
    qtbot.waitUntil(lambda: program.updates.state is UpdateState.FAILED)
    assert program.window.page(SCREEN).banner.words == ""


_START_AND_CLOSE = """
from PySide6.QtCore import QTimer
from scolioapp import bootstrap
from scolioapp.views.main_window import MainWindow

def show_event(window, event):
    QTimer.singleShot(500, window.close)

MainWindow.showEvent = show_event
raise SystemExit(bootstrap.run())
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to watch the process")
def test_a_start_as_it_comes_opens_no_socket_to_a_network(tmp_path: Path) -> None:
    folders = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "STATE")}
    trace = tmp_path / "trace"
    watched = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace)]
    done = subprocess.run(
        [*watched, sys.executable, "-c", _START_AND_CLOSE],
        env={**os.environ, **folders},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    calls = [line for line in trace.read_text().splitlines() if re.search(r"AF_INET6?\b", line)]
    assert calls == []
