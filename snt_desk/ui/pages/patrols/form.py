"""The form beside the log: a new patrol, or the one that was opened.

Nothing typed is ever lost: what is in the way of another patrol is put aside, and can be
brought back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from snt_desk.domain import clock
from snt_desk.domain.patrols import PatrolDraft
from snt_desk.errors import DeskError
from snt_desk.ui import waiting, when
from snt_desk.ui.form import Form
from snt_desk.ui.pages.patrols import layout, quick, reading, saying
from snt_desk.ui.pages.patrols.asides import Aside, Unsaved
from snt_desk.ui.pages.patrols.fields import PatrolFields
from snt_desk.ui.pages.patrols.legs import LegLine
from snt_desk.ui.pages.patrols.offers import Lookup
from snt_desk.ui.pages.patrols.put_aside import PutAside
from snt_desk.ui.pages.patrols.quick import QuickLine
from snt_desk.ui.pages.patrols.reading import Fault, TypedLeg, TypedPatrol
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import across, button

QUIET_MS = 300
"""How long typing rests before the records are asked what looks odd."""
_CLOSE = 10


class PatrolForm(Form):
    """Type or choose; what was understood and what looks odd stands below each field."""

    start_asked = Signal()
    """*Start now*."""
    changed = Signal()
    """Something else stands in it, or was put aside."""
    put_aside = Signal()
    """*Clear* put aside what stood in it."""

    def __init__(self, lookup: Lookup) -> None:
        self._head = button("Start now", "", "play", tip="Ctrl+Shift+N", writes=True)
        super().__init__("New patrol", self._head)
        self._lookup = lookup
        self.ref: str | None = None
        """The patrol that is open; None for a new one."""
        self._legs: tuple[TypedLeg, ...] = ()
        self._at = 0
        self._ends = False
        self._typed_at = clock.now()
        self._refused: frozenset[str] = frozenset()
        self.fields = PatrolFields(lookup)
        self.quick = QuickLine(lookup)
        self.kept = PutAside()
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
        self._fill(reading.blank(), None)

    def _add_rows(self) -> None:
        for one in (self.quick, self.elsewhere, self.kept, self.leg_line):
            self.add_widget(one)
        layout.lay_out(self, self.fields)
        self.add_widget(across(self._add_leg, self._add_visit, None))
        # A little closer than elsewhere: at 1280 x 800 the empty form has no need to scroll.
        self._fields.setSpacing(_CLOSE)

    def _listen(self) -> None:
        self.fields.changed.connect(self._typed)
        self.fields.left.connect(self._left)
        self.fields.which_clock.chosen.connect(self._tell_clock)
        self._quiet.timeout.connect(self._look)
        self._head.clicked.connect(self._head_pressed)
        self.leg_line.stepped.connect(self.step)
        self.leg_line.removed.connect(self._remove_leg)
        self._add_leg.clicked.connect(self.add_leg)
        self._add_visit.clicked.connect(self.add_visit)
        self.cleared.connect(self.clear)
        self.quick.entered.connect(self.begin_with)
        self.quick.left.connect(self.start)
        self.quick.line.changed.connect(self.changed)
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
        return self.dirty or bool(self.kept.all)

    def bring_up_unsaved(self) -> None:
        """Show something that is not saved, if the form does not do so already."""
        if not self.dirty and self.kept.all:
            self._bring_back()

    def begin(self) -> None:
        """Empty the form for a new patrol; what was typed is put aside."""
        self._put_aside()
        self._fill(reading.blank(), None)

    def begin_like_last(self) -> None:
        """Begin the next one after saving: How and what is pinned stay."""
        pinned = {name for name in layout.PINNED if self.pinned(name)}
        self._fill(reading.next_one(self.patrol, self._at, pinned), None)

    def begin_again(self, draft: PatrolDraft) -> None:
        """Begin a patrol of today like another; until something is changed, nothing is typed."""
        self._put_aside()
        self._fill(reading.again(draft, clock.today()), None)
        self.focus("out")

    def begin_with(self, text: str) -> None:
        """Begin a patrol with what is said in one line; what is missing comes next."""
        said = quick.understood(text, self._lookup)
        self._put_aside()
        self._fill(said.patrol, None)
        self._is_typed()
        self.quick.done()
        if said.unsure:
            self.box.say("Not sure of a word", " ".join(said.unsure), tone="warn")
        if said.missing:
            self.focus(said.missing)
        else:
            self.save_button.setFocus()

    def _is_typed(self) -> None:
        """Let it be saved as it stands, though it is what the form was filled with."""
        self._filled = replace(self._filled, legs=())
        self._typed_at = clock.now()
        self.changed.emit()

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
        taken = self.dirty
        if taken:
            self._put_aside()
        else:
            self.kept.forget()
        self._fill(reading.blank(), None)
        self.start()
        if taken:
            self.put_aside.emit()

    def refresh(self) -> None:
        """Show what the records say now, unless something is being typed."""
        self.fields.offer_again()
        if self.ref is not None and not self.dirty:
            try:
                self._fill(reading.written(self._lookup.opened(self.ref)), self.ref, self._at)
            except DeskError:
                self._fill(reading.blank(), None)
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
        self._fresh = clock.today() if ref is None and patrol == reading.blank() else None
        # As the fields give it back: what they tidy is nothing that was typed.
        self._filled = self.patrol
        self._show_place()
        self._look()
        self.changed.emit()

    def turn_day(self) -> None:
        """Take today's date after midnight, where nothing was typed into a new patrol."""
        if self._fresh not in {None, clock.today()} and not self.dirty:
            self._fill(reading.blank(), None)

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
        self._ends = self.ref is not None and saying.can_end(self._legs, clock.today())
        saying.show_now(self._head, ends=self._ends)

    def _head_pressed(self) -> None:
        if self._ends:
            self.end_now()
        else:
            self.start_asked.emit()

    def end_now(self) -> None:
        """Write this minute as the end of the patrol that is open; Save comes next."""
        self._go_to_leg(len(self._legs) - 1)
        self.fields.back.set_value(when.written_time(clock.this_minute()))
        self.save_button.setFocus()

    # --- What was put aside -------------------------------------------------------------------

    @property
    def unsaved(self) -> Unsaved:
        """All that was typed and is not saved: what was put aside, then what is shown."""
        shown = [self._as_typed()] if self.dirty else []
        return Unsaved((*self.kept.all, *shown), self.quick.line.value)

    def restore(self, kept: Unsaved) -> None:
        """Offer to bring back what was typed when the program last ended."""
        self.kept.bring(kept.asides)
        self.quick.show_line(kept.line)

    def _put_aside(self) -> None:
        self.fields.wake()
        if self.dirty:
            self.kept.put(self._as_typed())

    def _as_typed(self) -> Aside:
        return Aside(self.ref, self.patrol, self._at, self._typed_at)

    def _bring_back(self) -> None:
        aside = self.kept.take(self._as_typed() if self.dirty else None)
        self._fill(aside.patrol, aside.ref, aside.at)
        # Still not saved: nothing that can be typed is the same.
        self._is_typed()
        self._typed_at = aside.typed
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

    def step(self, by: int) -> None:
        """Show the leg before (-1) or after (1), if there is one."""
        self._go_to_leg(self._at + by)

    def has_legs(self) -> bool:
        """Whether there are several."""
        return len(self._legs) > 1

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
        self._typed_at = clock.now()
        self._say_back()
        self._show_refused()
        self._quiet.start()
        self.changed.emit()

    def _left(self) -> None:
        """A date or a time was left; was it twice that night, the focus goes to the question."""
        self._look()
        fields = self.fields
        next_ones = {fields.back, fields.crew.line}
        if fields.which_clock.words and QApplication.focusWidget() in next_ones:
            fields.which_clock.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_clock(self, zone: str) -> None:
        """Write which of two times is meant, and go on to the next field."""
        next_one = self.fields.tell_clock(zone)
        self._look()
        self.focus(next_one)

    def _say_back(self) -> None:
        start = reading.stretch(self.fields.leg(), clock.today()).start
        self.fields.visits.show_leg(start)
        self._show_visits()
        strong, quiet = reading.said_back(self.patrol.legs, self._at, clock.today())
        if strong or quiet:
            self.understood("out", strong, quiet)
        else:
            self.hint("out", layout.HINT)

    def _look(self) -> None:
        """Ask the records what looks odd; amber, and it can be saved all the same."""
        if waiting.is_waiting():
            # They are being waited for already: this can wait as well.
            self._quiet.start()
            return
        self._quiet.stop()
        self._say_back()
        self.fields.offer_usual()
        self.fields.ask_clock()
        meant = reading.draft(self.patrol, clock.today())
        cautions = self._lookup.cautions(meant, self.ref)
        here = saying.of_leg(cautions, self._at, self.fields.leg(), meant.legs[self._at])
        self.fields.crew.mark({one.about: "warn" for one in here if one.about})
        self.show_cautions([*saying.joined(here)])
        self.leg_line.show_odd({one.part for one in cautions} - {None, self._at})

    def _faults(self) -> list[Fault]:
        labels = self._lookup.offers.outcome_labels()
        return list(reading.faults(self.patrol, clock.today(), labels))

    def _show_refused(self) -> None:
        """After a refused save, what is mended loses its red at once."""
        if not self._refused:
            return
        left = [one for one in saying.here(self._faults(), self._at) if one.field in self._refused]
        self._refused = frozenset(one.field for one in left)
        self.show_problems(left)

    def checked(self) -> PatrolDraft | None:
        """Give the patrol to be saved; or say why it cannot be, and give nothing."""
        self.fields.settle()
        faults = self._faults()
        if not faults:
            return reading.draft(self.patrol, clock.today())
        if not saying.here(faults, self._at):
            self._go_to_leg(faults[0].leg)
        here = saying.here(faults, self._at)
        self._refused = frozenset(one.field for one in here)
        self.refuse(here)
        return None

    def say_elsewhere(self, ref: str) -> None:
        """Say that a patrol is saved although the list does not show it."""
        self.elsewhere_ref = ref
        self.elsewhere.say("Saved", "The list beside does not show it.", "Show it")
