"""The fields of the form of a patrol: filled from what was typed, and read back as it stands."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from snt_desk.domain import clock
from snt_desk.domain.usual import Moment, Usual, first
from snt_desk.ui.fields import Choice, LineField, NoteField, Segment
from snt_desk.ui.later import later
from snt_desk.ui.outcomes import OutcomesField
from snt_desk.ui.pages.patrols import offered, reading
from snt_desk.ui.pages.patrols.clocks import WhichClock
from snt_desk.ui.pages.patrols.offered import OfferedLine
from snt_desk.ui.pages.patrols.offers import Lookup, Reason
from snt_desk.ui.pages.patrols.reading import TypedLeg, TypedPatrol
from snt_desk.ui.pages.patrols.visits import VisitsField
from snt_desk.ui.parts import Tick
from snt_desk.ui.tokens import CrewField, Person

# As long as an import may bring: what is opened and saved loses nothing.
_LONGEST = 32_767
# Partners stand among the people: no collar has a space in it.
_PARTNER = "partner "
_SOON_MS = 200


class PatrolFields(QObject):
    """The fields, and one leg at a time of what stands in them."""

    changed = Signal()
    """Something was typed or chosen; silent while they are filled."""
    left = Signal()
    """A field of the date or the times was left."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self._lookup = lookup
        self._filling = False
        self._offered: tuple[date, Usual] | None = None
        self._awake = False
        self.how = Segment(*lookup.offers.modes())
        self.day = LineField("fri", nudge=self._nudge_day, settle=self._tidy_day)
        self.out = OfferedLine("2215", settle=self._tidy_out)
        self.back = OfferedLine("+90", settle=self._tidy_back)
        self.which_clock = WhichClock()
        self.crew = CrewField()
        self.place = Choice()
        # What is left empty is saved as this: it is said before, and stays a choice.
        self.reason = Choice("Other, if empty")
        self.outcomes = OutcomesField()
        self.note = NoteField("What was seen and done", most=_LONGEST)
        self.plan = ""
        self.operation = OfferedLine(most=_LONGEST, finds=True)
        self.visible = Tick("Yes")
        self.visits = VisitsField(self.visible)
        # Before they stand in a form: Tab goes by the order in which they are made.
        self.offer_usual()
        # The window shows its rows first; and may be gone by then.
        later(self.crew, self.wake, _SOON_MS)
        self._listen()

    def _listen(self) -> None:
        for signal in (
            *(line.changed for line in (self.day, self.out, self.back, self.operation)),
            *(choice.changed for choice in (self.place, self.reason)),
            self.how.changed,
            self.crew.changed,
            self.outcomes.changed,
            self.note.changed,
            self.visits.changed,
        ):
            signal.connect(self._tell)
        self.visible.toggled.connect(self._tell)
        for line in (self.day, self.out, self.back):
            line.editingFinished.connect(self.left)

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

    # --- What stands in them ------------------------------------------------------------------

    def leg(self) -> TypedLeg:
        """The leg that is shown, as it stands."""
        place, crew = self.place.value, self.crew.value
        return TypedLeg(
            mode=str(self.how.value),
            day=self.day.value,
            out=self.out.value,
            back=self.back.value,
            crew=tuple(one for one in crew if not one.startswith(_PARTNER)),
            nobody=self.crew.unknown,
            place=place if isinstance(place, str) else None,
            nowhere=self.place.unknown,
            partners=tuple(one.removeprefix(_PARTNER) for one in crew if one.startswith(_PARTNER)),
            visits=self.visits.value,
        )

    def patrol(self, legs: tuple[TypedLeg, ...]) -> TypedPatrol:
        """The patrol of these legs, with all that stands in the other fields."""
        return TypedPatrol(
            legs=legs,
            reason=self._reason(),
            no_reason=self.reason.unknown,
            visible=self.visible.isChecked(),
            operation=self.operation.value,
            outcomes=self.outcomes.value,
            no_outcome=self.outcomes.unknown,
            note=self.note.value,
            plan=self.plan,
        )

    def _reason(self) -> Reason | None:
        chosen = self.reason.value
        return chosen if isinstance(chosen, tuple) else None

    def fill(self, patrol: TypedPatrol, at: int) -> None:
        """Show a patrol, with one of its legs."""
        self._filling = True
        self._fill_leg(patrol.legs[at])
        if self._offered is not None:
            self._offer_reasons(*self._offered, patrol.reason)
        self.reason.set_value(patrol.reason)
        if patrol.no_reason:
            self.reason.setEditText(patrol.no_reason)
        self.outcomes.set_value(patrol.outcomes or {}, patrol.no_outcome)
        self.note.set_value(patrol.note)
        self.plan = patrol.plan
        self.operation.set_value(patrol.operation)
        self.visible.setChecked(patrol.visible)
        self._filling = False

    def fill_leg(self, leg: TypedLeg) -> None:
        """Show another leg of the same patrol."""
        self._filling = True
        self._fill_leg(leg)
        self._filling = False

    def _fill_leg(self, leg: TypedLeg) -> None:
        self.how.show_options(*self._lookup.offers.modes())
        self.how.set_value(leg.mode)
        self.day.set_value(leg.day)
        self.out.set_value(leg.out)
        self.back.set_value(leg.back)
        self._offer(*self._usual(leg.crew))
        partners = (_PARTNER + one for one in leg.partners)
        self.crew.set_value((*leg.crew, *partners), leg.nobody)
        self.place.set_value(leg.place)
        if leg.nowhere:
            self.place.setEditText(leg.nowhere)
        self.visits.show_hotspots(self._lookup.offers.hotspot_choices())
        self.visits.set_value(leg.visits)

    # --- What they offer ----------------------------------------------------------------------

    def offer_again(self) -> None:
        """Offer what stands in the records now."""
        self._offered = None
        self._filling = True
        self.how.show_options(*self._lookup.offers.modes())
        self.visits.show_hotspots(self._lookup.offers.hotspot_choices())
        self._offer(*self._usual(self.crew.value))
        self._filling = False

    def wake(self) -> None:
        """Look into the log for what is usual: from now on somebody may want to know."""
        if not self._awake:
            self._awake = True
            self.offer_usual()

    def offer_usual(self) -> None:
        """Offer what there is on the day that is typed, what is usual then and with whom first."""
        # A list that is open stays as it is.
        if not any(one.is_open for one in (self.crew, self.place, self.reason)):
            self._offer(*self._usual(self.crew.value))

    def _usual(self, crew: tuple[str, ...]) -> tuple[date, Usual]:
        leg, today = TypedLeg(day=self.day.value, out=self.out.value), clock.today()
        found = reading.stretch(leg, today)
        day = found.day or today
        out = clock.local(found.start).time() if found.start else None
        return day, self._lookup.usual(Moment(day, out, crew)) if self._awake else Usual()

    def _offer(self, day: date, usual: Usual) -> None:
        if (day, usual) == self._offered:
            return
        if self._offered is None or day != self._offered[0]:
            labels = self._lookup.offers.outcome_labels()
            self.outcomes.show_outcomes(self._lookup.offers.outcomes(day), labels)
        self._offered = day, usual
        self._offer_crew(day, usual)
        self.place.show_choices(offered.first(usual.places, self._lookup.offers.place_choices()))
        self._offer_reasons(day, usual, self._reason())
        self.operation.show_offers(usual.operations)
        self.out.show_offers([f"{one:%H:%M}" for one in usual.starts])
        self.back.show_offers([f"+{one}" for one in usual.lengths])

    def _offer_crew(self, day: date, usual: Usual) -> None:
        people = first(usual.people, [one.collar for one in self._lookup.people(day)])
        known = {one.collar: one for one in self._lookup.people(day)}
        names = dict(self._lookup.offers.partners)
        staff = (
            Person(_PARTNER + r, names[r], listed=names[r]) for r in first(usual.partners, names)
        )
        self.crew.show_people((*(known[one] for one in people), *staff))

    def _offer_reasons(self, day: date, usual: Usual, kept: Reason | None) -> None:
        reasons = self._lookup.offers.reasons(day, day, kept)
        self.reason.show_choices(offered.first(usual.reasons, reasons))

    # --- The night when the clocks go back ----------------------------------------------------

    def ask_clock(self) -> None:
        """Ask which is meant of a time that was twice, as long as one is."""
        found = reading.twice(self.leg(), clock.today())
        self.which_clock.ask(found[1] if found else None)

    def tell_clock(self, zone: str) -> str:
        """Write which of two times is meant; gives the name of the field that comes next."""
        field, at = reading.twice(self.leg(), clock.today()) or ("in", None)
        if at is not None:
            line = self.out if field == "out" else self.back
            line.set_value(f"{at:%H:%M} {zone}")
        return "in" if field == "out" else "crew"

    # --- Tidying ------------------------------------------------------------------------------

    def settle(self) -> None:
        """Take what letters can only mean, as if each field had been left."""
        self.crew.settle()
        self.outcomes.settle()
        self.visits.settle()
        for choice in (self.place, self.reason):
            choice.settle()

    def _nudge_day(self, text: str, letter: str) -> str | None:
        return reading.nudged_day(text, letter, clock.today())

    def _tidy_day(self, text: str) -> str:
        return reading.tidy_day(text, clock.today())

    def _tidy_out(self, _text: str) -> str:
        return reading.tidy_out(self.leg(), clock.today())

    def _tidy_back(self, _text: str) -> str:
        return reading.tidy_back(self.leg(), clock.today())
