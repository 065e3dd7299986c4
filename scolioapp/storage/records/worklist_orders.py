"""What a worklist asked for: kept with the patient, linked with the visit at which it was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from engine.export.signed_report import Order
from scolioapp.storage.records.patient_children import Merged, patients_of_numbers
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import ORDERS, VISITS
from scolioapp.storage.records.records_session import Section


@dataclass(frozen=True, slots=True)
class KeptOrder:
    """An order as kept.

    Attributes:
        id: 32 hexadecimal digits.
        patient: Id of the patient.
        date: For which day it is, ``YYYY-MM-DD``.
        visit: Id of the visit at which it was done, or "".
        order: What was asked for.
        made: When it was taken from the worklist, UTC.
    """

    id: str
    patient: str
    date: str
    visit: str
    order: Order
    made: str


class WorklistOrders(Section):
    """The orders."""

    @operation(Right.NAMES)
    def of(self, patient: str) -> list[KeptOrder]:
        """Return the orders of a patient, the newest day first."""
        with self.session.reading() as connection:
            return _orders_of(connection, patient)

    @operation(Right.EXAMINE)
    def take(self, asked: Iterable[tuple[str, str, Order]]) -> int:
        """Keep what a worklist asks for; what is kept already is not kept twice.

        Args:
            asked: The patient's own number, the day as ``YYYY-MM-DD``, and the order; patients who are not
                in the records are passed over (`Rosters.take` adds them first).

        Returns:
            How many are new.
        """
        wanted = list(asked)
        with self.session.changing() as change:
            patients = patients_of_numbers(change.connection, {number for number, _, _ in wanted})
            new = 0
            for number, date, order in wanted:
                patient = patients.get(number)
                if patient is None or _is_kept(change.connection, patient, date, order):
                    continue
                change.insert(ORDERS, patient=patient, date=date, made=change.made, **asdict(order))
                new += 1
            change.note("worklist.taken", added=new)
        return new


def link_order(change: Change, visit: str) -> None:
    """Link a visit with the order of its patient for its day; with none where there is none.

    The newest order counts where there are several that nobody has done yet.
    """
    row = change.row(VISITS, visit)
    orders = _orders_of(change.connection, row.patient)
    if any(each.visit == visit for each in orders):
        return
    free = [each for each in orders if each.date == row.date and not each.visit]
    if free:
        change.update(ORDERS, free[0].id, visit=visit)
        change.note("order.linked", row.patient, order=free[0].id, visit=visit)


def order_of_visit(connection: Connection, visit: str) -> Order | None:
    """Return the order that is linked with a visit, or None."""
    query = select(ORDERS).where(ORDERS.c.visit == visit).order_by(ORDERS.c.made, ORDERS.c.id)
    row = connection.execute(query).first()
    return None if row is None else _order(row)


def _orders_of(connection: Connection, patient: str) -> list[KeptOrder]:
    """Return the orders of a patient and of those merged into it, the newest day first."""
    merged = Merged.read(connection)
    same = [patient, *(gone for gone in merged.into if merged.today(gone) == patient)]
    query = select(ORDERS).where(ORDERS.c.patient.in_(same))
    order = (ORDERS.c.date.desc(), ORDERS.c.made.desc(), ORDERS.c.id)
    return [
        KeptOrder(row.id, row.patient, row.date, row.visit, _order(row), row.made)
        for row in connection.execute(query.order_by(*order))
    ]


def _order(row: Row[Any]) -> Order:
    return Order(
        row.accession_number, row.study_uid, row.procedure_id, row.step_id, row.description
    )


def _is_kept(connection: Connection, patient: str, date: str, order: Order) -> bool:
    return any(
        each.date == date and each.order == order for each in _orders_of(connection, patient)
    )
