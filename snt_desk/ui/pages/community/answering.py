"""What is done with a resident who waits: answered, passed on, given to somebody, no reply needed.

It stands in a row below the board, beside who is on duty next to answer; each has a key too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from snt_desk.domain import clock
from snt_desk.domain.community import CONTACTS
from snt_desk.services.waiting import OnDuty
from snt_desk.ui import paint
from snt_desk.ui.desk import Desk
from snt_desk.ui.forms_beside import FormsBeside
from snt_desk.ui.page import Command
from snt_desk.ui.pages.community.aside import Aside
from snt_desk.ui.pages.community.contact_form import ContactForm
from snt_desk.ui.pages.community.give_form import GiveForm
from snt_desk.ui.pages.community.pass_form import PassForm
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import button, label, plain_tip

ANSWER, PASS_ON, GIVE, NO_REPLY = "Ctrl+Shift+D", "Ctrl+Shift+O", "Ctrl+G", "Ctrl+Shift+X"
_SPACE, _HIGH = 8, 10
_NEAR = 2


class AnswerBar(QFrame):
    """The buttons, and at the right who is on duty next."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = button("Answer", "primary", "check", tip=ANSWER, writes=True)
        self.pass_on = button("Pass on…", "", "arrow-right", tip=PASS_ON, writes=True)
        self.give = button("Give to…", "", "user", tip=GIVE, writes=True)
        self.no_reply = button("No reply needed", tip=NO_REPLY, writes=True)
        self.next = label("", "muted")
        self._verbs = (self.answer, self.pass_on, self.give, self.no_reply)
        row = QHBoxLayout(self)
        row.setContentsMargins(paint.EDGE, _HIGH, paint.EDGE, _HIGH)
        row.setSpacing(_SPACE)
        for one in self._verbs:
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(self.next)

    def show_next(self, one: OnDuty | None) -> None:
        """Say who is on duty next; where there is no room for it, of the first button alone."""
        self.next.setText(said(one))
        self.answer.setToolTip(plain_tip(f"{ANSWER}. {said(one)}"))
        self._fit()

    def let(self, *, waits: bool) -> None:
        """Let what is in hand be answered, if somebody waits there."""
        for one in self._verbs:
            one.setEnabled(waits)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _least(self) -> int:
        wide = sum(one.sizeHint().width() + _SPACE for one in self._verbs)
        return wide + 2 * paint.EDGE

    def _fit(self) -> None:
        self.next.setVisible(self.width() >= self._least() + self.next.sizeHint().width())


def said(one: OnDuty | None) -> str:
    """Say who answers next: `On duty: PC Shah, until 16:00`, `Next on duty: PC Shah, 16:00`."""
    if one is None:
        return "Nobody is rostered to answer."
    if one.is_on:
        return f"On duty: {one.called}, until {clock.wall(one.end)}"
    day = clock.local_day(one.start)
    at = clock.wall(one.start)
    if day != clock.today():
        at = f"{clock.short_day(day)} {at}"
    return f"Next on duty: {one.called}, {at}"


def _below(at: int) -> range:
    """The lines in which the next record is: a title may stand between."""
    return range(at + 1, at + 1 + _NEAR)


def _above(at: int) -> range:
    return range(at - 1, max(at - 1 - _NEAR, -1), -1)


