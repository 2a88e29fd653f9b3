"""The form of an absence: who is away, why, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import Signal

from snt_desk.domain import clock, typed
from snt_desk.domain.clock import DAY, ClockError
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.domain.duties import AbsenceDraft, Absent, DayOf
from snt_desk.ui import days, unlisted, when
from snt_desk.ui.fields import Choice, LineField, NoteField
from snt_desk.ui.form import Form, Part

_SAYS = "Ctrl+S saves. Esc goes back to the grid."
_TIMES = "Without times it is the whole day."
_LONGEST = 40


@dataclass(frozen=True)
class Typed:
    """What stands in the fields; `no_...` was typed where only a choice will do."""

    collar: str = ""
    kind: str = ""
    start_day: str = ""
    start_time: str = ""
    end_day: str = ""
    end_time: str = ""
    sent_to: str = ""
    note: str = ""
    no_collar: str = ""
    no_kind: str = ""


def first_day(said: Typed, today: date) -> date | None:
    """Read the first day."""
    return days.meant(said.start_day, today)


def last_day(said: Typed, today: date) -> date | None:
    """Read the last day: `fri` and `28` are the next ones from the first day on."""
    first = first_day(said, today)
    return until(said.end_day, first) if first else days.meant(said.end_day, today)


def until(text: str, first: date) -> date | None:
    """Read a last day: `+2` is two days after the first, `fri` the next from it on."""
    if text[:1] in {"+", "-"}:
        return days.meant(text, first)
    if text.casefold() in {"t", "today"}:
        return clock.today()
    return days.meant(text, first - DAY, ahead=True)


def meant(said: Typed, today: date) -> AbsenceDraft:
    """Give the absence that is meant, as far as it can be read."""
    first, last = first_day(said, today), last_day(said, today)
    return AbsenceDraft(
        said.collar,
        said.kind,
        _instant(first, said.start_time, whole=0),
        _instant(last, said.end_time, whole=1),
        said.sent_to or None,
        said.note or None,
    )


def _instant(day: date | None, time: str, *, whole: int) -> datetime | None:
    """A time of a day; without one its beginning, or the end of it."""
    if day is None:
        return None
    if not time:
        return clock.midnight(day + whole * DAY)
    try:
        return typed.read_start(day, time)
    except ClockError:
        return None


def written(absence: Absent) -> Typed:
    """Give an absence as the form shows it: whole days without times."""
    first = clock.local_day(absence.start)
    last = clock.local_day(absence.end - clock.MINUTE)
    whole_first = absence.start == clock.midnight(first)
    whole_last = absence.end == clock.midnight(last + DAY)
    if not whole_last:
        last = clock.local_day(absence.end)
    return Typed(
        collar=absence.collar,
        kind=absence.kind,
        start_day=days.written(first),
        start_time="" if whole_first else when.written(absence.start, None)[1],
        end_day=days.written(last),
        end_time="" if whole_last else when.written(absence.end, None)[1],
        sent_to=absence.sent_to or "",
        note=absence.note or "",
    )


def at_times_of(said: Typed, day: DayOf) -> Typed:
    """Write the times of a day's duties for those of an absence."""
    first, last = day.duties[0], day.duties[-1]
    return replace(
        said,
        start_time=clock.wall(first.start),
        end_day=days.written(clock.local_day(last.end)),
        end_time=clock.wall(last.end),
    )


