"""People at organisations as the tab lists them, and what it asks of the records about them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from snt_desk.domain import clock
from snt_desk.domain.partners import PersonDraft
from snt_desk.services import partner_people
from snt_desk.services.partner_people import PersonRow, Told
from snt_desk.ui import named
from snt_desk.ui.desk import Desk
from snt_desk.ui.named import one_line
from snt_desk.ui.table import Cell, Column, Heading

PEOPLE: Final = "partner_people"


def _nobody() -> tuple[str, str] | None:
    return None


class People:
    """The people at the team's organisations; each verb is one change that undo names."""

    called = ("person at an organisation", "people at organisations")

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.rows: tuple[PersonRow, ...] = ()
        self.in_hand: Callable[[], tuple[str, str] | None] = _nobody
        """Table and ref of what is in hand on the page: where somebody new may belong."""

    def read(self, session: Any) -> None:
        """Read the list again."""
        self.rows = tuple(partner_people.listed(session, self._desk.team.id))

    def of(self, partner: str) -> list[PersonRow]:
        """List those at one organisation, who are there first."""
        found = (one for one in self.rows if one.partner_ref == partner)
        return sorted(found, key=lambda one: one.left is not None)

    def partner_in_hand(self) -> str:
        """Give the ref of the organisation in hand, or of that of the person in hand."""
        table, ref = self.in_hand() or ("", "")
        if table == PEOPLE:
            return next((one.partner_ref for one in self.rows if one.ref == ref), "")
        return ref if table == "partners" else ""

    def told(self, partners: Collection[str]) -> list[Told]:
        """Say what may be told to these organisations, and to some at them, today."""
        if not partners:
            return []
        with self._desk.store.read() as session:
            return partner_people.told(session, self._desk.team.id, partners, clock.today())

    def opened(self, ref: str) -> PersonDraft:
        """Give somebody as written down; DeskError if there is nobody of that ref."""
        with self._desk.store.read() as session:
            return partner_people.opened(session, ref)

    def save(self, ref: str, draft: PersonDraft) -> str:
        """Write somebody, who is new without a ref."""
        verb = "Change" if ref else "Add"
        name = named.change(verb, "person at an organisation", draft.name)
        with self._desk.store.change(name) as session:
            if not ref:
                return partner_people.add(session, self._desk.own_team(), draft)
            partner_people.change(session, ref, draft)
        return ref

    def name(self, ref: str) -> str:
        """What somebody is called, as far as that is listed."""
        return next((one.name for one in self.rows if one.ref == ref), "")

    def linked(self, ref: str, name: str) -> str:  # others are
        """People belong to no meeting and no priority."""
        return ""

    def delete(self, session: Any, ref: str) -> None:
        """Take somebody away."""
        partner_people.delete(session, ref)


@dataclass(frozen=True)
class PersonLine:
    """Somebody as listed, and the day on which the list is looked at."""

    row: PersonRow
    today: date

    @property
    def id(self) -> str:
        """His ref."""
        return self.row.ref


def by_organisation(lines: Iterable[PersonLine]) -> list[PersonLine | Heading]:
    """Put those who have left at the end, under a heading; the others as they come."""
    there: list[PersonLine | Heading] = []
    gone: list[PersonLine | Heading] = []
    for line in lines:
        (there if line.row.is_there(line.today) else gone).append(line)
    return [*there, Heading(f"Left, {len(gone):,}"), *gone] if gone else there


def _name(line: PersonLine) -> Cell:
    there = line.row.is_there(line.today)
    return Cell(one_line(line.row.name), icon="user", role="text" if there else "muted")


PERSON_COLUMNS: tuple[Column[PersonLine], ...] = (
    Column("Person", _name, width=160, stretch=True),
    Column("Role", lambda line: one_line(line.row.role), width=140, wider=220),
    Column("Organisation", lambda line: one_line(line.row.partner), width=160, wider=260),
    Column("Phone", lambda line: one_line(line.row.phone), width=124),
    Column("E-mail", lambda line: one_line(line.row.email), width=190, wider=320),
    Column("May be told", lambda line: one_line(line.row.told), width=150, wider=320),
)
