"""The Return tab: a month's figures, what to look at before sending, and what is behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from snt_desk.domain import clock, measures
from snt_desk.domain.clock import Month
from snt_desk.domain.figures import NOT_RECORDED
from snt_desk.errors import DeskError
from snt_desk.services import board, returns
from snt_desk.services.board import FigureLine, MonthState
from snt_desk.services.returns import Draft, Drift, Finding
from snt_desk.ui import theme
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Choice
from snt_desk.ui.listing import Line, LineView, Title
from snt_desk.ui.page import Command
from snt_desk.ui.pages.returns.tables import BEHIND_COLUMNS, FIGURE_COLUMNS, BehindRow, FigureRow
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import across, announce, button, down, label, rule
from snt_desk.ui.table import Heading, ListModel
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tasks import Progress

RECIPIENT = "the Local Policing Command"
_SIDE = 312


@dataclass(frozen=True)
class _Seen:
    """Everything that the page shows of a month."""

    draft: Draft
    findings: tuple[Finding, ...]
    lines: tuple[FigureLine, ...]
    drift: tuple[Drift, ...]
    sent: tuple[returns.Sent, ...]


class ReturnPage:
    """The months, the check, the figures, the records behind one, and sending."""

    title = "Return"
    shows = frozenset(
        {
            *("teams", "members", "postings", "duties", "absences", "priorities", "patrols"),
            *("legs", "leg_officers", "leg_partners", "visits", "outcomes", "partners", "places"),
            *("meetings", "actions", "consultations", "responses", "events", "contacts"),
            *("appointments", "messages", "posts", "nil_sections", "codes", "returns"),
        }
    )

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, and show the last month that is over."""
        self._desk = desk
        self._seen: _Seen | None = None
        self._months: list[MonthState] = []
        self._wanted = Month.of(clock.today()).plus(-1)
        self._make_parts()
        self._lay_out()
        self._listen()
        self._show_months()
        return self.widget

    def _make_parts(self) -> None:
        self.month = Choice("Month")
        self.month.call("Month")
        self.checks = LineView("To look at before sending", height=46, two=True)
        self.none = button("Checked, none")
        self.heading = label("", "title")
        self.subtitle = label("", "muted")
        self.send_button = button("Send…", "primary", "send")
        self.changed = Box("warn")
        self.failed = Box("bad")
        self._figures = ListModel(FIGURE_COLUMNS)
        self.figures = TableView(self._figures, "Figures", height=30)
        self.behind_heading = label("", "heading")
        self.behind_sum = label("", "muted")
        self._behind = ListModel(BEHIND_COLUMNS)
        self.behind = TableView(self._behind, "Records behind the figure")

    def _lay_out(self) -> None:
        side = down(
            across(self.month, margins=(16, 12, 16, 8), stretch=(0,)),
            self.checks,
            across(self.none, None, margins=(16, 8, 16, 12)),
            space=0,
            name="leftside",
            stretch=(1,),
        )
        side.setFixedWidth(theme.px(_SIDE))
        head = across(
            down(self.heading, self.subtitle, space=2),
            None,
            self.send_button,
            margins=(16, 12, 16, 10),
        )
        boxes = down(self.failed, self.changed, margins=(16, 0, 16, 0))
        below = down(
            rule(),
            across(self.behind_heading, self.behind_sum, None, margins=(16, 8, 16, 8)),
            self.behind,
            space=0,
            stretch=(2,),
        )
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setObjectName("figures and records")
        parts.setHandleWidth(1)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.figures)
        parts.addWidget(below)
        parts.setStretchFactor(0, 5)
        parts.setStretchFactor(1, 2)
        main = down(head, boxes, parts, space=0, stretch=(2,))
        self.widget = across(side, main, space=0, stretch=(1,))

    def _listen(self) -> None:
        self.month.changed.connect(self._month_chosen)
        self.checks.current_changed.connect(self._check_in_hand)
        self.checks.opened.connect(self._say_none)
        self.none.clicked.connect(self._say_none)
        self.send_button.clicked.connect(self.send)
        self.figures.current_changed.connect(self._figure_in_hand)
        self.figures.opened.connect(self._go_behind)
        self.behind.left.connect(self.figures.setFocus)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while the tab is in front."""
        return (
            Command("&Go", "Month &before", partial(self._step, 1), "Ctrl+PgUp"),
            Command("&Go", "Month &after", partial(self._step, -1), "Ctrl+PgDown"),
            Command("&Record", "Sen&d this return…", self.send, "Ctrl+Shift+S"),
            Command("&Record", "Chec&ked, none", self._say_none, "", self._can_say_none),
        )

    # --- The month ----------------------------------------------------------------------------

    def _show_months(self) -> None:
        wanted = self._wanted
        with self._desk.store.read() as session:
            self._months = board.months(session, self._desk.team, clock.today())
        listed = [state.month for state in self._months]
        self._wanted = wanted if wanted in listed else listed[0]
        self.month.blockSignals(True)
        self.month.show_choices([(state.month, _called(state)) for state in self._months])
        self.month.set_value(self._wanted)
        self.month.blockSignals(False)
        self.refresh_month()

    def _step(self, by: int) -> None:
        listed = [state.month for state in self._months]
        at = listed.index(self._wanted) + by
        if 0 <= at < len(listed):
            self.month.set_value(listed[at])

    def _month_chosen(self) -> None:
        chosen = self.month.value
        if isinstance(chosen, Month) and chosen != self._wanted:
            self._wanted = chosen
            self.failed.hide()
            self.refresh_month()

    def refresh(self) -> None:
        """Count again, after a change of the records."""
        self._show_months()

    def refresh_month(self) -> None:
        """Count the chosen month in the worker, and show it."""
        if self._desk.team.id:
            self._desk.tasks.run(partial(self._look, self._wanted), self._show, owner=self.widget)

    def _look(self, month: Month, _progress: Progress) -> _Seen:
        with self._desk.store.read() as session:
            team = self._desk.team
            draft = returns.draft(session, team, month, clock.this_minute())
            return _Seen(
                draft,
                returns.findings(session, draft),
                board.lines(session, team, month),
                returns.drift(session, team, month),
                tuple(returns.sent(session, team.id, month)),
            )

    def _show(self, seen: _Seen) -> None:
        made = seen.draft.made
        if made.month != self._wanted:
            return
        self._seen = seen
        self.heading.setText(made.month.shown)
        self.subtitle.setText(_subtitle(seen))
        self.send_button.setText(f"Send revision {made.revision}…")
        self.send_button.setAccessibleName(f"Send revision {made.revision}")
        self.send_button.setEnabled(not any(one.forbids for one in seen.findings))
        self._show_drift(seen)
        self.checks.show_lines(_check_lines(seen))
        self._check_in_hand()
        self._figures.show_rows(_figure_rows(seen.lines))
        if self.figures.current_id is None:
            self.figures.selectRow(1)
            self.figures.setFocus()
        self._figure_in_hand()

    def _show_drift(self, seen: _Seen) -> None:
        if not seen.drift:
            self.changed.hide()
            return
        lines = {line.key: line for line in seen.lines}
        told = next((one for one in seen.drift if one.key in lines), seen.drift[0])
        line = lines.get(told.key)
        name = line.label if line else ".".join(told.key)
        more = f" {len(seen.drift)} figures differ in all." if len(seen.drift) > 1 else ""
        self.changed.say(
            "A sent figure is no longer right"
            if len(seen.drift) == 1
            else f"{len(seen.drift)} sent figures are no longer right",
            f"Revision {seen.sent[0].revision} says {told.sent:,} for “{name}”;"
            f" the records now say {told.now:,}.{more}",
        )

    # --- The check ----------------------------------------------------------------------------

    def _check_in_hand(self) -> None:
        self.none.setEnabled(self._can_say_none())

    def _can_say_none(self) -> bool:
        return bool(self._section_in_hand)

    @property
    def _section_in_hand(self) -> str:
        found = str(self.checks.current_id or "")
        return found.removeprefix("none:") if found.startswith("none:") else ""

    def _say_none(self) -> None:
        section, month = self._section_in_hand, self._wanted
        if not section:
            return
        name = measures.SECTIONS[section]
        with self._desk.store.change(f"Checked, none: {name}, {month.shown}") as session:
            returns.say_none(session, self._desk.team.id, month, section)

    # --- The records behind a figure ----------------------------------------------------------

    def _figure_in_hand(self) -> None:
        seen, wanted = self._seen, self.figures.current_id
        line = (
            next((one for one in seen.lines if ".".join(one.key) == wanted), None) if seen else None
        )
        if seen is None or line is None:
            self.behind_heading.setText("")
            self.behind_sum.setText("")
            self._behind.show_rows(())
            return
        month = seen.draft.made.month
        self._desk.tasks.run(
            partial(self._read_behind, month, line),
            partial(self._show_behind, line),
            owner=self.widget,
        )

    def _read_behind(
        self, month: Month, line: FigureLine, _progress: Progress
    ) -> list[board.Behind]:
        with self._desk.store.read() as session:
            return board.behind(session, self._desk.team, month, line.key)

    def _show_behind(self, line: FigureLine, rows: list[board.Behind]) -> None:
        if self.figures.current_id != ".".join(line.key):
            return
        unit = " minutes" if line.unit == measures.MINUTES else ""
        records = "1 record" if len(rows) == 1 else f"{len(rows):,} records"
        self.behind_heading.setText(f"Behind “{line.label}”")
        self.behind_sum.setText(f"{records}, {line.now:,}{unit}")
        self._behind.show_rows(
            [BehindRow(f"{one.table}.{one.ref}", one.when, one.what, one.amount) for one in rows]
        )

    def _go_behind(self) -> None:
        self.behind.setFocus()

    # --- Sending ------------------------------------------------------------------------------

    def send(self) -> None:
        """Freeze the month's next revision and write its files, after one question."""
        if self._seen is None or not self.send_button.isEnabled():
            return
        draft = self._seen.draft
        verb = f"Send revision {draft.made.revision}"
        if not self._desk.ask.confirm(
            f"{verb} of {draft.made.month.shown}?", _worth_saying(self._seen), verb
        ):
            return
        folder = self._desk.ask.folder("Choose the folder for the return’s files")
        if folder is None:
            return
        try:
            with self._desk.store.read() as session:
                fresh = returns.draft(session, draft.team, draft.made.month, clock.this_minute())
            returns.send(self._desk.store, fresh, folder, RECIPIENT)
        except DeskError as error:
            self.failed.say(error.title, error.detail)
            return
        self.failed.hide()
        announce(self.widget, f"Sent {fresh.made.stem}")

    # --- What the frame asks of every page ----------------------------------------------------

    def new(self) -> None:
        """There is nothing to begin here: go to what is to be looked at."""
        self.checks.setFocus()

    def save(self) -> None:
        """Nothing is typed here that would wait to be saved."""
        QApplication.beep()

    def find(self) -> None:
        """Go to the figures."""
        self.figures.setFocus()


