"""Real archives on loopback for tests: Orthanc and storescp, each in a folder of its own, ended for sure."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.export.peers import DicomPeer, WebServer
from tests.patience import SECONDS

ORTHANC = "/usr/sbin/Orthanc"
_PLUGINS = Path("/usr/share/orthanc/plugins")
US = "SCOLIOAPP"


def needed(program: str) -> str:
    """Return the path of a program that the tests cannot do without."""
    found = shutil.which(program)
    assert found, (
        f"{program} is missing: the tests of DICOM need Debian's orthanc, orthanc-dicomweb and dcmtk"
    )
    return found


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until it is no longer needed; begins when it listens on a port."""
    with log.open("wb") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + SECONDS
        while True:
            assert server.poll() is None, log.read_text("utf-8", "replace")
            assert time.monotonic() < deadline, f"{command[0]} does not listen"
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.02)  # another process opens it: there is nothing to wait on
        yield server
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@dataclass(frozen=True)
class Orthanc:
    """A running Orthanc.

    Attributes:
        folder: Of its own; worklists lie in ``worklists``.
        http: Port of its web server.
        dicom: Port of DICOM.
    """

    folder: Path
    http: int
    dicom: int
    server: subprocess.Popen[bytes] = field(repr=False)

    def peer(self, **other: Any) -> DicomPeer:
        settings = {"name": "Archive", "host": "127.0.0.1", "port": self.dicom, "called": "ORTHANC"}
        return DicomPeer(**{**settings, "seconds": 10.0, **other})

    def web(self, **other: Any) -> WebServer:
        url = f"http://127.0.0.1:{self.http}/dicom-web"
        return WebServer(**{"kind": "stow", "name": "Web archive", "url": url, **other})

    def ask(self, path: str) -> Any:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{self.http}{path}", timeout=SECONDS
        ) as answer:
            return json.loads(answer.read())

    def tags(self) -> list[dict[str, Any]]:
        """Return the tags of every object that it holds, by their names."""
        return [self.ask(f"/instances/{each}/simplified-tags") for each in self.ask("/instances")]

    def file(self, instance: str) -> bytes:
        url = f"http://127.0.0.1:{self.http}/instances/{instance}/file"
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:
            return bytes(answer.read())


@contextmanager
def orthanc(folder: Path, **other: Any) -> Iterator[Orthanc]:
    """Run an Orthanc that knows this program."""
    program = needed(ORTHANC)
    folder.mkdir(parents=True, exist_ok=True)
    http, dicom = free_port(), free_port()
    (folder / "worklists").mkdir()
    settings = {
        "Name": "Test",
        "StorageDirectory": str(folder / "storage"),
        "IndexDirectory": str(folder / "storage"),
        "HttpPort": http,
        "DicomPort": dicom,
        "DicomAet": "ORTHANC",
        "DicomCheckCalledAet": True,
        "DefaultEncoding": "Utf8",
        "RemoteAccessAllowed": False,
        "AuthenticationEnabled": False,
        "DicomModalities": {"us": [US, "127.0.0.1", 11112]},
        "Plugins": [str(_PLUGINS / f"lib{name}.so") for name in ("OrthancDicomWeb", "ModalityWorklists")],
        "Worklists": {"Enable": True, "Database": str(folder / "worklists")},
        "DicomWeb": {"Enable": True, "Root": "/dicom-web/"},
        **other,
    }  # fmt: skip
    (folder / "orthanc.json").write_text(json.dumps(settings))
    with running([program, str(folder / "orthanc.json")], dicom, folder / "log") as server:
        found = Orthanc(folder, http, dicom, server)
        deadline = time.monotonic() + SECONDS
        while True:  # its web server opens after that of DICOM
            try:
                found.ask("/system")
                break
            except OSError:
                assert time.monotonic() < deadline, "Orthanc answers nobody"
                time.sleep(0.02)
        yield found


@contextmanager
def storescp(folder: Path, *options: str) -> Iterator[DicomPeer]:
    """Run DCMTK's storescp, which writes what it takes into a folder."""
    program, port = needed("storescp"), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    command = [program, *options, "-aet", "STORESCP", "-od", str(folder), str(port)]
    with running(command, port, folder.parent / "storescp.log"):
        yield DicomPeer(name="Store", host="127.0.0.1", port=port, called="STORESCP", seconds=10.0)
