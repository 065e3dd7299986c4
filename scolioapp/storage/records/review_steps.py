"""The way of a judgement: draft, reviewed, signed, amended. Each step is a row that is never written over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Column, Connection, Label, func, select

from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_tables import STEPS, USERS
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


def setter_of(judgement: Column[str]) -> Label[str]:
    """Return a column ``set_by``: the name of who reviewed a judgement last, and so set what holds.

    Args:
        judgement: Column with the id of the judgement, of the query around it.
    """
    reviews = (
        select(USERS.c.name)
        .join(STEPS, STEPS.c.made_by == USERS.c.id)
        .where(STEPS.c.judgement == judgement, STEPS.c.state == "reviewed")
        .order_by(STEPS.c.number.desc())
        .limit(1)
    )
    return reviews.correlate(judgement.table).scalar_subquery().label("set_by")


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
