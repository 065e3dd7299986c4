"""Two computers that train one network by ``train_node.sh``: one is lost, comes back, and nothing is changed.

The computers are two network namespaces that see each other over a virtual cable and nothing else; where the
kernel lends none, and in any case a second time, two groups of processes on this computer's own address.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys

import psutil
import pytest

from tests.engine.training.tiny_run import (
    ROOT,
    records,
    status,
    steps,
    wait_for_line,
    weights_of,
    write_config,
    write_data,
)
from tests.patience import SECONDS

SCRIPTS = ROOT / "resources" / "cluster"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a script for Linux")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def ip(*arguments):
    return subprocess.run(["ip", *arguments], capture_output=True, text=True, check=False)


class Here:
    """Two groups of processes on this computer."""

    def of(self, number):
        return [], {"ADDRESS": "127.0.0.1", "INTERFACE": "lo", "HEAD": "127.0.0.1"}


class Namespaces:
    """Two network namespaces, with a virtual cable between them."""

    def __init__(self):
        self.names = [f"scolioapp-{os.getpid()}-{end}" for end in "ab"]

    def lay(self):
        """Lay the cable, or say why that is not possible."""
        if shutil.which("ip") is None:
            return "there is no command “ip”"
        ends = [f"sa{os.getpid()}{end}" for end in "ab"]
        commands = [
            *(["netns", "add", name] for name in self.names),
            ["link", "add", ends[0], "type", "veth", "peer", "name", ends[1]],
        ]
        for number, (name, end) in enumerate(zip(self.names, ends, strict=True), start=1):
            commands += [
                ["link", "set", end, "netns", name, "name", "cable"],
                ["-n", name, "address", "add", f"10.77.0.{number}/24", "dev", "cable"],
                ["-n", name, "link", "set", "cable", "up"],
                ["-n", name, "link", "set", "lo", "up"],
            ]
        for command in commands:
            done = ip(*command)
            if done.returncode:
                return f"the kernel lends no network namespaces: {done.stderr.strip()}"
        return ""

    def of(self, number):
        facts = {"ADDRESS": f"10.77.0.{number + 1}", "INTERFACE": "cable", "HEAD": "10.77.0.1"}
        return ["ip", "netns", "exec", self.names[number]], facts

    def remove(self):
        for name in self.names:
            ip("netns", "delete", name)


@pytest.fixture(params=["here", "namespaces"])
def network(request):
    if request.param == "here":
        yield Here()
        return
    network = Namespaces()
    try:
        if why := network.lay():
            pytest.skip(why)
        yield network
    finally:
        network.remove()


class Computers:
    """Starts the script on each of two computers, and ends what is left of them."""

    def __init__(self, network, place):
        self.network, self.place = network, place
        self.port, self.said = str(free_port()), []
        self.processes = []

    def start(self, number, config, run):
        before, facts = self.network.of(number)
        said = (self.place / f"said-{len(self.said)}.txt").open("w")
        self.said.append(said)
        process = subprocess.Popen(
            [*before, "bash", str(SCRIPTS / "train_node.sh"), str(config), str(run)],
            cwd=ROOT,
            env={
                **os.environ,
                **facts,
                "NODES": "2",
                "NODE": str(number),
                "PORT": self.port,
                "PAUSE": "0",
                "PYTHON": sys.executable,
                "XDG_CACHE_HOME": str(self.place / "cache"),
            },
            stdout=said,
            stderr=said,
        )
        self.processes.append(process)
        return process

    def heard(self):
        return "\n".join((self.place / f"said-{n}.txt").read_text() for n in range(len(self.said)))

    def lose(self, process):
        """End all that runs on a computer, as a power cut does."""
        tree = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        assert len(tree) > 1
        for one in tree:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.send_signal(signal.SIGKILL)
        process.wait(SECONDS)

    def end(self):
        for process in self.processes:
            if process.poll() is None:
                self.lose(process)
        for said in self.said:
            said.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A configuration, and the run of two computers that nobody disturbs."""
    place = tmp_path_factory.mktemp("machines")
    write_data(place / "data")
    changes = {"optimiser": {"iterations": 100, "milestones": [70]}, "validation": {"every": 50}}
    config, run = write_config(place / "shared.yaml", **changes), place / "whole"
    computers = Computers(Here(), place)
    try:
        both = [computers.start(number, config, run) for number in range(2)]
        assert [each.wait(SECONDS) for each in both] == [0, 0], computers.heard()
    finally:
        computers.end()
    return config, run


@pytest.fixture
def computers(network, tmp_path):
    computers = Computers(network, tmp_path)
    yield computers
    computers.end()


def figures(step):
    return [step[key] for key in ("cross_entropy", "triplet", "accuracy")]


@pytest.mark.heavy
def test_a_computer_is_lost_and_the_run_goes_on_to_the_same_weights(whole, computers, tmp_path):
    config, undisturbed = whole
    lost = tmp_path / "lost"
    first, second = (computers.start(number, config, lost) for number in range(2))
    wait_for_line(lost, 20, lambda: first.poll() is None and second.poll() is None)
    computers.lose(second)
    again = computers.start(1, config, lost)
    assert [first.wait(SECONDS), again.wait(SECONDS)] == [0, 0], computers.heard()

    assert weights_of(lost / "model") == weights_of(undisturbed / "model")
    # Steps after the checkpoint were made twice.
    one, other = (
        {step["iteration"]: figures(step) for step in steps(run)} for run in (undisturbed, lost)
    )
    assert one == other
    assert status(lost)["state"] == "done"
    events = [record["event"] for record in records(lost) if "event" in record]
    assert events.count("start") == 1
    assert events.count("resume") >= 1
    assert {record["processes"] for record in records(lost) if "processes" in record} == {2}
