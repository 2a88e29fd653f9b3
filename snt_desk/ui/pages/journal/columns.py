"""The columns of the journal, and the six kinds of section 62 in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from snt_desk.domain import clock
from snt_desk.services import journal
from snt_desk.services.journal import JournalRow
from snt_desk.ui.named import one_line
from snt_desk.ui.table import Cell, Column

KINDS: Mapping[str, str] = {
    "collection": "Collection",
    "alteration": "Alteration",
    "consultation": "Consultation",
    "disclosure": "Disclosure",
    "combination": "Combination",
    "erasure": "Erasure",
}
"""The words of the Act: who asks for the journal asks by them."""


def _when(row: JournalRow) -> str:
    return f"{clock.long_day(clock.local_day(row.at))} {clock.wall(row.at)}"


def _what(row: JournalRow) -> Cell:
    recipient = one_line(row.recipient)
    return Cell(one_line(row.what), sub=f"for {recipient}" if recipient else "")


def _who(row: JournalRow) -> str:
    return journal.in_words(row.who, row.called)


def _kind(row: JournalRow) -> str:
    return ", ".join(KINDS[one] for one in row.categories)


COLUMNS = (
    Column[JournalRow]("When", _when, width=186, kept=True),
    Column[JournalRow]("Who", _who, width=180, wider=220, quiet_repeats=True),
    Column[JournalRow]("What", _what, width=240, stretch=True, kept=True),
    Column[JournalRow]("Kind", _kind, width=120, wider=170),
    Column[JournalRow]("Records", lambda row: row.records, width=130, wider=170),
    Column[JournalRow]("For whom", lambda row: one_line(row.recipient), width=130, extra=True),
    Column[JournalRow]("Reason", lambda row: one_line(row.reason), width=120, extra=True),
    Column[JournalRow]("Number", lambda row: f"{row.id:,}", width=80, align="right", extra=True),
    Column[JournalRow]("Desk", lambda row: one_line(row.desk), width=120, extra=True),
)
