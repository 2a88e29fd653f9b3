"""The form beside the log: a new patrol, or the one that was opened.

Nothing typed is ever lost: what is in the way of another patrol is put aside, and can be
brought back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QEvent, QTimer, Signal

from snt_desk.domain import clock
from snt_desk.domain.drafts import Caution
from snt_desk.domain.patrols import PatrolDraft
from snt_desk.errors import DeskError
from snt_desk.ui import when
from snt_desk.ui.form import Form, Part
from snt_desk.ui.pages.patrols import reading
from snt_desk.ui.pages.patrols.fields import PatrolFields
from snt_desk.ui.pages.patrols.legs import LegLine
from snt_desk.ui.pages.patrols.offers import Lookup
from snt_desk.ui.pages.patrols.reading import Fault, TypedLeg, TypedPatrol
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import across, announce, button

QUIET_MS = 300
"""How long typing rests before the records are asked what looks odd."""
_HINT = "2215, 22.15 or 10.15pm. Leave In empty if still out."
_CLOSE = 12
_OF_ALL_LEGS = frozenset({"for", "outcomes"})
_FIELDS = {"priority": "for"}


@dataclass(frozen=True)
class _Aside:
    """What was typed when another patrol took its place."""

    ref: str | None
    patrol: TypedPatrol
    at: int


class PatrolForm(Form):
    """Type or choose; what was understood and what looks odd stands below each field."""

    start_asked = Signal()
    """*Start now*."""

    def __init__(self, lookup: Lookup) -> None:
        self._head = button("Start now", "", "play", tip="Ctrl+Shift+N")
        super().__init__("New patrol", self._head)
        self._lookup = lookup
        self.ref: str | None = None
        """The patrol that is open; None for a new one."""
        self._legs: tuple[TypedLeg, ...] = ()
        self._at = 0
        self._aside: list[_Aside] = []
        self._refused: frozenset[str] = frozenset()
        self.fields = PatrolFields(lookup)
        self.kept = Box("info")
        self.elsewhere = Box("info")
        self.elsewhere_ref = ""
        """The patrol that was saved and is not in the list."""
        self.leg_line = LegLine()
        self._add_leg = button("Add &leg", "chip", "plus")
        self._add_visit = button("Add vi&sit", "chip", "plus")
        self._fresh: date | None = None
        self._filled = TypedPatrol(())
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._add_rows()
        self._listen()
        self._fill(_blank(), None)

    def _add_rows(self) -> None:
        fields = self.fields
        for one in (self.elsewhere, self.kept, self.leg_line):
            self.add_widget(one)
        self.add(Part("how", "Ho&w", fields.how))
        self.add(
            Part("date", "&Date", fields.day, stretch=5),
            Part("out", "&Out", fields.out, stretch=2),
            Part("in", "&In", fields.back, stretch=2),
            hint=_HINT,
        )
        self.add(Part("crew", "&Crew", fields.crew))
        self.add(
            Part("place", "&Place", fields.place, stretch=2, pin=True),
            Part("for", "For", fields.reason, stretch=3, pin=True),
        )
        self.add(Part("outcomes", "O&utcomes", fields.outcomes))
        self.add(Part("note", "&Note", fields.note))
        self.add(
            Part("operation", "Oper&ation", fields.operation, stretch=3),
            Part("visible", "Visi&ble", fields.visible, stretch=0),
        )
        self.add(Part("visits", "Hot spot visits", fields.visits))
        self.add_widget(across(self._add_leg, self._add_visit, None))
        # A little closer than elsewhere: at 1280 x 800 the empty form has no need to scroll.
        self._fields.setSpacing(_CLOSE)

    def _listen(self) -> None:
        self.fields.changed.connect(self._typed)
        self.fields.left.connect(self._look)
        self._quiet.timeout.connect(self._look)
        self._head.clicked.connect(self._head_pressed)
        self.leg_line.stepped.connect(self._step)
        self.leg_line.removed.connect(self._remove_leg)
        self._add_leg.clicked.connect(self.add_leg)
        self._add_visit.clicked.connect(self.add_visit)
        self.cleared.connect(self.clear)
        self.kept.pressed.connect(self._bring_back)

    # --- Which patrol -------------------------------------------------------------------------

    @property
    def patrol(self) -> TypedPatrol:
        """All that stands in the form."""
        legs = [*self._legs]
        legs[self._at] = self.fields.leg()
        return self.fields.patrol(tuple(legs))

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.patrol != self._filled

    @property
    def has_unsaved(self) -> bool:
        """Whether anything typed is not saved, be it put aside."""
        return self.dirty or bool(self._aside)

    def bring_up_unsaved(self) -> None:
        """Show something that is not saved, if the form does not do so already."""
        if not self.dirty and self._aside:
            self._bring_back()

    def begin(self) -> None:
        """Empty the form for a new patrol; what was typed is put aside."""
        self._put_aside()
        self._fill(_blank(), None)

    def begin_like_last(self) -> None:
        """Begin the next one after saving: date, how and crew stay, and what is pinned."""
        before = self.patrol
        leg = before.legs[self._at]
        place = leg.place if self.pinned("place") else None
        next_leg = TypedLeg(leg.mode, leg.day, crew=leg.crew, place=place)
        reason = before.reason if self.pinned("for") else None
        self._fill(TypedPatrol((next_leg,), reason), None)

    def begin_again(self, draft: PatrolDraft) -> None:
        """Begin a patrol of today like another; what was seen and done is its own."""
        self._put_aside()
        self._fill(reading.again(draft, clock.today()), None)
        # It can be saved as it stands: it is not what the form was filled with.
        self._filled = replace(self._filled, legs=())
        self.focus("out")

    def begin_now(self) -> None:
        """Begin a patrol that goes out at this minute; who is on it comes next."""
        self.begin()
        self.fields.out.set_value(when.written_time(clock.this_minute()))
        self.focus("crew")

    def open(self, ref: str, draft: PatrolDraft) -> None:
        """Show a patrol of the log; what was typed is put aside."""
        self._put_aside()
        self._fill(reading.written(draft), ref)

    def show_saved(self, ref: str, draft: PatrolDraft) -> None:
        """Go on with the patrol that has just been saved."""
        self._fill(reading.written(draft), ref, self._at)

    def clear(self) -> None:
        """Empty the form; pressed again, what was put aside is forgotten as well."""
        if self.dirty:
            self._put_aside()
        else:
            self._aside.clear()
        self._fill(_blank(), None)
        self.start()

    def refresh(self) -> None:
        """Show what the records say now, unless something is being typed."""
        self.fields.offer_again()
        if self.ref is not None and not self.dirty:
            try:
                self._fill(reading.written(self._lookup.opened(self.ref)), self.ref, self._at)
            except DeskError:
                self._fill(_blank(), None)
        self._look()

    def _fill(self, patrol: TypedPatrol, ref: str | None, at: int = 0) -> None:
        self.ref = ref
        self._legs = patrol.legs
        self._at = min(at, len(self._legs) - 1)
        self._refused = frozenset()
        self.clear_marks()
        self.box.hide()
        self.elsewhere.hide()
        self.fields.fill(patrol, self._at)
        self._fresh = clock.today() if ref is None and patrol == _blank() else None
        # As the fields give it back: what they tidy is nothing that was typed.
        self._filled = self.patrol
        self._show_place()
        self._show_aside()
        self._look()

    def turn_day(self) -> None:
        """Take today's date after midnight, where nothing was typed into a new patrol."""
        if self._fresh not in {None, clock.today()} and not self.dirty:
            self._fill(_blank(), None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # The lid was shut over midnight: no minute has passed for the program.
        if event.type() == QEvent.Type.ActivationChange and self._legs:
            self.turn_day()

    def _show_place(self) -> None:
        """Say which patrol and which leg is shown."""
        start = reading.stretch(self._legs[0], clock.today()).start
        day = clock.short_day(clock.local_day(start)) if start else ""
        self.set_title("New patrol" if self.ref is None else f"Patrol of {day}")
        self.leg_line.show_leg(self._at, len(self._legs))
        can_end = self.ref is not None and self._can_end()
        words = "End now" if can_end else "Start now"
        self._head.setText(words)
        self._head.setAccessibleName(words)
        self._head.setToolTip("Ctrl+Shift+E" if can_end else "Ctrl+Shift+N")
        self._head.set_icon("clock" if can_end else "play")

    def _can_end(self) -> bool:
        """Whether the last leg is out, and for so long that a time alone says when it ended."""
        last = reading.stretch(self._legs[-1], clock.today())
        if last.start is None or last.end is not None:
            return False
        return 0 < clock.minutes_between(last.start, clock.now()) <= clock.LONGEST_STRETCH

    def _head_pressed(self) -> None:
        if self._head.text() == "Start now":
            self.start_asked.emit()
            return
        self.end_now()

    def end_now(self) -> None:
        """Write this minute as the end of the patrol that is open; Save comes next."""
        self._go_to_leg(len(self._legs) - 1)
        self.fields.back.set_value(when.written_time(clock.this_minute()))
        self.save_button.setFocus()

    # --- What was put aside -------------------------------------------------------------------

    def _put_aside(self) -> None:
        if self.dirty:
            self._aside.append(self._as_typed())

    def _as_typed(self) -> _Aside:
        return _Aside(self.ref, self.patrol, self._at)

    def _show_aside(self) -> None:
        if not self._aside:
            self.kept.hide()
            return
        which = "the new patrol" if self._aside[-1].ref is None else "the other patrol"
        self.kept.say("Not saved yet", f"What you typed for {which} is kept.", "Bring it back")

    def _bring_back(self) -> None:
        aside = self._aside.pop()
        if self.dirty:
            # Below the others: so each of them comes up in turn.
            self._aside.insert(0, self._as_typed())
        self._fill(aside.patrol, aside.ref, aside.at)
        # Still not saved: nothing that can be typed is the same.
        self._filled = replace(self._filled, legs=())
        self.start()

    # --- Legs and visits ------------------------------------------------------------------------

    def add_leg(self) -> None:
        """Let a second leg begin: the one that is shown ends there."""
        self._legs = reading.added_leg(self.patrol.legs, self._at)
        self._show_leg(self._at + 1)
        self.start()

    def add_visit(self) -> None:
        """Let a visit to a hot spot be typed, on the leg that is shown."""
        self.show_row("visits", shown=True)
        self.fields.visits.add()

    def _show_visits(self) -> None:
        self.show_row("visits", shown=self.fields.visits.count > 0)

    def _remove_leg(self) -> None:
        legs = self.patrol.legs
        self._legs = (*legs[: self._at], *legs[self._at + 1 :])
        self._show_leg(max(0, self._at - 1))
        self.start()

    def _step(self, by: int) -> None:
        self._go_to_leg(self._at + by)

    def _go_to_leg(self, at: int) -> None:
        if 0 <= at < len(self._legs) and at != self._at:
            self._legs = reading.joined_legs(self.patrol.legs, clock.today())
            self._show_leg(at)

    def _show_leg(self, at: int) -> None:
        self._at = at
        self._refused = frozenset()
        self.clear_marks()
        self.fields.fill_leg(self._legs[at])
        self._show_place()
        self._look()

    # --- What is said about it ----------------------------------------------------------------

    def _typed(self) -> None:
        self._say_back()
        self._show_refused()
        self._quiet.start()

    def _say_back(self) -> None:
        start = reading.stretch(self.fields.leg(), clock.today()).start
        self.fields.visits.show_leg(start)
        self._show_visits()
        strong, quiet = reading.said_back(self.patrol.legs, self._at, clock.today())
        if strong or quiet:
            self.understood("out", strong, quiet)
        else:
            self.hint("out", _HINT)

    def _look(self) -> None:
        """Ask the records what looks odd; amber, and it can be saved all the same."""
        self._quiet.stop()
        self._say_back()
        self.fields.offer_for_day()
        meant = reading.draft(self.patrol, clock.today())
        leg = meant.legs[self._at]
        cautions: Sequence[Caution] = ()
        if leg.start is not None:
            cautions = self._lookup.cautions(replace(meant, legs=(leg,)), self.ref)
        self.fields.crew.mark({one.about: "warn" for one in cautions if one.about})
        self.show_cautions([*_joined(cautions)])

    def _faults(self) -> list[Fault]:
        labels = self._lookup.offers.outcome_labels()
        return list(reading.faults(self.patrol, clock.today(), labels))

    def _here(self, faults: Sequence[Fault]) -> list[Fault]:
        """Those that can be seen: of the leg that is shown, or of the whole patrol."""
        return [one for one in faults if one.leg == self._at or one.field in _OF_ALL_LEGS]

    def _show_refused(self) -> None:
        """After a refused save, what is mended loses its red at once."""
        if not self._refused:
            return
        left = [one for one in self._here(self._faults()) if one.field in self._refused]
        self._refused = frozenset(one.field for one in left)
        self.show_problems(left)

    def checked(self) -> PatrolDraft | None:
        """Give the patrol to be saved; or say why it cannot be, and give nothing."""
        self.fields.settle()
        faults = self._faults()
        if not faults:
            return reading.draft(self.patrol, clock.today())
        if not self._here(faults):
            self._go_to_leg(faults[0].leg)
        here = self._here(faults)
        self._refused = frozenset(one.field for one in here)
        self.refuse(here)
        return None

    def say_failed(self, error: DeskError) -> None:
        """Say above the fields why the save failed; all that was typed stays."""
        self.box.say(error.title, error.detail)
        announce(self.box, self.box.words)

    def say_elsewhere(self, ref: str) -> None:
        """Say that a patrol is saved although the list does not show it."""
        self.elsewhere_ref = ref
        self.elsewhere.say("Saved", "The list beside does not show it.", "Show it")


def _blank() -> TypedPatrol:
    return TypedPatrol((TypedLeg(day=clock.long_day(clock.today())),))


def _joined(cautions: Sequence[Caution]) -> Iterator[Caution]:
    """A line for each; the last of a field says that it does not matter for saving."""
    texts: dict[str, list[str]] = {}
    for one in cautions:
        texts.setdefault(_FIELDS.get(one.field, one.field), []).append(one.text)
    for field, said in texts.items():
        yield Caution(field, "\n".join(said) + " You can still save.")
