"""What holds for all tests; and a run that has to end in time."""

from __future__ import annotations

import time

import pytest

import engine  # noqa: F401  # before numpy, as in the program

_STARTED = time.monotonic()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--minutes",
        type=float,
        default=None,
        help="begin no test after so many minutes: those that are left count as skipped",
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    minutes = item.config.getoption("--minutes")
    if minutes is not None and time.monotonic() - _STARTED > 60 * minutes:
        pytest.skip(f"NOT RUN: the {minutes:g} minutes of this run were over.")
