"""What the tab lists: actions above meetings, or the organisations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.ui import pasting
from snt_desk.ui.desk import Desk
from snt_desk.ui.filters import Chip
from snt_desk.ui.named import counted, one_line
from snt_desk.ui.pages.partners.records import ACTIONS, MEETINGS, PARTNERS, Records
from snt_desk.ui.pages.partners.tables import (
    ACTION_COLUMNS,
    MEETING_COLUMNS,
    PARTNER_COLUMNS,
    ActionLine,
    MeetingLine,
    PartnerLine,
    by_kind,
    by_time,
    by_urgency,
)
from snt_desk.ui.panels import EmptyPage
from snt_desk.ui.parts import across, button, label
from snt_desk.ui.table import Column, ListModel
from snt_desk.ui.table_view import TableView

Line = TypeVar("Line")


class Section(QFrame):
    """A title with quiet words and chips, and the table below; or why there is none."""

    taken = Signal(str, object)
    """Another record is in hand, or the table has the focus: its own name, and the ref."""

    def __init__(self, name: str, title: str, columns: Sequence[Column[Any]]) -> None:
        """`name` is the records' table, `title` what stands above."""
        super().__init__()
        self.name = name
        self.rows: ListModel[Any] = ListModel(columns)
        self.table = TableView(self.rows, title)
        self.table.setObjectName(f"partners-{name}")
        self.table.deletes = self.table.personal = True
        self._sub = label("", "muted")
        self._none = label("", "muted", wrap=True)
        self._none.setContentsMargins(16, 8, 16, 8)
        self.head = across(label(title, "title"), self._sub, None, margins=(16, 9, 12, 7))
        self._stack = QStackedWidget()
        for one in (self.table, self._none):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        self.table.current_changed.connect(partial(self.taken.emit, name))
        self.table.installEventFilter(self)

    def add_chip(self, chip: Chip) -> None:
        """Put a chip at the right of the title."""
        layout = self.head.layout()
        if layout is not None:
            layout.addWidget(chip)

    def show_lines(self, lines: Sequence[Any], sub: str, none: str) -> None:
        """Show these lines; where there are none, the words that say so."""
        self.rows.show_rows(lines)
        self._sub.setText(sub)
        self._none.setText(none)
        self._stack.setCurrentWidget(self.table if lines else self._none)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self.table.current_id is not None:
            self.taken.emit(self.name, self.table.current_id)
        return super().eventFilter(watched, event)


class View(QStackedWidget):
    """Sections with tables, or an empty page where there is nothing in any of them."""

    opened = Signal(str, object)
    """Enter: the table's name, and the ref."""
    taken = Signal(str, object)
    """Another record is in hand: the table's name, and the ref or None."""
    delete_asked = Signal(str, object)
    """Del: the table's name, and the refs."""
    typed = Signal(str)
    """A letter that belongs in the filter."""
    new_asked = Signal()
    clear_asked = Signal()
    left = Signal()
    """Esc."""

    def __init__(self, icon: str, new: str, *sections: Section) -> None:
        """`new` is the button of the empty page."""
        super().__init__()
        self.sections = {one.name: one for one in sections}
        self._new = button(new, "primary", "plus", tip="Ctrl+N")
        self._clear = button("Clear filter")
        self.none_yet = EmptyPage(icon, self._new)
        self.none_match = EmptyPage("list-filter", self._clear)
        tables = QWidget()
        column = QVBoxLayout(tables)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in sections:
            column.addWidget(section, 3 if section.name == ACTIONS else 2)
        for one in (tables, self.none_yet, self.none_match):
            self.addWidget(one)
        self._listen()

    def _listen(self) -> None:
        self._new.clicked.connect(self.new_asked)
        self._clear.clicked.connect(self.clear_asked)
        for name, section in self.sections.items():
            section.taken.connect(self.taken)
            section.table.opened.connect(partial(self.opened.emit, name))
            section.table.delete_asked.connect(partial(self.delete_asked.emit, name))
            section.table.typed.connect(self.typed)
            section.table.left.connect(self.left)

    def take_pasted(self, desk: Desk) -> None:
        """Let rows be pasted where a sheet can hold them."""
        for name in {PARTNERS, MEETINGS} & self.sections.keys():
            pasting.offer(self.sections[name].table, desk, name)

    def select(self, name: str, ref: str) -> bool:
        """Take a record in hand, if it is shown."""
        return self.sections[name].table.select(ref)

    def enter(self, name: str) -> None:
        """Take the focus to that table, or the first one with lines; else to what can be done."""
        tables = [self.sections[name].table] if name in self.sections else []
        tables += [one.table for one in self.sections.values()]
        wanted: list[QWidget] = [one for one in tables if one.rows.rowCount()]
        wanted += [one for one in (self._clear, self._new) if one.isVisible()]
        if wanted:
            wanted[0].setFocus()

    @property
    def in_use(self) -> bool:
        """Whether a table has the focus, or the button that stands there in place of lines."""
        tables = [one.table for one in self.sections.values()]
        return any(one.hasFocus() for one in (*tables, self._new, self._clear))

    @property
    def shown(self) -> bool:
        """Whether a line of any section is shown."""
        return any(one.rows.rowCount() for one in self.sections.values())


