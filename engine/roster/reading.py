"""A roster out of a file: proposed columns, what is asked of the person, the children, every faulty row.

`read_sheet` reads the file once; `propose` says which column holds what, and whether day or month stands
first; `children_of` makes the children once both are known. Must not know days or videos.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from engine.core.errors import RosterError
from engine.core.names import LABEL_SIGNS, label_of
from engine.core.text import Text, text
from engine.roster.columns import NEEDED, Column, answer_of, proposed, sex_of, titles_of
from engine.roster.dates import DateOrder, needs_order, order_of, read_date
from engine.roster.entries import Child, Consent
from engine.roster.sheets import Cell, Row, Sheet, read_sheet

_OLDEST: Final = 120
"""Years: who would be older was not born then."""
_LONGEST_NOTE: Final = 500


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a file is understood, until a person says otherwise.

    Attributes:
        titles: The row of titles.
        rows: Those below it.
        places: Place of each column, from 0.
        order: Of day and month, where the dates show it; else None.
        asks_order: Whether a person has to say the order.
    """

    titles: Row
    rows: tuple[Row, ...]
    places: Mapping[Column, int]
    order: DateOrder | None
    asks_order: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be taken.

    Attributes:
        row: Its number in the file, from 1.
        reason: Why.
    """

    row: int
    reason: Text


@dataclass(frozen=True, slots=True)
class Roster:
    """The children of a file.

    Attributes:
        children: In their order.
        faults: The rows that were left out, by their numbers.
        rows: In which row each child stands, by the child's number.
    """

    children: tuple[Child, ...]
    faults: tuple[Fault, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)

    def without(self, reasons: Mapping[str, Text]) -> Roster:
        """Return the roster without some children, whose rows become faults.

        Args:
            reasons: Why a child cannot be taken, by its number.
        """
        more = [Fault(self.rows[number], reason) for number, reason in reasons.items()]
        return Roster(
            tuple(child for child in self.children if child.number not in reasons),
            tuple(sorted([*self.faults, *more], key=lambda fault: fault.row)),
            self.rows,
        )


def propose(sheet: Sheet) -> Proposal:
    """Find the titles, what each column holds, and whether the order of dates has to be asked."""
    titles = titles_of(sheet)
    places = proposed(titles.cells)
    rows = tuple(row for row in sheet.rows if row.number > titles.number)
    return placed(Proposal(titles, rows, places, None, False), places)


def placed(proposal: Proposal, places: Mapping[Column, int]) -> Proposal:
    """Return the same file with other columns; the order of its dates is looked at anew."""
    dates = [_cell(row, places.get(Column.BIRTH)) for row in proposal.rows]
    order = order_of(dates)
    return Proposal(
        proposal.titles, proposal.rows, dict(places), order, order is None and needs_order(dates)
    )


def children_of(
    proposal: Proposal, order: DateOrder | None = None, *, today: date | None = None
) -> Roster:
    """Make the children of a file.

    Args:
        proposal: Its rows and columns.
        order: Of day and month; None: as the dates show it.
        today: No birth is later; None: this day.

    Raises:
        RosterError: The number or the family name has no column; or the order of dates has to be said first.
    """
    missing = [column for column in NEEDED if column not in proposal.places]
    if missing:
        raise RosterError(
            _MISSING[missing[0]],
            text("Choose which column does, or add one to the file."),
        )
    if order is None and proposal.asks_order:
        raise RosterError(
            text("The dates can be read in two ways: day or month first."),
            text("Choose the order of day and month."),
        )
    made = _Making(proposal, order or proposal.order, today or date.today())
    return made.roster()


def read_roster(path: Path, order: DateOrder | None = None) -> Roster:
    """Read a roster whose titles are known, without asking; see `read_sheet`, `propose`, `children_of`.

    Raises:
        RosterError: It cannot be read, or something has to be asked.
    """
    return children_of(propose(read_sheet(path)), order)


_MISSING: Final = {
    Column.NUMBER: text("No column holds the number of each child."),
    Column.FAMILY_NAME: text("No column holds the family name."),
}


def _cell(row: Row, place: int | None) -> Cell:
    return "" if place is None or place >= len(row.cells) else row.cells[place]


@dataclass(slots=True)
class _Making:
    """Makes children of rows, and keeps what is wrong with the others."""

    proposal: Proposal
    order: DateOrder | None
    today: date
    faults: list[Fault] = field(default_factory=list)

    def roster(self) -> Roster:
        numbers = Counter(self._words(row, Column.NUMBER) for row in self.proposal.rows)
        made: list[tuple[float, int, Child]] = []
        for row in self.proposal.rows:
            reasons = list(self._reasons(row, numbers))
            if reasons:
                self.faults += [Fault(row.number, reason) for reason in reasons]
            else:
                made.append((self._position(row), row.number, self._child(row)))
        made.sort(key=lambda each: each[:2])
        rows = {child.number: row for _, row, child in made}
        return Roster(tuple(child for _, _, child in made), tuple(self.faults), rows)

    def _of(self, row: Row, column: Column) -> Cell:
        return _cell(row, self.proposal.places.get(column))

    def _words(self, row: Row, column: Column) -> str:
        return label_of(str(self._of(row, column)))

    def _reasons(self, row: Row, numbers: Counter[str]) -> Iterator[Text]:
        """Say everything that is wrong with a row."""
        number = self._words(row, Column.NUMBER)
        if not number:
            yield text("The number is missing.")
        elif numbers[number] > 1:
            yield text(
                "The number {number} stands in {count} rows.", number=number, count=numbers[number]
            )
        if len(str(self._of(row, Column.NUMBER))) > LABEL_SIGNS:
            yield text("The number is longer than {most} signs.", most=LABEL_SIGNS)
        if not self._words(row, Column.FAMILY_NAME):
            yield text("The family name is missing.")
        yield from self._birth_reasons(self._of(row, Column.BIRTH))
        if sex_of(self._of(row, Column.SEX)) is None:
            yield text("“{value}” is no sex.", value=self._words(row, Column.SEX))
        for column in (Column.CONSENT, Column.KNOWN):
            if answer_of(self._of(row, column)) is None:
                yield text("“{value}” is neither yes nor no.", value=self._words(row, column))
        if self._of(row, Column.ORDER) != "" and self._position(row) == float("inf"):
            yield text("“{value}” is no place in an order.", value=self._words(row, Column.ORDER))

    def _birth_reasons(self, cell: Cell) -> Iterator[Text]:
        if cell == "":
            return
        born = read_date(cell, self.order, today=self.today)
        if born is None:
            yield text("“{value}” is no date.", value=label_of(str(cell)))
        elif born > self.today:
            yield text("The date of birth, {date}, lies ahead.", date=born.isoformat())
        elif self.today.year - born.year > _OLDEST:
            yield text("The date of birth, {date}, is too long ago.", date=born.isoformat())

    def _position(self, row: Row) -> float:
        cell = self._of(row, Column.ORDER)
        try:
            return float(str(cell)) if cell != "" else float("inf")
        except ValueError:
            return float("inf")

    def _child(self, row: Row) -> Child:
        known = answer_of(self._of(row, Column.KNOWN))
        birth = self._of(row, Column.BIRTH)
        return Child(
            number=self._words(row, Column.NUMBER),
            family_name=self._words(row, Column.FAMILY_NAME),
            given_name=self._words(row, Column.GIVEN_NAME),
            birth=None if birth == "" else read_date(birth, self.order, today=self.today),
            sex=sex_of(self._of(row, Column.SEX)) or "",
            group=self._words(row, Column.GROUP),
            consent=answer_of(self._of(row, Column.CONSENT)) or Consent.UNKNOWN,
            known_scoliosis=None if known is Consent.UNKNOWN else known is Consent.YES,
            note=" ".join(str(self._of(row, Column.NOTE)).split())[:_LONGEST_NOTE],
        )
