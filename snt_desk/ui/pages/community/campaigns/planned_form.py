"""The form of a planned patrol: when, how, where, who is to go; and the way to log it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from snt_desk.domain import clock
from snt_desk.domain.campaigns import PLANNED, PlannedDraft
from snt_desk.domain.drafts import Caution, Problem, together
from snt_desk.ui import unlisted, when
from snt_desk.ui.fields import MOST_IMPORTED, Choice, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.last_answer import LastAnswer
from snt_desk.ui.parts import across, button
from snt_desk.ui.record_form import RecordForm, choose, text_of
from snt_desk.ui.tokens import CrewField
from snt_desk.ui.when_fields import WhenFields

if TYPE_CHECKING:
    from snt_desk.ui.pages.community.records import Records

FIELDS = (
    *("mode", "date", "from", "until", "place", "officers", "priority", "purpose"),
    *("campaign", "note"),
)
"""In the order in which they are read."""
_LOG, _OPEN = "Log it as a patrol", "Open the patrol"


@dataclass(frozen=True)
class TypedPlanned:
    """All that stands in the form; `no_...` was typed where only a choice will do."""

    mode: str | None = None
    no_mode: str = ""
    day: str = ""
    start: str = ""
    end: str = ""
    place: str | None = None
    no_place: str = ""
    officers: tuple[str, ...] = ()
    nobody: str = ""
    priority: str | None = None
    no_priority: str = ""
    purpose: str | None = None
    no_purpose: str = ""
    campaign: str | None = None
    no_campaign: str = ""
    note: str = ""


class PlannedForm(RecordForm[TypedPlanned]):
    """Takes what is typed about a planned patrol and says what it means."""

    table = PLANNED
    new_title = "New planned patrol"
    log_asked = Signal()
    """*Log it as a patrol*, or open what it became."""

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedPlanned())
        self._records = records
        self.mode = Choice("On foot")
        self._when = WhenFields(self)
        self.day, self.begins, self.ends = self._when.fields
        self.place = Choice("Anywhere")
        self.officers = CrewField()
        self.priority = Choice("None")
        self.purpose = Choice("What for")
        self.campaign = Choice("Choose")
        self.note = NoteField("Start at the shops", lines=2, most=MOST_IMPORTED)
        self.log_button = button(_LOG, icon="footprints", writes=True)
        self._against: LastAnswer[tuple[Caution, ...]] = LastAnswer()
        self._choices = [self.mode, self.place, self.priority, self.purpose, self.campaign]
        self._add_fields()
        for field in (
            *(self.mode, self.place, self.priority, self.purpose, self.campaign),
            *(self.day, self.begins, self.ends, self.officers, self.note),
        ):
            field.changed.connect(self._edited)
        self.log_button.clicked.connect(self.log_asked)

    def _add_fields(self) -> None:
        self.add(Part("mode", "Ho&w", self.mode))
        self._when.add()
        self.add(Part("place", "&Place", self.place))
        self.add(Part("officers", "Who &is to go", self.officers))
        self.add(
            Part("priority", "Priorit&y", self.priority),
            Part("purpose", "Wh&at for", self.purpose),
        )
        self.add(Part("campaign", "&Campaign", self.campaign))
        self.add(Part("note", "What el&se", self.note))
        self.add_widget(across(self.log_button, None))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedPlanned:
        """All that stands in it, saved or not."""
        return TypedPlanned(
            mode=text_of(self.mode),
            no_mode=self.mode.unknown,
            day=self.day.value,
            start=self.begins.value,
            end=self.ends.value,
            place=text_of(self.place),
            no_place=self.place.unknown,
            officers=self.officers.value,
            nobody=self.officers.unknown,
            priority=text_of(self.priority),
            no_priority=self.priority.unknown,
            purpose=text_of(self.purpose),
            no_purpose=self.purpose.unknown,
            campaign=text_of(self.campaign),
            no_campaign=self.campaign.unknown,
            note=self.note.value,
        )

    @property
    def called(self) -> str:
        """What it is, as it was saved."""
        return "Planned patrol" if self.opened else ""

    @property
    def draft(self) -> PlannedDraft:
        """The patrol that is meant, as far as it can be read."""
        typed = self.typed
        meant = when.read(typed.day, typed.start, typed.end, clock.today())
        return PlannedDraft(
            campaign=typed.campaign or "",
            mode=typed.mode or "",
            start=meant.start,
            end=meant.end,
            place=typed.place,
            priority=typed.priority,
            purpose=typed.purpose,
            note=typed.note or None,
            officers=typed.officers,
        )

    def begin(self) -> None:
        """Make room for a new one on the day of the plan that is looked at."""
        of = self._records.campaigns
        self._offer(None)
        day = when.written(clock.midnight(of.day), None)[0] if of.day else ""
        self._put("", TypedPlanned(day=day, campaign=of.tag or None))
        self._show_button()

    def open(self, ref: str) -> None:
        """Show a planned patrol."""
        draft = self._records.planned.opened(ref)
        self._offer(draft)
        self._put(ref, _written(draft))
        self._show_button()

    def write(self) -> str:
        """Write the planned patrol."""
        return self._records.planned.save(self.opened, self.draft)

    def offer(self) -> None:
        """Offer people, places, priorities and campaigns as they stand."""
        self._against.forget()
        self._filling = True
        offers = self._records.offers
        self.place.show_choices(offers.places)
        self.officers.show_people(offers.people)
        self.priority.show_choices(offers.priority_choices())
        self.campaign.show_choices(offers.campaigns)
        self._filling = False

    def _offer(self, draft: PlannedDraft | None) -> None:
        """Offer the codes of its day as well, and those that it has."""
        start = draft.start if draft else None
        day = clock.local_day(start) if start else self._records.campaigns.day or clock.today()
        self._filling = True
        for choice, name, used in (
            (self.mode, "mode", draft.mode if draft else ""),
            (self.purpose, "purpose", draft.purpose if draft else ""),
        ):
            choice.show_choices(self._records.kinds(name, day, [used] if used else []))
        self._filling = False
        self.offer()

    def _fill(self, typed: TypedPlanned) -> None:
        choose(self.mode, typed.mode, typed.no_mode)
        self._when.set_value(typed.day, typed.start, typed.end)
        choose(self.place, typed.place, typed.no_place)
        self.officers.set_value(typed.officers, typed.nobody)
        choose(self.priority, typed.priority, typed.no_priority)
        choose(self.purpose, typed.purpose, typed.no_purpose)
        choose(self.campaign, typed.campaign, typed.no_campaign)
        self.note.set_value(typed.note)

    def _settle(self) -> None:
        super()._settle()
        self.officers.settle()

    def _show_button(self) -> None:
        logged = bool(self.opened) and bool(self._records.planned.came_of(self.opened))
        self.log_button.setText(_OPEN if logged else _LOG)
        self.log_button.setAccessibleName(_OPEN if logged else _LOG)
        self.log_button.setEnabled(bool(self.opened))

    # --- What is said of it -------------------------------------------------------------------

    def _problems(self) -> Sequence[Problem]:
        typed = self.typed
        times = when.read(typed.day, typed.start, typed.end, clock.today())
        unread = [*self._unread(typed), *times.problems]
        if not typed.day:
            unread.append(Problem("date", "Enter the day of the patrol."))
        covered = {"from"} if any(one.field == "date" for one in unread) else ()
        return together(unread, self.draft.problems(), FIELDS, covered)

    def _unread(self, typed: TypedPlanned) -> Iterator[Problem]:
        for field in ("mode", "place", "priority", "purpose", "campaign"):
            if unknown := getattr(typed, f"no_{field}"):
                yield Problem(field, unlisted.choice(unknown))
        if typed.nobody:
            yield Problem("officers", unlisted.person(typed.nobody))

    def _cautions(self) -> Sequence[Caution]:
        # Whatever is noted of it: that speaks against nothing.
        draft = replace(self.draft, note=None)
        found = self._against.to(draft, lambda: self._records.planned.warnings(draft))
        self.officers.mark({one.about: "warn" for one in found if one.about})
        return found

    def _say_back(self) -> None:
        self._when.say_back()


def _written(draft: PlannedDraft) -> TypedPlanned:
    day, start, end = when.written(draft.start, draft.end)
    made = TypedPlanned(
        mode=draft.mode or None,
        day=day,
        start=start,
        end=end,
        place=draft.place,
        officers=draft.officers,
    )
    return replace(
        made,
        priority=draft.priority,
        purpose=draft.purpose,
        campaign=draft.campaign or None,
        note=draft.note or "",
    )