class WorkView(View):
    """The actions by how soon they are due, and the meetings."""

    def __init__(self, records: Records) -> None:
        actions = Section(ACTIONS, "Actions", ACTION_COLUMNS)
        meetings = Section(MEETINGS, "Meetings", MEETING_COLUMNS)
        super().__init__("handshake", "New meeting", actions, meetings)
        self._records = records
        self.action_list, self.meeting_list = actions, meetings
        self.mine = Chip("Only mine", "user")
        self.closed = Chip("Show closed", "history")
        if records.mine:
            self.action_list.add_chip(self.mine)
        self.action_list.add_chip(self.closed)

    def show_lists(self, words: str, priority: str = "") -> None:
        """Show what there is, as far as it has all the words and belongs to that priority."""
        self._show_actions(words, priority)
        self._show_meetings(words, priority)
        self._show_or_say_why(filtered=bool(words or priority))

    def _show_actions(self, words: str, priority: str) -> None:
        lists, today = self._records.lists, clock.today()
        actions = [
            ActionLine(one, lists.called(one.collar) if one.collar else one.partner or "", today)
            for one in lists.actions
            if priority in {"", one.priority_ref}
        ]
        found = _matching(filter(self._is_wanted, actions), ACTION_COLUMNS, words)
        none = "No action is open."
        if not lists.actions:
            none = "No actions yet. Ctrl+T adds one."
        elif words or priority or self.mine.active:
            none = "No action matches."
        self.action_list.show_lines(by_urgency(found), _open_words(actions), none)

    def _show_meetings(self, words: str, priority: str) -> None:
        lists, today = self._records.lists, clock.today()
        meetings = [
            MeetingLine(one, today) for one in lists.meetings if priority in {"", one.priority_ref}
        ]
        found = _matching(meetings, MEETING_COLUMNS, words)
        none = "No meeting matches." if lists.meetings else "No meetings yet. Ctrl+N adds one."
        self.meeting_list.show_lines(by_time(found, clock.now()), _next_words(meetings), none)

    def _is_wanted(self, line: ActionLine) -> bool:
        if line.row.closed is not None and not self.closed.active:
            return False
        return not self.mine.active or line.row.collar == self._records.mine

    def _show_or_say_why(self, *, filtered: bool) -> None:
        actions, meetings = len(self._records.lists.actions), len(self._records.lists.meetings)
        if not actions and not meetings:
            text = "Write down a meeting: who came, what was decided, and what is to be done."
            self.none_yet.say("No meetings or actions yet", text, "Ctrl+N adds a meeting")
            self.setCurrentWidget(self.none_yet)
        elif filtered and not self.shown:
            counts = f"{counted(actions, 'action')} and {counted(meetings, 'meeting')}"
            self.none_match.say("Nothing matches", f"{counts} without the filter.")
            self.setCurrentWidget(self.none_match)
        else:
            self.setCurrentIndex(0)


class OrganisationsView(View):
    """The organisations by kind, with whom to ask for."""

    def __init__(self, records: Records) -> None:
        organisations = Section(PARTNERS, "Organisations", PARTNER_COLUMNS)
        super().__init__("building", "New organisation", organisations)
        self.partner_list = organisations
        self._records = records

    def show_lists(self, words: str) -> None:
        """Show what there is, as far as it has all the words."""
        today = clock.today()
        lines = [PartnerLine(one, today) for one in self._records.lists.partners]
        also = Column[PartnerLine]("", lambda line: line.row.kind_label)
        found = _matching(lines, (*PARTNER_COLUMNS, also), words)
        self.partner_list.show_lines(by_kind(found), str(len(lines)), "")
        if not lines:
            text = "Add who the team works with: councils, housing, schools, shops."
            self.none_yet.say("No organisations yet", text, "Ctrl+N adds one")
            self.setCurrentWidget(self.none_yet)
        elif not found:
            counts = counted(len(lines), "organisation")
            self.none_match.say("No organisation matches", f"{counts} without the filter.")
            self.setCurrentWidget(self.none_match)
        else:
            self.setCurrentIndex(0)


def _matching(lines: Iterable[Line], columns: Sequence[Column[Any]], words: str) -> list[Line]:
    """Keep the lines that have all the words somewhere."""
    wanted = words.casefold().split()
    if not wanted:
        return list(lines)
    found = []
    for line in lines:
        text = "\n".join(column.cell(line).spoken for column in columns).casefold()
        if all(word in text for word in wanted):
            found.append(line)
    return found


def _open_words(actions: Sequence[ActionLine]) -> str:
    """Count what is open, over all meetings: `11 open, 2 overdue`."""
    left = sum(line.row.closed is None for line in actions)
    overdue = sum(line.row.closed is None and line.overdue for line in actions)
    return f"{left:,} open, {overdue:,} overdue" if actions else ""


def _next_words(meetings: Sequence[MeetingLine]) -> str:
    """Say which meeting is next: `next: ASB panel, tomorrow at 10:00`."""
    now = clock.now()
    line = next((one for one in meetings if one.row.start > now), None)
    if line is None:
        return "none to come" if meetings else ""
    day = clock.local_day(line.row.start)
    near = {0: "today", 1: "tomorrow"}.get((day - line.today).days, clock.short_day(day))
    return f"next: {one_line(line.row.title)}, {near} at {clock.wall(line.row.start)}"
