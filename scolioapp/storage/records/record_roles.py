"""Who may do what in the protected records: the rule itself, asked by the store before each operation.

Each operation of the door is a method with `operation`; there is no other way in. Must not know SQL.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from engine.core.text import Text, text
from scolioapp.storage.records.record_errors import NotAllowedError


class Role(StrEnum):
    """What a user is there for."""

    EXAMINER = "examiner"
    REVIEWER = "reviewer"
    RESEARCHER = "researcher"
    ADMINISTRATOR = "administrator"


ROLE_TITLES: dict[Role, Text] = {
    Role.EXAMINER: text("Examiner"),
    Role.REVIEWER: text("Reviewer"),
    Role.RESEARCHER: text("Researcher"),
    Role.ADMINISTRATOR: text("Administrator"),
}


class Right(StrEnum):
    """Something a role may do."""

    NUMBERS = "see records without names"
    NAMES = "see names, recordings and notes"
    EXAMINE = "examine: patients, visits, consents, findings, recordings, drafts"
    REVIEW = "review, sign, amend and override"
    ADMINISTER = "users, settings, merging, deletion, backups"
    OWN = "change the own password"


_EXAMINER = frozenset({Right.NUMBERS, Right.NAMES, Right.EXAMINE, Right.OWN})
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.RESEARCHER: frozenset({Right.NUMBERS, Right.OWN}),
    Role.EXAMINER: _EXAMINER,
    Role.REVIEWER: _EXAMINER | {Right.REVIEW},
    Role.ADMINISTRATOR: frozenset(Right),
}

OPERATIONS: dict[str, Right] = {}
"""Every operation of the door, by ``Class.method``, and the right that it needs."""

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Asked(Protocol):
    """A section of the door that can be asked whether its user has a right."""

    def demand(self, right: Right) -> None:
        """Raise unless the records are unlocked and the user has the right."""

    def as_one(self) -> AbstractContextManager[object]:
        """Keep others, and another user, out for a while."""


_S = TypeVar("_S", bound=Asked)


def operation(
    right: Right, *, long: bool = False
) -> Callable[[Callable[Concatenate[_S, _P], _R]], Callable[Concatenate[_S, _P], _R]]:
    """Make a method an operation of the door that needs a right.

    Args:
        right: The right.
        long: Whether it takes so long that others go on meanwhile.
    """

    def decorate(
        method: Callable[Concatenate[_S, _P], _R],
    ) -> Callable[Concatenate[_S, _P], _R]:
        OPERATIONS[method.__qualname__] = right

        @functools.wraps(method)
        def checked(self: _S, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
            with nullcontext() if long else self.as_one():
                self.demand(right)
                return method(self, *args, **kwargs)

        return checked

    return decorate


def not_allowed() -> NotAllowedError:
    """Say that a role does not allow an operation."""
    return NotAllowedError(
        text("Your role does not allow this."),
        text("Ask an administrator to do it, or to change your role."),
    )
