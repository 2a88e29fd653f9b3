"""What was done for a priority in figures: a table over three spans, and its hours in bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from snt_desk.domain import clock, periods
from snt_desk.domain.reckoning import Figures, Kind, Span
from snt_desk.services.reckoning import Reckoned
from snt_desk.ui import theme
from snt_desk.ui.bars import Bar, Bars
from snt_desk.ui.page import Target
from snt_desk.ui.parts import down, label
from snt_desk.ui.table import Cell, Column, Heading, ListModel
from snt_desk.ui.table_view import TableView

_WIDE = 272
_TABLE_WIDE = 560
_BARS = 12
"""So many months are drawn at most."""
_NONE = "–"

SPANS: Mapping[Kind, str] = {
    "round": "In the round",
    "live": "From the start",
    "months": "In six months",
}
"""Each span in the words of its heading."""

_PLACES: Mapping[str, tuple[str, str]] = {
    "patrols": ("Patrols", ""),
    "events": ("Community", "events"),
    "messages": ("Community", "messages"),
    "contacts": ("Community", "contacts"),
    "meetings": ("Partners", ""),
    "responses": ("Priorities", "responses"),
}
"""On which tab the records behind a figure are listed, and which table of it."""


@dataclass(frozen=True)
class Row:
    """One figure over each span, and of which records it is."""

    id: str
    what: str
    shown: Mapping[Kind, str]
    of: str = ""


def _column(kind: Kind) -> Column[Row]:
    def show(row: Row) -> Cell:
        text = row.shown.get(kind, _NONE)
        quiet = text in {"0", "0:00", _NONE} or row.id in {"from", "to"}
        return Cell(text, role="muted" if quiet else "text")

    return Column(SPANS[kind], show, align="right", width=132, kept=True)


COLUMNS: tuple[Column[Row], ...] = (
    Column("What was done", lambda row: row.what, width=170, stretch=True, kept=True),
    *(_column(kind) for kind in SPANS),
)

Said = Callable[[Figures], str]
_TABLE: Sequence[tuple[str, Sequence[tuple[str, str, str, Said]]]] = (
    (
        "Events and meetings",
        (
            ("events", "Events", "events", lambda one: f"{one.events:,}"),
            ("came", "People who came", "events", lambda one: f"{one.attendance:,}"),
            ("event time", "Time of events", "events", lambda one: clock.hours(one.event_minutes)),
            ("meetings", "Meetings", "meetings", lambda one: f"{one.meetings:,}"),
            (
                *("meeting time", "Time of meetings", "meetings"),
                lambda one: clock.hours(one.meeting_minutes),
            ),
        ),
    ),
    (
        "Actions and tasks",
        (
            ("raised", "Actions agreed", "meetings", lambda one: f"{one.raised:,}"),
            ("closed", "Actions closed", "meetings", lambda one: f"{one.closed:,}"),
            ("overdue", "Overdue on the last day", "meetings", lambda one: f"{one.overdue:,}"),
            ("tasks", "Tasks done", "", lambda one: f"{one.tasks:,}"),
        ),
    ),
    (
        "What residents said and heard",
        (
            (
                "responses",
                "Responses that asked for it",
                "responses",
                lambda one: f"{one.responses:,}",
            ),
            ("contacts", "Residents’ contacts", "contacts", lambda one: f"{one.contacts:,}"),
            ("messages", "Messages posted", "messages", lambda one: f"{one.messages:,}"),
            ("posts", "Posts on all channels", "messages", lambda one: f"{one.posts:,}"),
        ),
    ),
)


def rows(reckoned: Reckoned) -> list[Row | Heading]:
    """Put all figures into rows, under headings."""
    return list(_rows(reckoned))


def _rows(reckoned: Reckoned) -> Iterator[Row | Heading]:
    spans = reckoned.spans
    yield Row(
        "from", "From", {span.kind: periods.shown(span.first, span.first) for span, _ in spans}
    )
    yield Row("to", "Up to", {span.kind: periods.shown(span.last, span.last) for span, _ in spans})
    yield Heading("Patrols")
    yield _row("patrols", "Patrols", "patrols", spans, lambda one: f"{one.patrols:,}")
    if any(figures.out for _, figures in spans):
        yield _row("out", "Still out, no time yet", "patrols", spans, lambda one: f"{one.out:,}")
    yield _row(
        "hours", "Officer time", "patrols", spans, lambda one: clock.hours(one.effort.minutes)
    )
    for code in _codes(spans, lambda one: one.effort.by_mode):
        yield _row(
            *(f"mode {code}", reckoned.words.get(code, code), "patrols", spans),
            partial(_hours_of, code),
        )
    outcomes = _codes(spans, lambda one: one.outcomes)
    if outcomes:
        yield Heading("What came of patrols and events")
    for code in outcomes:
        yield _row(
            *(f"outcome {code}", reckoned.words.get(code, code), "patrols", spans),
            partial(_outcomes_of, code),
        )
    for title, lines in _TABLE:
        yield Heading(title)
        for name, what, of, said in lines:
            yield _row(name, what, of, spans, said)


def _hours_of(mode: str, one: Figures) -> str:
    return clock.hours(one.effort.by_mode.get(mode, 0))


def _outcomes_of(kind: str, one: Figures) -> str:
    return f"{one.outcomes.get(kind, 0):,}"


def _codes(
    spans: Sequence[tuple[Span, Figures]], of: Callable[[Figures], Mapping[str, int]]
) -> list[str]:
    """Name what occurs in any of the spans, the most first."""
    most: dict[str, int] = {}
    for _, figures in spans:
        for code, number in of(figures).items():
            most[code] = max(number, most.get(code, 0))
    return sorted(most, key=lambda code: (-most[code], code))


def _row(name: str, what: str, of: str, spans: Sequence[tuple[Span, Figures]], said: Said) -> Row:
    return Row(name, what, {span.kind: said(figures) for span, figures in spans}, of)


class FiguresView(QFrame):
    """The table, and beside it the hours by month and by how they were spent."""

    wanted = Signal(object)
    """The `Target` of the records behind a figure."""

    def __init__(self) -> None:
        super().__init__()
        self._ref = ""
        self._of: Mapping[str, str] = {}
        self.rows: ListModel[Row] = ListModel(COLUMNS)
        self.table = TableView(self.rows, "What was done in figures", height=30)
        self.table.setObjectName("priority-figures")
        self._months_title = label("Officer time from the start, by month", "heading", wrap=True)
        self.months = Bars("Officer time by month", ("Month", "Officer time"))
        self._modes_title = label("By how it was spent", "heading", wrap=True)
        self.modes = Bars("Officer time by how it was spent", ("How", "Officer time"))
        self._none = label("No officer time yet.", "muted", wrap=True)
        self._lay_out()
        self.table.opened.connect(self._open)
        self._measure()

    def _lay_out(self) -> None:
        self._side = down(
            *(self._months_title, self.months, 8, self._modes_title, self.modes, self._none, None),
            space=4,
            margins=(16, 10, 16, 10),
            name="side",
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(self._side)

    def show_reckoned(self, ref: str, reckoned: Reckoned) -> None:
        """Show the figures of a priority."""
        self._ref = ref
        made = rows(reckoned)
        self._of = {one.id: one.of for one in made if isinstance(one, Row)}
        self.rows.show_rows(made)
        by_kind = {span.kind: figures for span, figures in reckoned.spans}
        effort = (by_kind.get("live") or by_kind["months"]).effort
        months = [
            Bar(month.shown, minutes, clock.hours_long(minutes))
            for month, minutes in [*effort.by_month.items()][-_BARS:]
        ]
        modes = [
            Bar(reckoned.words.get(code, code), minutes, clock.hours_long(minutes))
            for code, minutes in effort.by_mode.items()
        ]
        some = bool(effort.minutes)
        self.months.show_bars(months if some else ())
        self.modes.show_bars(modes if some else (), whole=effort.minutes)
        for title in (self._months_title, self._modes_title):
            title.setVisible(some)
        self._none.setVisible(not some)

    def _open(self, wanted: object) -> None:
        of = self._of.get(str(wanted), "")
        if of:
            tab, table = _PLACES[of]
            self.wanted.emit(Target(tab, table, filters=(("priority", self._ref),)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_side"):
            self._measure()

    def minimumSizeHint(self) -> QSize:
        # The bars go where there is no room for them.
        return self.table.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where there is no room for both, the figures stay.
        self._side.setVisible(self.width() >= theme.px(_WIDE + _TABLE_WIDE))

    def _measure(self) -> None:
        self._side.setFixedWidth(theme.px(_WIDE))
