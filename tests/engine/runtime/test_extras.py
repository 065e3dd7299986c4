"""What is missing is said before the work, with a way to get it in an installed program and in a Python."""

import sys

import pytest

from engine.core.errors import MissingExtraError
from engine.runtime.extras import remedy, require


def test_what_is_here_passes():
    require("numpy", "json", extra="training")


def test_the_first_that_is_missing_is_named():
    with pytest.raises(MissingExtraError) as said:
        require("numpy", "not_a_package", extra="training")
    assert "“not_a_package”" in str(said.value.what)
    assert "scolioapp[training]" in str(said.value.remedy)


@pytest.mark.parametrize(
    ("extra", "words"),
    [("training", "complete ScolioApp package"), ("simulation", "scolioapp[simulation]")],
)
def test_an_installed_program_names_what_can_be_installed(monkeypatch, extra, words):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert words in str(remedy(extra))