def _called(state: MonthState) -> str:
    if state.revision:
        return f"{state.month.shown}: sent r{state.revision}"
    return f"{state.month.shown}: {'ready' if state.over else 'not over'}"


def _subtitle(seen: _Seen) -> str:
    if seen.sent:
        last = seen.sent[0]
        day = clock.short_day(clock.local_day(last.sent))
        return f"Sent as revision {last.revision} on {day}. Enter opens a figure’s records."
    return "Not sent yet. Enter opens a figure’s records."


def _check_lines(seen: _Seen) -> list[Line | Title]:
    settled = [one for one in seen.findings if one.settled]
    forbidding = [one for one in seen.findings if one.forbids and not one.settled]
    others = [one for one in seen.findings if not one.forbids]
    lines: list[Line | Title] = []
    if settled:
        lines.append(Title("Sent"))
        lines += [_check_line(one, at, "circle-check", "ok") for at, one in enumerate(settled)]
    if forbidding:
        lines.append(Title("Cannot be sent"))
        lines += [_check_line(one, at, "circle-alert", "bad") for at, one in enumerate(forbidding)]
    if others:
        lines.append(Title("To check", f"{len(others)} left"))
        lines += [_check_line(one, at, "triangle-alert", "warn") for at, one in enumerate(others)]
    waiting = {one.section for one in seen.draft.made.figures if one.status == NOT_RECORDED}
    done = [name for key, name in measures.SECTIONS.items() if key not in waiting]
    lines.append(Title("Checked", f"{len(done)} of {len(measures.SECTIONS)} sections"))
    lines += [Line(name, id=f"done:{name}", icon="circle-check", tone="ok") for name in done]
    return lines


def _check_line(finding: Finding, at: int, icon: str, tone: str) -> Line:
    name, _, rest = finding.sentence.partition(": ")
    wanted = f"none:{finding.section}" if finding.section else f"{tone}:{at}"
    return Line(name, id=wanted, icon=icon, tone=tone, sub=rest)


def _worth_saying(seen: _Seen) -> str:
    sentences = [one.sentence for one in seen.findings]
    return "\n".join(sentences) or "The check found nothing to look at."


def _figure_rows(lines: Sequence[FigureLine]) -> list[FigureRow | Heading]:
    rows: list[FigureRow | Heading] = []
    section = ""
    for line in lines:
        if line.section != section:
            section = line.section
            rows.append(Heading(section))
        rows.append(FigureRow.of(line))
    return rows
