"""One priority to be read: what it is, how far its plan has come, and what was done for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from snt_desk.domain.priorities import ADOPTED, CLOSED, PROPOSED
from snt_desk.services.priorities import PriorityRow
from snt_desk.ui import theme
from snt_desk.ui.named import short
from snt_desk.ui.page import Target
from snt_desk.ui.pages.priorities.register import lines
from snt_desk.ui.pages.priorities.register.account import AccountView
from snt_desk.ui.pages.priorities.register.lines import Around
from snt_desk.ui.pages.priorities.register.plan import PlanView
from snt_desk.ui.pages.priorities.register.records import Plan
from snt_desk.ui.pages.priorities.timeline import Sides
from snt_desk.ui.parts import across, as_part, button, down, escaped, label
from snt_desk.ui.scrolled import Scrolled

_WIDEST = 1080
_LINKS = {
    "reopens": "Takes up again",
    "replaces": "Takes the place of",
    "replaced_by": "Gave way to",
}


class PriorityView(QFrame):
    """The priority in hand; nothing is typed here."""

    write_asked = Signal(str)
    """The form is wanted, at that field; empty for its beginning."""
    adopt_asked = Signal()
    """*Adopt…*"""
    told_asked = Signal()
    """*Residents told today…*"""
    close_asked = Signal()
    """*Close…*"""
    again_asked = Signal()
    """*Take up again…*"""
    update_asked = Signal()
    """*Draft an update*"""
    wanted = Signal(object)
    """The `Target` of a priority that it is joined to."""
    left = Signal()
    """Esc: back to the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title = label("", "title", wrap=True)
        self._subtitle = label("", "muted", wrap=True)
        self.only_looks = False
        """The data is only looked at: no task is ticked."""
        self.plan = PlanView()
        self.account = AccountView()
        self.write_button = button("Write in it", "", "pencil", tip="F2", writes=True)
        self.adopt_button = button("Adopt…", "", "circle-check", writes=True)
        self.told_button = button("Residents told today…", "", "megaphone", writes=True)
        self.close_button = button("Close…", "", "circle-check")
        self.again_button = button("Take up again…", "", "undo-2", writes=True)
        self.links = [button("", "link", "link") for _ in _LINKS]
        self._facts = label("", "muted", wrap=True)
        self._refs = [""] * len(_LINKS)
        self._lay_out()
        # Or the window would ask for room for all of them until one is shown.
        for one in (self.adopt_button, self.told_button, self.close_button, self.again_button):
            one.hide()
        self._links_row.hide()
        self.again_button.clicked.connect(self.again_asked)
        for at, link in enumerate(self.links):
            link.clicked.connect(partial(self._go, at))
        self.write_button.clicked.connect(self._write)
        self.plan.write_asked.connect(self.write_asked)
        self.adopt_button.clicked.connect(self.adopt_asked)
        self.account.update_button.clicked.connect(self.update_asked)
        self.told_button.clicked.connect(self.told_asked)
        self.close_button.clicked.connect(self.close_asked)
        self._measure_width()

    def _lay_out(self) -> None:
        buttons = across(
            *(self.write_button, self.adopt_button, self.told_button, self.close_button),
            self.again_button,
        )
        head = QGridLayout()
        head.setContentsMargins(24, 12, 24, 12)
        head.setHorizontalSpacing(16)
        head.setVerticalSpacing(2)
        head.setColumnStretch(0, 1)
        head.addWidget(self._title, 0, 0)
        head.addWidget(self._subtitle, 1, 0)
        head.addWidget(buttons, 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        body = QHBoxLayout()
        # Less by what the ring of the focus takes.
        body.setContentsMargins(22, 6, 22, 14)
        body.setSpacing(40)
        self._links_row = across(*self.links, None, space=16)
        facts = down(self._facts, self._links_row, self.plan, space=8, stretch=(2,))
        body.addWidget(facts, 1)
        body.addWidget(self.account)
        self.body = Scrolled("The plan and what was done for it", body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        self.sides = Sides(self.body)
        column.addWidget(self.sides, 1)
        as_part(buttons)

    def show_priority(self, one: PriorityRow, plan: Plan, around: Around) -> None:
        """Show a priority as saved; its account comes by itself once it is counted."""
        draft = plan.draft
        self._title.setText(one.title)
        self._subtitle.setText(lines.subtitle(one, draft.window, around))
        facts = lines.facts(draft, plan.partners)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        self._show_links(plan)
        self.plan.show_plan(draft)
        closed = one.status == CLOSED
        fixed = closed or self.only_looks
        self.plan.show_tasks(plan.tasks, plan.people, around.today, fixed=fixed)
        self.account.show_priority(one, draft, around.today)
        self.sides.show_priority(one.ref)
        self.adopt_button.setVisible(one.status == PROPOSED)
        self.plan.figures.show_notes(plan.notes, fixed=self.only_looks)
        self.told_button.setVisible(one.status == ADOPTED)
        self.close_button.setVisible(one.status == ADOPTED)
        self.again_button.setVisible(closed)

    def _show_links(self, plan: Plan) -> None:
        for at, (name, words) in enumerate(_LINKS.items()):
            ref = getattr(plan.draft, name)
            title = plan.titles.get(ref, "") if ref else ""
            self._refs[at] = ref or ""
            link = self.links[at]
            link.setText(escaped(f"{words}: {short(title)}"))
            link.setAccessibleName(f"{words}: {title}")
            link.setVisible(bool(title))
        self._links_row.setVisible(bool(plan.titles))

    def _go(self, at: int) -> None:
        self.wanted.emit(Target("Priorities", "priorities", self._refs[at]))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "body"):
            self._measure_width()

    def _measure_width(self) -> None:
        # Longer lines are hard to read.
        self.setMaximumWidth(theme.px(_WIDEST))

    def to_top(self) -> None:
        """Bring its beginning into sight."""
        self.body.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _write(self) -> None:
        self.write_asked.emit("")
