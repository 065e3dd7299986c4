"""``scolioapp train``: a new run, a run gone on with, and what cannot be both."""

import pytest
from typer.testing import CliRunner

from engine.cli.main import build
from tests.engine.training.tiny_run import status, write_config, write_data


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("train")
    write_data(place / "data")
    return place


def command(*arguments):
    return CliRunner().invoke(build(), ["train", *map(str, arguments)])


def test_trains_and_goes_on(place):
    config = write_config(place / "a.yaml", optimiser={"iterations": 2, "milestones": []})
    run = place / "run"
    done = command(config, "--run", run, "--out", place / "out", "--cache", place / "cache")
    assert done.exit_code == 0, done.output
    assert f"Written: {place / 'out' / 'tiny'}" in done.output
    assert (run / "model" / "card.yaml").is_file()
    assert status(run)["state"] == "done"
    again = command(config, "--run", run)
    assert again.exit_code == 2
    assert "already contains a run. Resume that run" in again.output.replace("\n", " ")
    resumed = command("--resume", run)
    assert resumed.exit_code == 0, resumed.output
    assert f"Written: {place / 'out' / 'tiny'}" in resumed.output


@pytest.mark.parametrize(
    "arguments", [(), ("a.yaml", "--resume", "run"), ("--resume", "run", "--out", "out")]
)
def test_one_or_the_other(arguments):
    assert command(*arguments).exit_code == 2


def test_no_run_to_resume(tmp_path):
    said = command("--resume", tmp_path)
    assert said.exit_code == 2
    assert "There is no run in the folder" in said.output
