"""The form of a day's duty: which, from when to when, and why it was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from snt_desk.domain import clock, typed
from snt_desk.domain.clock import ClockError, Span
from snt_desk.domain.drafts import Problem
from snt_desk.domain.duties import DutyCode, DutyDraft, Rostered, ShiftTimes, Slot
from snt_desk.ui import unlisted, when
from snt_desk.ui.fields import Choice, LineField, NoteField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.pages.roster import words
from snt_desk.ui.parts import Tick, across, button

_SAYS = "Ctrl+S saves. Esc goes back to the grid."


@dataclass(frozen=True)
class TypedDuty:
    """What stands in the fields, and whose day it is; `no_code` was typed for one, and is none."""

    collar: str = ""
    day: date | None = None
    code: str = ""
    no_code: str = ""
    start: str = ""
    end: str = ""
    note: str = ""


class DutyForm(Form):
    """Takes what is typed about one day's duty and says what it means; it saves nothing itself."""

    def __init__(self) -> None:
        super().__init__("Duty", says=_SAYS)
        self.list = LineView("Duties of the day", height=36)
        self.code = Choice()
        self.start_time = LineField("0700", settle=self._tidy_start, most=20)
        self.end_time = LineField("1500", settle=self._tidy_end, most=20)
        self.note = NoteField(lines=2)
        self.usual = Tick("Use these times for it from now on")
        self.usual.setAccessibleName(self.usual.text())
        self.another_button = button("Add another duty", "", "plus", writes=True)
        self.opened = ""
        self._slot: Slot | None = None
        self._held: tuple[Rostered, ...] = ()
        self._times: Mapping[str, ShiftTimes] = {}
        self._saved = TypedDuty()
        self._judged = False
        self._loading = False
        self.again_button.hide()
        self._add_fields()
        self._listen()

    def _add_fields(self) -> None:
        self.add_widget(self.list)
        self.add(Part("code", "D&uty", self.code))
        self.add(Part("start", "&Begins", self.start_time), Part("end", "E&nds", self.end_time))
        self.add(Part("note", "Reason or n&ote", self.note))
        self.add_widget(self.usual)
        self.add_widget(across(self.another_button, None))

    def _listen(self) -> None:
        self.code.changed.connect(self._code_chosen)
        for field in (self.start_time, self.end_time, self.note):
            field.changed.connect(self._edited)
        self.list.current_changed.connect(self._chosen)
        self.list.opened.connect(lambda: self.focus("code"))
        self.another_button.clicked.connect(self.begin_another)

    # --- What stands in it --------------------------------------------------------------------

    def offer(self, codes: Sequence[DutyCode]) -> None:
        """Offer these kinds of duty. What is chosen stays chosen."""
        self._times = {one.code: one.times for one in codes}
        self.code.show_choices([(one.code, one.label) for one in codes])

    @property
    def slot(self) -> Slot | None:
        """Whose day it is."""
        return self._slot

    @property
    def edited(self) -> bool:
        """Whether something stands in it that is not saved."""
        return self._slot is not None and self.typed != self._saved

    @property
    def draft(self) -> DutyDraft:
        """The duty that is meant, as far as it can be read."""
        said = self.typed
        collar = self._slot.collar if self._slot else ""
        start = self._start()
        return DutyDraft(collar, said.code, start, self._end(start), said.note or None)

    @property
    def usual_times(self) -> ShiftTimes | None:
        """The times that are to be the usual ones from now on, if so ticked."""
        draft = self.draft
        if not self.usual.isChecked() or draft.start is None or draft.end is None:
            return None
        return ShiftTimes.of(Span(draft.start, draft.end))

    def show_day(self, slot: Slot, called: str, held: Sequence[Rostered], ref: str = "") -> None:
        """Show a day's duties, one of them in hand; with none, a new one."""
        self._slot, self._held = slot, tuple(held)
        self.set_title(f"{called}, {clock.short_day(slot.day)}")
        self._loading = True
        self.list.show_lines([Line(words.of_duty(one), id=one.ref) for one in held])
        self.list.setVisible(len(held) > 1)
        self.list.setFixedHeight(max(1, self.list.content_height()))
        self._loading = False
        self.another_button.setVisible(bool(held))
        found = next((one for one in held if one.ref == ref), held[0] if held else None)
        self._put(found)

    def begin_another(self) -> None:
        """Begin a further duty of the day."""
        self._put(None)
        self.focus("code")

    def settle(self) -> None:
        """Take what stands in it for saved."""
        self._saved = self.typed
        self.touched.emit()

    def restore(self) -> None:
        """Go back to what is saved."""
        self._put(next((one for one in self._held if one.ref == self.opened), None))

    def _put(self, duty: Rostered | None) -> None:
        self.opened = duty.ref if duty else ""
        _, start, end = when.written(duty.start, duty.end) if duty else ("", "", "")
        note = (duty.note or "") if duty else ""
        self._fill(TypedDuty(code=duty.code if duty else "", start=start, end=end, note=note))
        self._saved = self.typed
        self._judged = False
        self.box.hide()
        self.clear_marks()
        self._say_back()
        self.touched.emit()

    def _fill(self, said: TypedDuty) -> None:
        self._loading = True
        self.list.select(self.opened)
        self.code.set_value(said.code or None)
        if said.no_code:
            self.code.setEditText(said.no_code)
        self.start_time.set_value(said.start)
        self.end_time.set_value(said.end)
        self.note.set_value(said.note)
        self.usual.setChecked(False)
        self._loading = False

    def bring(self, typed: TypedDuty) -> None:
        """Let stand in it what was typed before about the day that is shown, still not saved."""
        self._fill(typed)
        self._edited()

    @property
    def typed(self) -> TypedDuty:
        """What stands in it."""
        code = self.code.value
        return TypedDuty(
            collar=self._slot.collar if self._slot else "",
            day=self._slot.day if self._slot else None,
            code=code if isinstance(code, str) else "",
            no_code=self.code.unknown,
            start=self.start_time.value,
            end=self.end_time.value,
            note=self.note.value,
        )

    def _start(self) -> datetime | None:
        try:
            return typed.read_start(self._slot.day, self.start_time.value) if self._slot else None
        except ClockError:
            return None

    def _end(self, start: datetime | None) -> datetime | None:
        try:
            return typed.read_end(start, self.end_time.value) if start else None
        except ClockError:
            return None

    def _tidy_start(self, text: str) -> str:
        return when.tidy_start(when.When(start=self._start()), text)

    def _tidy_end(self, text: str) -> str:
        return when.tidy_end(when.When(end=self._end(self._start())), text)

    # --- What is said of it -------------------------------------------------------------------

    def problems(self) -> list[Problem]:
        """Say what stops it from being saved, in the order of the fields."""
        unread = list(self._unread())
        known = {one.field for one in unread}
        # Without a beginning an end cannot be read; but it was not left out.
        known |= {"end"} if self.end_time.value and self._start() is None else set()
        return unread + [one for one in self.draft.problems() if one.field not in known]

    def _unread(self) -> Iterator[Problem]:
        said = self.typed
        if said.no_code:
            yield Problem("code", unlisted.choice(said.no_code, "Choose a duty."))
        if self._slot is None or not said.start:
            return
        try:
            start = typed.read_start(self._slot.day, said.start)
        except ClockError as error:
            yield Problem("start", str(error))
            return
        try:
            if said.end:
                typed.read_end(start, said.end)
        except ClockError as error:
            yield Problem("end", str(error))

    def refused(self) -> bool:
        """Say what stops it from being saved, and whether anything does. For Save."""
        self.code.settle()
        self._judged = self.judge(self.problems())
        return self._judged

    def _chosen(self, ref: object) -> None:
        if self._loading or not isinstance(ref, str) or ref == self.opened or self.edited:
            return
        self._put(next((one for one in self._held if one.ref == ref), None))

    def _code_chosen(self) -> None:
        """Offer the usual times of what is chosen, where none are typed yet."""
        times = self._times.get(str(self.code.value))
        if not self._loading and times and not (self.start_time.value or self.end_time.value):
            self._loading = True
            self.start_time.set_value(f"{times.start:%H:%M}")
            self.end_time.set_value(f"{times.end:%H:%M}")
            self._loading = False
        self._edited()

    def _edited(self) -> None:
        if self._loading:
            return
        self.touched.emit()
        self._say_back()
        if self._judged:
            self.show_problems(self.problems())

    def _say_back(self) -> None:
        start = self._start()
        end = self._end(start)
        if start and end:
            self.understood("start", typed.understood(start, end, ends="until"))
        else:
            self.hint("start", "")
