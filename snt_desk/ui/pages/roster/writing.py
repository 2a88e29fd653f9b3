"""What the keys of the month grid write, each as one named change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from snt_desk.domain import clock
from snt_desk.domain.duties import ON_LEAVE, SICK, TAKEN, Absent, DayOf, DutyCode, Slot
from snt_desk.errors import DeskError
from snt_desk.services import code_lists, duties, roster
from snt_desk.ui import days, failing, kept_form
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import Target
from snt_desk.ui.pages.roster import absence_form, naming, saving, words
from snt_desk.ui.pages.roster.absence_form import AbsenceForm, Typed
from snt_desk.ui.pages.roster.duty_form import DutyForm
from snt_desk.ui.pages.roster.month import MonthView
from snt_desk.ui.panels import Beside
from snt_desk.ui.unsaved import Draft

_KINDS = {ON_LEAVE: "annual_leave", SICK: "sickness", TAKEN: ""}
_REST = "-"


class Writing:
    """Types into the grid, and opens the forms for what a letter cannot say."""

    def __init__(self, desk: Desk, view: MonthView) -> None:
        self._desk = desk
        self._view = view
        self._called_for = False
        self.duty_form = DutyForm()
        self.absence_form = AbsenceForm()
        self._forms = QStackedWidget()
        self._forms.addWidget(self.duty_form)
        self._forms.addWidget(self.absence_form)
        self.widget = Beside(view.widget, self._forms, shut=True)
        self.widget.setObjectName("duties and form")
        self._listen()

    def _listen(self) -> None:
        self.widget.pane_shown.connect(self._pane_shown)
        grid = self._view.grid
        grid.typed.connect(self.type)
        grid.cleared.connect(self.delete)
        grid.opened.connect(self.open)
        grid.edited.connect(self.edit)
        grid.repeated.connect(self.repeat)
        self._view.below.in_hand.open_button.clicked.connect(self.open)
        self.duty_form.saved.connect(self.save)
        for form in (self.duty_form, self.absence_form):
            form.left.connect(self._back)
            form.cleared.connect(form.restore)
        self.absence_form.saved.connect(self.save)
        self.absence_form.said.connect(self._look)
        self.absence_form.saved_and_new.connect(self.save_and_new)

    # --- Letters ------------------------------------------------------------------------------

    def type(self, letter: str) -> None:
        """Do what a letter means: a duty, `-` a rest day, or the form of an absence."""
        letter = letter.upper()
        if letter in _KINDS:
            self.begin_absence(_KINDS[letter], whole=letter != TAKEN)
        elif letter == _REST:
            self._rest()
        else:
            code = next((one for one in self._view.seen.codes if one.letter == letter), None)
            if code is None:
                self._say_letters(letter)
            else:
                self._put(code)

    def _say_letters(self, letter: str) -> None:
        codes = self._view.seen.codes
        known = [f"{one.letter} {one.label.lower()}" for one in codes if one.letter]
        away = f"{ON_LEAVE} leave, {SICK} sick, {TAKEN} abstracted"
        self._view.say(DeskError(f"{letter} is no duty", f"{', '.join(known)}, {away}."))

    def _put(self, code: DutyCode) -> None:
        picked = self._writable()
        if not picked:
            return
        if len(picked) == 1 and len(picked[0].duties) > 1:
            self.edit()
            return
        wanted = [one for one in picked if [duty.code for duty in one.duties] != [code.code]]
        word = code.label.lower()
        if wanted and not self._change(
            f"Set {naming.what(self._view, wanted, word)}", wanted, code
        ):
            return
        self._go_on(picked)

    def _change(self, name: str, wanted: Sequence[DayOf], code: DutyCode) -> bool:
        slots = [one.slot for one in wanted]
        return self._write(
            name, lambda session: duties.put(session, self._desk.team.id, slots, code.code)
        )

    def _write(self, name: str, verb: Callable[[Any], object]) -> bool:
        try:
            with self._desk.store.change(name) as session:
                verb(session)
        except DeskError as error:
            self._view.say(error)
            return False
        return True

    def _rest(self) -> None:
        picked = self._writable()
        if any(one.duties for one in picked) and not self._delete_duties(picked):
            return
        if picked:
            self._go_on(picked)

    def _go_on(self, picked: Sequence[DayOf]) -> None:
        self._view.box.hide()
        if len(picked) == 1:
            self._view.grid.go_right()

    def _writable(self) -> list[DayOf]:
        """The selected days; where none may be written in, say why."""
        picked = self._view.selected()
        slot = self._view.grid.slot
        if not picked and slot is not None:
            name, day = self._view.called(slot.collar), clock.short_day(slot.day)
            self._view.say(DeskError(f"{name} is not posted here on {day}", "See People for when."))
        return picked

    def repeat(self) -> None:
        """Make the day like the one before it; of several lines, all like the first (Ctrl+D)."""
        slots = self._view.grid.slots
        pairs = saving.pairs(slots)
        writable = {one.slot for one in self._writable()}
        pairs = [pair for pair in pairs if pair[1] in writable]
        if not pairs:
            return
        targets = [found[1] for pair in pairs if (found := self._view.found(pair[1]))]
        name = f"Repeat {naming.who_and_when(self._view, targets)}"
        team = self._desk.team.id
        if self._write(name, lambda session: duties.repeat(session, team, pairs)):
            self._go_on(targets)

    # --- Taking away --------------------------------------------------------------------------

    def delete(self) -> None:
        """Take away what is seen of the day in hand; of several days, their duties."""
        picked, found = self._view.selected(), self._view.in_hand
        alone = found is not None and len(self._view.grid.slots) == 1
        if found is not None and alone and found[1].taken is not None:
            self._delete_absence(found[1].taken)
        elif any(one.duties for one in picked):
            self._desk.first_back_up(len(picked), lambda: self._delete_duties(picked))

    def _delete_duties(self, picked: Sequence[DayOf]) -> bool:
        held = [one for one in picked if one.duties]
        count = sum(len(one.duties) for one in held)
        what = held[0].duties[0].label.lower() if count == 1 else f"{count} duties"
        name = f"Delete {what}, {naming.who_and_when(self._view, held)}"
        slots = [one.slot for one in held]
        return self._write(name, lambda session: duties.clear(session, self._desk.team.id, slots))

    def _delete_absence(self, absence: Absent) -> None:
        name = f"Delete {self._named(absence)}"
        self._write(name, lambda session: duties.delete_absence(session, absence.ref))

    def _named(self, absence: Absent) -> str:
        last = clock.local_day(absence.end - clock.MINUTE)
        when = words.span([clock.local_day(absence.start), last])
        return f"{absence.label.lower()}, {self._view.called(absence.collar)}, {when}"

    # --- The forms ----------------------------------------------------------------------------

    def open(self) -> None:
        """Open the day in hand: the absence that it is shown as, else its duty."""
        found = self._view.in_hand
        if found is None:
            return
        day = found[1]
        if day.taken is None and not day.absences:
            self.edit()
        elif self._may_leave():
            self._offer()
            self.absence_form.show_absence(day.taken or day.absences[0])
            self._show(self.absence_form, "kind")

    def edit(self) -> None:
        """Open the duty of the day in hand, for its times (F2)."""
        found = self._view.in_hand
        if found is None or not self._may_leave():
            return
        person, day = found
        if not day.open:
            self._writable()
            return
        self._offer()
        self.duty_form.show_day(day.slot, person.called, day.duties)
        self._show(self.duty_form, "start" if day.duties else "code")

    def begin_absence(self, kind: str = _KINDS[ON_LEAVE], *, whole: bool = True) -> None:
        """Begin an absence of who is in hand, on the selected days; `whole` days, or the duty's."""
        if not self._may_leave():
            return
        self._offer()
        found = self._view.in_hand
        said = Typed(kind=kind)
        if found is not None:
            person, day = found
            last = max(one.day for one in self._view.grid.slots if one.collar == person.collar)
            first = min(one.day for one in self._view.grid.slots if one.collar == person.collar)
            said = replace(
                said,
                collar=person.collar,
                start_day=days.written(first),
                end_day=days.written(last),
            )
            if not whole and day.duties and first == last:
                said = absence_form.at_times_of(said, day)
        self.absence_form.begin(said)
        self._show(self.absence_form, "end" if kind and found else "kind" if found else "collar")

    def _show(self, form: DutyForm | AbsenceForm, field: str) -> None:
        self._view.box.hide()
        self._forms.setCurrentWidget(form)
        self._open_pane()
        form.focus(field)
        if form is self.absence_form and field == "end":
            self.absence_form.end_day.selectAll()

    def offer_above(self, form: DutyForm | AbsenceForm) -> None:
        """Bring a form to the front above which something is offered that was typed before."""
        self._offer()
        self._forms.setCurrentWidget(form)
        self._open_pane()

    def bring_duty(self, draft: Draft) -> None:
        """Let stand in its form what was typed before about a day of the month that is shown."""
        found = self._view.found(Slot(draft.typed.collar, draft.typed.day))
        if found is None:
            self._view.say(DeskError("That day is not this team’s", "It was typed for another."))
            return
        person, day = found
        self._offer()
        self.duty_form.show_day(day.slot, person.called, day.duties, draft.opened)
        self.duty_form.bring(draft.typed)
        self._show(self.duty_form, "start")

    def bring_absence(self, draft: Draft) -> None:
        """Let stand in its form what was typed before about an absence."""
        self._offer()
        self.absence_form.bring(saving.still_there(self._desk, draft.opened), draft.typed)
        self._show(self.absence_form, "note")

    def _pane_shown(self, shown: bool) -> None:
        """Opened by F4, the pane shows the day in hand; the focus stays where it is."""
        form = self.duty_form if self._forms.currentWidget() is self.duty_form else None
        edited = form.edited if form else self.absence_form.edited
        found = self._view.in_hand
        if shown and not self._called_for and not edited and found is not None:
            person, day = found
            self._offer()
            self._forms.setCurrentWidget(self.duty_form)
            self.duty_form.show_day(day.slot, person.called, day.duties)

    def _look(self) -> None:
        """Say, while it is typed, which absences there are at that time already."""
        form = self.absence_form
        with self._desk.store.read() as session:
            found = duties.absences_then(session, form.draft, form.opened)
        form.show_others(found)

    def _offer(self) -> None:
        view = self._view
        self.duty_form.offer(view.seen.codes)
        used = [
            one.kind for person in view.seen.people for day in person.days for one in day.absences
        ]
        today = clock.today()
        with self._desk.store.read() as session:
            kinds = code_lists.offered(session, "absence", today, also=set(used))
            people = roster.everyone(session, self._desk.team.id, view.month.first)
        here = {one.collar: f"{one.called} {one.collar}" for one in people}
        here |= {one.collar: f"{one.called} {one.collar}" for one in view.seen.people}
        self.absence_form.offer(list(here.items()), list(kinds))

    @property
    def form(self) -> DutyForm | AbsenceForm | None:
        """The form that is open beside the grid, or was shut with something typed in it."""
        duty = self._forms.currentWidget() is self.duty_form
        form = self.duty_form if duty else self.absence_form
        return None if self._forms.isHidden() and not form.edited else form

    @property
    def unsaved(self) -> bool:
        """Whether something is typed that is not saved."""
        form = self.form
        return form is not None and form.edited

    def leave(self, target: Target) -> bool:
        """Ask what becomes of what is typed; False if the window is to stay open."""
        form = self.form
        self._open_pane()
        kind = "duty" if form is self.duty_form else "absence"
        return form is None or kept_form.leave(self._desk, form, target, kind, self.save)

    def _may_leave(self) -> bool:
        form = self.form
        if form is None or kept_form.may_leave(form, "What you have typed"):
            return True
        self._open_pane()
        return False

    def _open_pane(self) -> None:
        self._called_for = True
        self.widget.open_pane()
        self._called_for = False

    def _back(self) -> None:
        form = self.form
        if form is not None and not form.edited:
            self.widget.shut_pane()
        self._view.grid.setFocus()

    # --- Saving -------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save what is in the form that is open, shut it, and go back to the grid."""
        form = self.form
        if form is None:
            return True
        if form.refused():
            return False
        try:
            if form is self.absence_form:
                saving.save_absence(self._desk, self._view, self.absence_form)
            else:
                saving.save_duty(self._desk, self._view, self.duty_form)
        except DeskError as error:
            failing.say_not_saved(self._desk, form.box, error)
            return False
        # First: what a field tidies when it is left is nothing that was typed.
        self._view.grid.setFocus()
        form.settle()
        self.widget.shut_pane()
        return True

    def save_and_new(self) -> None:
        """Save the absence, and begin the next."""
        if self.save():
            self.begin_absence()

    def read_again(self) -> None:
        """After another change: show what is saved now, unless something is typed."""
        form = self.form
        if form is None or form.edited:
            return
        found = self._view.in_hand
        if form is self.duty_form:
            slot = self.duty_form.slot
            found = self._view.found(slot) if slot else None
            if found is None:
                self._shut_pane()
            else:
                person, day = found
                ref = self.duty_form.opened
                self.duty_form.show_day(day.slot, person.called, day.duties, ref)
        elif self.absence_form.opened:
            self._show_absence_again(self.absence_form.opened)

    def _show_absence_again(self, ref: str) -> None:
        for person in self._view.seen.people:
            for day in person.days:
                for one in day.absences:
                    if one.ref == ref:
                        self.absence_form.show_absence(one)
                        return
        self._shut_pane()

    def _shut_pane(self) -> None:
        """Shut it, unless something is offered there."""
        form = self.form
        if form is None or form.offered.isHidden():
            self.widget.shut_pane()
