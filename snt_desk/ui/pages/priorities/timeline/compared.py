"""Before and after its adoption: equal times beside each other, and what is not whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.domain import clock, periods
from snt_desk.domain.clock import Month
from snt_desk.domain.reckoning import FEW_WEEKS, MOST_WEEKS, Halves
from snt_desk.services.before_after import Comparison, Crime, Pair
from snt_desk.ui.named import counted, one_line
from snt_desk.ui.panels import EmptyPage
from snt_desk.ui.parts import Badge, across, down, label
from snt_desk.ui.table import Cell, Column, Heading, ListModel
from snt_desk.ui.table_view import TableView

NO_CLAIM = "The figures stand beside each other. They do not show that one brought about the other."


@dataclass(frozen=True)
class Row:
    """Something counted before and after; `lacks` says what is not whole."""

    id: str
    what: str
    before: str
    after: str
    lacks: str = ""


COLUMNS: tuple[Column[Row], ...] = (
    Column("What was counted", lambda row: row.what, width=256, kept=True),
    Column("Before", lambda row: row.before, align="right", width=84, kept=True),
    Column("After", lambda row: row.after, align="right", width=84, kept=True),
    Column(
        "What to know",
        lambda row: Cell(row.lacks, icon="info" if row.lacks else "", role="muted"),
        width=200,
        stretch=True,
    ),
)


def title(halves: Halves) -> str:
    """Say which times are compared."""
    before, after = (periods.shown(*half) for half in (halves.before, halves.after))
    return f"{counted(halves.weeks, 'week')} before its adoption and after: {before}, and {after}."


def rows(found: Comparison) -> list[Row | Heading]:
    """Put what was counted into rows."""
    return list(_rows(found))


def _rows(found: Comparison) -> Iterator[Row | Heading]:
    yield _row(
        "responses", "Responses on its theme, at its place", found.responses, _asked(found.asked)
    )
    if any(found.placeless):
        lacks = "They name no place, and are not in the row above."
        yield _row("placeless", "Responses on its theme alone", found.placeless, lacks)
    yield _row(
        *("contacts", "Residents’ contacts", found.contacts),
        "Only those that are linked to it.",
    )
    if found.patrol_time is None:
        yield Row("patrols", "Officer time on patrol at its place", "–", "–", "It has no place.")
    else:
        before, after = (clock.hours(minutes) for minutes in found.patrol_time)
        yield Row("patrols", "Officer time on patrol at its place", before, after, _log(found))
    if not found.crime:
        lacks = "There are no figures for whole months on both sides."
        yield Row("crime", "Published crime figures", "–", "–", lacks)
    for at, crime in enumerate(found.crime):
        yield Heading(_crime_title(crime))
        for name, pair in crime.counts:
            yield _row(f"crime {at} {name}", one_line(name).replace("-", " ").capitalize(), pair)


def _row(name: str, what: str, pair: Pair, lacks: str = "") -> Row:
    before, after = pair
    return Row(name, what, f"{before:,}", f"{after:,}", lacks)


def _asked(days: Pair) -> str:
    """Say on how many days residents were asked at all, where that was not the same."""
    before, after = days
    if not before and not after:
        return "Nobody was asked in either time."
    if not before or not after:
        return f"Nobody was asked in the time {'after' if before else 'before'}."
    if before == after:
        return ""
    return f"Residents were asked on {counted(before, 'day')} before and {after:,} after."


def _log(found: Comparison) -> str:
    if found.log_from is None:
        return "Patrols for whatever reason."
    return f"The log begins on {clock.long_day(found.log_from)}: the time before is not whole."


def _crime_title(crime: Crime) -> str:
    before, after = (_months(months) for months in (crime.before, crime.after))
    where = f" of {one_line(crime.where)}" if crime.where else ""
    return f"Published crime figures{where}, {before} and {after}"


def _months(months: Sequence[Month]) -> str:
    first, last = months[0].shown, months[-1].shown
    return first if first == last else f"{first} to {last}"


def too_short(halves: Halves) -> str:
    """Say that the times are short, in a badge; empty if they are not."""
    return f"under {FEW_WEEKS} weeks: too short to say much" if halves.few else ""


class ComparedView(QFrame):
    """What was counted before and after; or why nothing is compared."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "heading", wrap=True)
        self._badge = Badge("", "warn")
        self.rows: ListModel[Row] = ListModel(COLUMNS)
        self.table = TableView(self.rows, "Before and after its adoption", height=30)
        self.table.setObjectName("priority-compared")
        self._most = label(f"At most {MOST_WEEKS} weeks are compared.", "small", wrap=True)
        self._none = EmptyPage("clock")
        self._none.say(
            "Nothing to compare yet",
            "A week after its adoption, the time before and after stand beside each other.",
        )
        head = down(
            across(self._title, self._badge, stretch=(0,)),
            label(NO_CLAIM, "muted", wrap=True),
            self._most,
            space=4,
            margins=(16, 10, 16, 10),
        )
        self._stack = QStackedWidget()
        for one in (down(head, self.table, space=0, stretch=(1,)), self._none):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def show_comparison(self, found: Comparison | None) -> None:
        """Show them."""
        self._stack.setCurrentIndex(0 if found else 1)
        self.rows.show_rows(rows(found) if found else ())
        if found is None:
            return
        self._title.setText(title(found.halves))
        short = too_short(found.halves)
        self._badge.say(short, "warn")
        self._badge.setVisible(bool(short))
        self._most.setVisible(found.halves.weeks == MOST_WEEKS)
