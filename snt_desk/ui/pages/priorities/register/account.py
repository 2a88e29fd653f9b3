"""What has been done for a priority, at its right: effort, what residents heard, what belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.priorities import PriorityDraft, months_of_effort
from snt_desk.services import code_lists, effort, joined, priorities
from snt_desk.services.effort import Effort
from snt_desk.services.joined import Kind
from snt_desk.services.priorities import PriorityRow
from snt_desk.ui import named, theme
from snt_desk.ui.bars import Bar, Bars
from snt_desk.ui.pages.priorities.register import lines
from snt_desk.ui.pages.priorities.timeline import Links
from snt_desk.ui.parts import Badge, across, button, label

_WIDE = 272
_FEW = 5


@dataclass(frozen=True)
class Account:
    """What the records say of the work on a priority; `modes` are the words for each mode."""

    effort: Effort
    joined: tuple[Kind, ...]
    open_actions: int
    modes: Mapping[str, str]


def read(store: Store, team_id: int, ref: str, draft: PriorityDraft, today: date) -> Account:
    """Count the work on a priority; for the worker."""
    with store.read() as session:
        months = months_of_effort(draft, today)
        spent = effort.spent(session, team_id, ref, months)
        modes = code_lists.offered(session, "mode", today, also=spent.by_mode)
        kinds = joined.by_kind(session, "priorities", ref, today, most=_FEW)
        left = priorities.joined(session, ref, today).open_actions
        return Account(spent, kinds, left, dict(modes))


class AccountView(QWidget):
    """The column at the right of the plan."""

    wanted = Signal(object)
    """The `Target` of what is to be looked at elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._effort_title = label("", "heading", wrap=True)
        self._effort_words = label("", "muted", wrap=True)
        self._how = label("How", "heading")
        self.months = Bars("Effort by month", ("Month", "Officer time"))
        self.modes = Bars("Effort by how it was done", ("How", "Officer time"))
        self._told = label("", "muted", wrap=True)
        self.badge = Badge("", "warn")
        self._action = label("", wrap=True)
        self.update_button = button("Draft an update", "link", "pencil")
        self.links = Links()
        self._ref = ""
        self._lay_out()
        self.links.wanted.connect(self.wanted)
        self._measure()

    def _lay_out(self) -> None:
        heading = label("Residents were told", "heading")
        parts: tuple[QWidget | int, ...] = (
            *(self._effort_title, self._effort_words, self.months, 8, self._how, self.modes, 12),
            *(heading, across(self.badge, None), self._told, self._action),
            *(across(self.update_button, None), 12),
            *(label("Joined to it", "heading"), self.links),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for one in parts:
            if isinstance(one, int):
                column.addSpacing(one)
            else:
                column.addWidget(one)
        column.addStretch(1)

    def show_priority(self, one: PriorityRow, draft: PriorityDraft, today: date) -> None:
        """Show what the priority itself says; the rest comes when it is counted."""
        if one.ref != self._ref:
            self._ref = one.ref
            self._forget()
        months = months_of_effort(draft, today)
        self._effort_title.setText(lines.effort_heading(months, one, today))
        self._told.setText(lines.told(one))
        self._action.setText(draft.action or "")
        self._action.setVisible(bool(draft.action))
        due = lines.told_badge(one, today)
        self.badge.say(due, "warn")
        self.badge.setVisible(bool(due))

    def _forget(self) -> None:
        self._effort_words.setText("")
        for bars in (self.months, self.modes):
            bars.show_bars(())
        self._how.hide()
        self.links.forget()

    def show_account(self, account: Account) -> None:
        """Show what the records say."""
        spent = account.effort
        self._effort_words.setText(_effort_words(spent))
        months = [
            Bar(lines.name(month), minutes, clock.hours_long(minutes))
            for month, minutes in spent.by_month.items()
        ]
        self.months.show_bars(months if spent.minutes else ())
        modes = [
            Bar(account.modes.get(mode, mode), minutes, clock.hours_long(minutes))
            for mode, minutes in spent.by_mode.items()
        ]
        self.modes.show_bars(modes, whole=spent.minutes)
        self._how.setVisible(bool(modes))
        self.links.show_kinds(account.joined, account.open_actions)
        self.links.come_after(self.update_button)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_ref"):
            self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(theme.px(_WIDE))


def _effort_words(spent: Effort) -> str:
    if not spent.patrols:
        return "No patrols for it in this time."
    patrols = named.counted(spent.patrols, "patrol")
    return f"{clock.hours_long(spent.minutes)} of officer time on {patrols}"