class AbsenceForm(Form):
    """Takes what is typed about an absence and says what it means; it saves nothing itself."""

    said = Signal()
    """Something else stands in it."""

    def __init__(self) -> None:
        super().__init__("Leave or absence", says=_SAYS)
        self.who = Choice()
        self.kind = Choice()
        self.start_day = days.DayField("21/12")
        self.start_time = LineField("", most=20)
        self.end_day = LineField("23/12", settle=self._in_full, most=_LONGEST)
        self.end_time = LineField("", most=20)
        self.sent_to = LineField()
        self.note = NoteField(lines=2)
        self.opened = ""
        self._saved = Typed()
        self._judged = False
        self._loading = False
        self._add_fields()
        self._listen()

    def _add_fields(self) -> None:
        self.add(Part("collar", "&Who", self.who))
        self.add(Part("kind", "Wh&y", self.kind))
        self.add(
            Part("start", "Fro&m", self.start_day, stretch=3),
            Part("start_time", "&At", self.start_time, stretch=2),
        )
        self.add(
            Part("end", "Unti&l", self.end_day, stretch=3),
            Part("end_time", "At (e&nd)", self.end_time, stretch=2),
            hint=_TIMES,
        )
        self.add(Part("sent_to", "&Sent to", self.sent_to))
        self.add(Part("note", "N&ote", self.note))

    def _listen(self) -> None:
        for field in (
            *(self.who, self.kind, self.start_day, self.start_time),
            *(self.end_day, self.end_time, self.sent_to, self.note),
        ):
            field.changed.connect(self._edited)

    # --- What stands in it --------------------------------------------------------------------

    def offer(
        self, people: Sequence[tuple[object, str]], kinds: Sequence[tuple[object, str]]
    ) -> None:
        """Offer these people and kinds. What is chosen stays chosen."""
        self.who.show_choices(people)
        self.kind.show_choices(kinds)

    @property
    def typed(self) -> Typed:
        """What stands in it."""
        who, kind = self.who.value, self.kind.value
        return Typed(
            collar=who if isinstance(who, str) else "",
            kind=kind if isinstance(kind, str) else "",
            start_day=self.start_day.value,
            start_time=self.start_time.value,
            end_day=self.end_day.value,
            end_time=self.end_time.value,
            sent_to=self.sent_to.value,
            note=self.note.value,
            no_collar=self.who.unknown,
            no_kind=self.kind.unknown,
        )

    @property
    def edited(self) -> bool:
        """Whether something stands in it that is not saved."""
        return self.typed != self._saved

    @property
    def draft(self) -> AbsenceDraft:
        """The absence that is meant, as far as it can be read."""
        return meant(self.typed, clock.today())

    @property
    def called(self) -> str:
        """Who it is about, as called in the list."""
        return self.who.currentText()

    def begin(self, said: Typed) -> None:
        """Make room for a new absence, with what is known of it already."""
        self.opened = ""
        self.set_title("New absence")
        self._put(said)

    def show_absence(self, absence: Absent) -> None:
        """Show an absence as saved."""
        self.opened = absence.ref
        self.set_title(absence.label)
        self._put(written(absence))

    def settle(self) -> None:
        """Take what stands in it for saved."""
        self._saved = self.typed
        self.touched.emit()

    def restore(self) -> None:
        """Go back to what is saved, or to what a new one began with."""
        self._put(self._saved)

    def bring(self, ref: str, said: Typed) -> None:
        """Let stand in it what was typed before, of that absence or of a new one."""
        self.opened = ref
        self.set_title("Leave or absence" if ref else "New absence")
        self._put(said)
        for choice, unknown in ((self.who, said.no_collar), (self.kind, said.no_kind)):
            if unknown:
                choice.setEditText(unknown)
        # Nothing that can be typed is the same: it is still not saved.
        self._saved = Typed(note="\0")
        self.touched.emit()

    def _put(self, said: Typed) -> None:
        self._loading = True
        self.who.set_value(said.collar)
        self.kind.set_value(said.kind)
        for field, text in (
            (self.start_day, said.start_day),
            (self.start_time, said.start_time),
            (self.end_day, said.end_day),
            (self.end_time, said.end_time),
            (self.sent_to, said.sent_to),
        ):
            field.set_value(text)
        self.note.set_value(said.note)
        self._loading = False
        self._saved = self.typed
        self._judged = False
        self.box.hide()
        self.clear_marks()
        self._say_back()
        self.touched.emit()

    def _in_full(self, text: str) -> str:
        return days.written(last_day(self.typed, clock.today())) or text

    # --- What is said of it -------------------------------------------------------------------

    def problems(self) -> list[Problem]:
        """Say what stops it from being saved."""
        unread = list(_unread(self.typed, clock.today()))
        known = {one.field.removesuffix("_time") for one in unread}
        return unread + [one for one in self.draft.problems() if one.field not in known]

    def refused(self) -> bool:
        """Say what stops it from being saved, and whether anything does. For Save."""
        self.who.settle()
        self.kind.settle()
        self._judged = self.judge(self.problems())
        return self._judged

    def _edited(self) -> None:
        if self._loading:
            return
        self.touched.emit()
        self._say_back()
        if self._judged:
            self.show_problems(self.problems())

    def _say_back(self) -> None:
        draft = self.draft
        if draft.start and draft.end and draft.end > draft.start:
            self.understood("end", *said_back(draft.start, draft.end))
        else:
            self.hint("end", _TIMES)
        self.said.emit()

    def show_others(self, others: Sequence[Absent]) -> None:
        """Say in amber which absences there are at that time already."""
        texts = [f"{one.label} is there already: {in_words(one)}." for one in others]
        text = " ".join([*texts, "You can still save."])
        self.show_cautions([Caution("end", text)] if texts else [])


def in_words(absence: Absent) -> str:
    """When an absence is: `Sun 22 Nov to Tue 24 Nov`."""
    return said_back(absence.start, absence.end)[1]


def said_back(start: datetime, end: datetime) -> tuple[str, str]:
    """Say how long it is: `3 days`, and quietly from when to when; parts of days in hours."""
    first, last = clock.local_day(start), clock.local_day(end - clock.MINUTE)
    if start == clock.midnight(first) and end == clock.midnight(last + DAY):
        count = (last - first).days + 1
        shown = clock.short_day(first)
        if count > 1:
            shown = f"{shown} to {clock.short_day(last)}"
        return ("1 day" if count == 1 else f"{count} days"), shown
    begins = f"{clock.short_day(first)} {clock.wall(start)}"
    ends = f"{clock.short_day(last)} {clock.wall(end)}" if last != first else clock.wall(end)
    return clock.hours_long(clock.minutes_between(start, end)), f"{begins} to {ends}"


def _unread(said: Typed, today: date) -> Iterator[Problem]:
    if said.no_collar:
        yield Problem("collar", f"Nobody here is called {said.no_collar}. Choose from the list.")
    if said.no_kind:
        yield Problem("kind", unlisted.choice(said.no_kind, "Choose one."))
    first, last = first_day(said, today), last_day(said, today)
    for field, text, day, time in (
        ("start", said.start_day, first, said.start_time),
        ("end", said.end_day, last, said.end_time),
    ):
        if text and day is None:
            yield Problem(field, days.fault(text, today))
        elif day is not None and time:
            try:
                typed.read_start(day, time)
            except ClockError as error:
                yield Problem(f"{field}_time", str(error))
