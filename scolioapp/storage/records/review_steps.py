"""The way of a judgement: draft, reviewed, signed, amended. Each step is a row that is never written over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, select

from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_tables import STEPS
from scolioapp.storage.records.records_session import Session

STATES: Final = ("draft", "reviewed", "signed", "amended")


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        state: One of `STATES`.
        made: When, UTC; "" for the draft that a judgement begins as.
        made_by: Id of the user, or "".
        outcome: The outcome that a person put in place of the model's, or "".
        reason: Why; blank for whoever may not see names.
    """

    state: str
    made: str = ""
    made_by: str = ""
    outcome: str = ""
    reason: str = ""


def steps_of(connection: Connection, judgement: str) -> list[Step]:
    """Return the steps of a judgement, the first one first; none for a draft that nobody touched."""
    query = select(STEPS).where(STEPS.c.judgement == judgement).order_by(STEPS.c.number)
    return [
        Step(row.state, row.made, row.made_by, row.outcome, row.reason)
        for row in connection.execute(query)
    ]


def state_in(connection: Connection, judgement: str) -> Step:
    """Return the newest step of a judgement."""
    return (steps_of(connection, judgement) or [Step("draft")])[-1]


def add_step(
    change: Change,
    session: Session,
    judgement: str,
    state: str,
    *,
    outcome: str = "",
    reason: str = "",
) -> None:
    """Add a step to a judgement."""
    newest = select(func.max(STEPS.c.number)).where(STEPS.c.judgement == judgement)
    change.insert(
        STEPS,
        judgement=judgement,
        number=(change.connection.scalar(newest) or 0) + 1,
        state=state,
        made_by=session.user.id,
        made=session.now,
        outcome=outcome,
        reason=reason,
    )
