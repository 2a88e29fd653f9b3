"""The two sides of the roster: the month of duties, and the people of the team."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from snt_desk.domain import clock
from snt_desk.domain.clock import ClockError, Month
from snt_desk.errors import DeskError
from snt_desk.services import duties
from snt_desk.ui import theme
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.later import later
from snt_desk.ui.page import Command, Target
from snt_desk.ui.pages.roster.absence_form import AbsenceForm
from snt_desk.ui.pages.roster.duty_form import DutyForm
from snt_desk.ui.pages.roster.form import MemberForm
from snt_desk.ui.pages.roster.month import MonthView
from snt_desk.ui.pages.roster.people import People
from snt_desk.ui.pages.roster.writing import Writing
from snt_desk.ui.parts import across, as_part, button, down, label
from snt_desk.ui.unsaved import Draft, UnsavedForms

_MONTH, _PEOPLE = "month", "people"
_WIDEST_TITLE = "September 2026"


class RosterPage:
    """Who is on when, and who is in the team."""

    title = "Roster"
    shows = frozenset({"absences", "codes", "duties", "members", "postings", "settings"})

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with the present month of the desk's team."""
        self._desk = desk
        self._people_stale = False
        self.people = People()
        self.view = MonthView(desk)
        self.writing = Writing(desk, self.view)
        self._make_head()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.writing.widget)
        self._stack.addWidget(self.people.build(desk))
        self.widget = down(self._head, self._stack, space=0, stretch=(1,), name="page")
        self._listen()
        self._read()
        self._show_part()
        self._offer_unsaved()
        return self.widget

    def _make_head(self) -> None:
        self.before = button("", "icon", "chevron-left", tip="Month before, Ctrl+Page Up")
        self.after = button("", "icon", "chevron-right", tip="Month after, Ctrl+Page Down")
        self._arrows = across(self.before, self.after)
        self._name = label("", "title")
        self.part = Segment(Option(_MONTH, "&Month"), Option(_PEOPLE, "Pe&ople"))
        self.part.setAccessibleName("What of the roster")
        self.leave_button = button("Add leave", "primary", "plus", tip="Ctrl+N", writes=True)
        self._head = across(
            *(self._arrows, self._name, 8, self.part, None, self.leave_button),
            margins=(16, 0, 16, 0),
            name="bar",
        )
        as_part(self._head)

    def _listen(self) -> None:
        self.before.clicked.connect(partial(self.step, -1))
        self.after.clicked.connect(partial(self.step, 1))
        self.part.changed.connect(self._show_part)
        self.leave_button.clicked.connect(self.add_leave)
        self.view.add_button.clicked.connect(self.add_member)

    # --- What is typed and not saved ----------------------------------------------------------

    def _offer_unsaved(self) -> None:
        """Offer what was typed before, above the form where it was."""
        writing = self.writing
        forms: dict[str, DutyForm | AbsenceForm | MemberForm] = {
            "duty": writing.duty_form,
            "absence": writing.absence_form,
            "member": self.people.form,
        }
        self.unsaved = UnsavedForms(self._desk, forms, self._bring)
        waiting = self.unsaved.waiting
        if isinstance(waiting, MemberForm):
            self.part.set_value(_PEOPLE)
            later(self.widget, self.people.widget.open_pane)
        elif waiting is not None:
            later(self.widget, partial(writing.offer_above, waiting))

    def _bring(self, form: DutyForm | AbsenceForm | MemberForm, draft: Draft) -> None:
        """Let stand in its form again what was typed before."""
        if isinstance(form, MemberForm):
            self.part.set_value(_PEOPLE)
            self.people.bring(draft)
            return
        self.part.set_value(_MONTH)
        if isinstance(form, AbsenceForm):
            self.writing.bring_absence(draft)
            return
        if draft.typed.day and Month.of(draft.typed.day) != self.view.month:
            self._show(Month.of(draft.typed.day))
        self.writing.bring_duty(draft)

    # --- Month and people ---------------------------------------------------------------------

    @property
    def month_shown(self) -> bool:
        """Whether the month is in front, and not the people."""
        return self.part.value == _MONTH

    def _show_part(self) -> None:
        month = self.month_shown
        if self._people_stale and not month:
            self._people_stale = False
            self.people.refresh()
        self._stack.setCurrentIndex(0 if month else 1)
        self._arrows.setVisible(month)
        self._offer_leave()
        self._name.setText(self.view.month.shown if month else "People")
        # What stands after it stays where it is.
        wide = round(theme.advance(_WIDEST_TITLE, "title", bold=True))
        beside = 0 if month else self._arrows.sizeHint().width() + 8
        self._name.setMinimumWidth(wide + beside)

    def _offer_leave(self) -> None:
        """Of nobody there is no leave: then the page offers to add somebody instead."""
        self.leave_button.setVisible(self.month_shown and bool(self.view.seen.people))

    def show_month(self) -> None:
        """Bring the month to the front, and go into the grid."""
        self.part.set_value(_MONTH)
        self.view.grid.setFocus()

    def show_people(self) -> None:
        """Bring the people to the front, and go into their table."""
        self.part.set_value(_PEOPLE)
        self.people.table.setFocus()

    def step(self, months: int) -> None:
        """Show a month before or after."""
        self._show(self.view.month.plus(months))

    def show_this_month(self) -> None:
        """Show the present month, with today in hand."""
        self._show(Month.of(clock.today()))

    def _show(self, month: Month) -> None:
        self.view.box.hide()
        self.view.read(self._desk, month)
        self.writing.read_again()
        self._show_part()

    def _read(self) -> None:
        self.view.read(self._desk, self.view.month)
        self.writing.read_again()
        self._offer_leave()

    def add_leave(self) -> None:
        """Begin the leave of who is in hand."""
        self.part.set_value(_MONTH)
        self.writing.begin_absence()

    def add_member(self) -> None:
        """Begin a new member, among the people."""
        self.part.set_value(_PEOPLE)
        self.people.new()

    # --- What the frame asks of every page ----------------------------------------------------

    def refresh(self) -> None:
        """Read again what is shown; what is in hand stays in hand, what is typed stays typed."""
        self._read()
        if self.month_shown:
            # Every letter typed into the month comes by here.
            self._people_stale = True
        else:
            self.people.refresh()

    def new(self) -> None:
        """Begin leave in the month, or a new member among the people or where nobody is."""
        if self.month_shown and self.view.seen.people:
            self.add_leave()
        else:
            self.add_member()

    def save(self) -> None:
        """Save what is in the form that is open."""
        if self.month_shown:
            self.writing.save()
        else:
            self.people.save()

    def find(self) -> None:
        """Go to the filter of the people: the month has none."""
        self.part.set_value(_PEOPLE)
        self.people.find()

    def delete(self) -> None:
        """Delete what is selected; undo brings it back."""
        if self.month_shown:
            self.writing.delete()
        else:
            self.people.delete()

    def leave(self) -> bool:
        """Ask once about each form with something typed in it; False if the window is to stay."""
        here = Target(self.title)
        for form, show in ((self.writing, self.show_month), (self.people, self.show_people)):
            if form.unsaved:
                show()
                if not form.leave(here):
                    return False
        self.unsaved.drop()
        return True

    def commands(self) -> Sequence[Command]:
        """Give the lines of the menus that belong to this page."""
        month, view = self._is_month, self.view
        return (
            Command("&View", "&Month of duties", self.show_month, ticked=month),
            Command("&View", "Pe&ople of the team", self.show_people, ticked=self._is_people),
            Command(
                *("&View", "&Below the grid", view.toggle_below, "Shift+F4", month),
                ticked=self._is_below,
            ),
            Command("&Go", "Month &before", partial(self.step, -1), "Ctrl+PgUp", month),
            Command("&Go", "Month &after", partial(self.step, 1), "Ctrl+PgDown", month),
            Command("&Go", "&This month", self.show_this_month, "Ctrl+Home", month),
            Command("&Record", "Edit the &times of the duty\tF2", self.writing.edit, "", month),
            Command("&Record", "Repeat the da&y before\tCtrl+D", self.writing.repeat, "", month),
            Command("&Record", "Add &leave", self.add_leave),
            Command("&Record", "New &member", self.add_member, "Ctrl+Shift+J"),
        )

    def _is_month(self) -> bool:
        return self.month_shown

    def _is_people(self) -> bool:
        return not self.month_shown

    def _is_below(self) -> bool:
        return self.view.below_shown

    def go_to(self, target: Target) -> None:
        """Show a member, a duty, an absence or a month; what is gone is said in a sentence.

        Without any of these it stays as it is.
        """
        if not (target.table or target.filters):
            return
        if target.table == "members":
            self.part.set_value(_PEOPLE)
            self.people.go_to(target.ref)
            return
        self.show_month()
        try:
            self._go_to_month(target)
        except DeskError as error:
            self.view.say(error)

    def _go_to_month(self, target: Target) -> None:
        wanted = dict(target.filters).get("month")
        if wanted:
            try:
                self._show(Month.parse(wanted))
            except ClockError as error:
                raise DeskError("That month cannot be shown", str(error)) from error
        if target.table not in {"duties", "absences"}:
            return
        find = duties.slot if target.table == "duties" else duties.absence_slot
        with self._desk.store.read() as session:
            slot = find(session, target.ref)
        if self.view.month != Month.of(slot.day):
            self._show(Month.of(slot.day))
        if not self.view.grid.take(slot):
            raise DeskError("That day is not this team’s", "Look for it in the other team.")

    def in_hand(self) -> tuple[str, str] | None:
        """Say which record is in hand: what is seen of the day, else the person."""
        if not self.month_shown:
            return self.people.in_hand()
        found = self.view.in_hand
        if found is None:
            return None
        return self.view.record or ("members", found[0].collar)