class Answering:
    """The verbs, for the contact in hand; two of them ask in a small form first."""

    def __init__(self, desk: Desk, records: Records, beside: FormsBeside) -> None:
        self._desk, self._records, self._beside = desk, records, beside
        self._made: list[Aside[PassForm] | Aside[GiveForm]] = []

    @property
    def _main(self) -> ContactForm:
        return self._beside.form_of(CONTACTS, ContactForm)

    @cached_property
    def passing(self) -> Aside[PassForm]:
        """To which organisation it is passed on."""
        form = PassForm(self._records)
        made = Aside(self._desk, self._beside.widget, self._main, form, "subject")
        self._made.append(made)
        return made

    @cached_property
    def giving(self) -> Aside[GiveForm]:
        """To whom of the team it is given."""
        form = GiveForm(self._records)
        made = Aside(self._desk, self._beside.widget, self._main, form, "owner")
        self._made.append(made)
        return made

    def listen(self, bar: AnswerBar) -> None:
        """Do what its buttons ask for. What was done at once leaves the focus to the list."""
        for each in (bar.answer, bar.pass_on, bar.give, bar.no_reply):
            each.clicked.connect(self._take_up)
        bar.pass_on.clicked.connect(self.pass_on)
        bar.give.clicked.connect(self.give)
        for one, do in ((bar.answer, self.answer), (bar.no_reply, self.no_reply)):
            one.clicked.connect(do)
            one.clicked.connect(self._beside.enter_list)

    def _take_up(self) -> None:
        """Take in hand what is selected on the board, where an empty new one stands beside it."""
        ref = self._beside.lists.front.tables[CONTACTS].current_id
        if self._beside.hand is None and isinstance(ref, str) and self._beside.may_leave():
            self._beside.take(CONTACTS, ref)

    def commands(self) -> Sequence[Command]:
        """The lines of the menu, beside that of Answer."""
        return (
            Command("&Record", "&Pass on…", self.pass_on, PASS_ON, self.can_be_answered),
            Command("&Record", "G&ive to…", self.give, GIVE, self.can_be_answered),
            Command("&Record", "No reply ne&eded", self.no_reply, NO_REPLY, self.can_be_answered),
        )

    @property
    def _ref(self) -> str:
        table, ref = self._beside.hand or ("", "")
        return ref if table == CONTACTS else ""

    def can_be_answered(self) -> bool:
        """Whether somebody waits for an answer in what is in hand."""
        return bool(self._ref) and self._records.contacts.is_waiting(self._ref)

    def answer(self) -> None:
        """Say that the contact in hand was answered now."""
        if self.can_be_answered() and self._beside.may_leave():
            following = self._next_who_waits()
            self._records.contacts.answer(self._ref, clock.this_minute())
            self._go_on(following)

    def no_reply(self) -> None:
        """Say that the contact in hand needs no reply."""
        if self.can_be_answered() and self._beside.may_leave():
            following = self._next_who_waits()
            self._records.contacts.needs_no_reply(self._ref)
            self._go_on(following)

    def _next_who_waits(self) -> str | None:
        """Give who stands below the one in hand on the board and waits too; else who is above."""
        table = self._beside.lists.front.tables[CONTACTS]
        at = table.currentIndex().row()
        near = (table.rows.known_id(one) for one in (*_below(at), *_above(at)))
        waits = self._records.contacts.is_waiting
        return next((one for one in near if isinstance(one, str) and waits(one)), None)

    def _go_on(self, following: str | None) -> None:
        """Take the next one in hand, not the one that is done; or that, where nobody waits."""
        if following is None or not self._beside.take(CONTACTS, following):
            self._beside.show_again()

    def pass_on(self) -> None:
        """Begin to say to whom the contact in hand is passed on."""
        if self._is_ready():
            self.passing.begin()

    def give(self) -> None:
        """Begin to say whose the contact in hand is now."""
        if self._is_ready():
            self.giving.begin()

    def _is_ready(self) -> bool:
        """Open the pane with what is in hand; False where something typed is in the way."""
        waits = self.can_be_answered()
        return waits and self._beside.show_in_hand() and self._beside.may_leave()

    def save(self) -> bool:
        """Save what is in front; False if nothing is."""
        found = [one for one in self._made if one.under_way]
        for one in found:
            one.save()
        return bool(found)

    def pass_by(self, hand: tuple[str, str] | None) -> None:
        """Go where another record is in hand and nothing is typed."""
        for one in self._made:
            one.pass_by(hand)

    def refresh(self) -> None:
        """Go back where the record is gone."""
        for one in self._made:
            one.refresh()
