"""The form of a meeting, be it held once or again: the fields that say what, when, where, who."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField
from snt_desk.ui.form import Part
from snt_desk.ui.named_by_kind import NamedByKind
from snt_desk.ui.pages.partners.meets_reading import TypedMeets
from snt_desk.ui.pages.partners.records import Records
from snt_desk.ui.record_form import RecordForm, choose, text_of
from snt_desk.ui.tokens import CrewField, Person
from snt_desk.ui.when_fields import WhenFields

M = TypeVar("M", bound=TypedMeets)


class MeetsForm(RecordForm[M]):
    """Has the fields, and what can be chosen in them; each kind puts them where they read well."""

    adds_partners = False
    """Whether an organisation that is not in the records can be added."""

    def __init__(self, records: Records, blank: M) -> None:
        super().__init__(records.holds, blank)
        self._records = records
        self.kind = Choice()
        self.name = LineField("ASB panel", most=MOST_IMPORTED)
        self._when = self._made_when()
        self.day, self.begins, self.ends = self._when.fields
        self.venue = LineField("Council offices, room 2", most=MOST_IMPORTED)
        self.place = Choice("Anywhere")
        self.priority = Choice("None")
        self.officers = CrewField()
        self.partners = CrewField("Letters of its name", adds=self.adds_partners)
        self._choices = [self.kind, self.place, self.priority]
        self._named = NamedByKind(self.kind, self.name)

    def _made_when(self) -> WhenFields:
        return WhenFields(self)

    def _add_what(self) -> None:
        self.add(
            Part("kind", "&Kind", self.kind, stretch=1),
            Part("title", "What &it is", self.name, stretch=1),
        )

    def _listen(self) -> None:
        for signal in (
            *(one.changed for one in (self.name, self.begins, self.ends, self.venue)),
            *(one.changed for one in (self.place, self.priority)),
            *(one.changed for one in (self.officers, self.partners)),
        ):
            signal.connect(self._edited)
        self.kind.changed.connect(self._kind_chosen)
        self.day.changed.connect(self._day_typed)

    # --- What stands in it --------------------------------------------------------------------

    @property
    def called(self) -> str:
        """The title, as it was saved."""
        return self._saved.title

    @property
    def _meets(self) -> TypedMeets:
        return TypedMeets(
            kind=text_of(self.kind),
            no_kind=self.kind.unknown,
            title=self.name.value,
            day=self.day.value,
            start=self.begins.value,
            end=self.ends.value,
            venue=self.venue.value,
            place=text_of(self.place),
            no_place=self.place.unknown,
            priority=text_of(self.priority),
            no_priority=self.priority.unknown,
            officers=self.officers.value,
            nobody=self.officers.unknown,
            partners=self.partners.value,
            no_partner=self.partners.unknown,
        )

    def _fill(self, typed: M) -> None:
        choose(self.kind, typed.kind, typed.no_kind)
        self.name.set_value(typed.title)
        self._when.set_value(typed.day, typed.start, typed.end)
        self.venue.set_value(typed.venue)
        choose(self.place, typed.place, typed.no_place)
        choose(self.priority, typed.priority, typed.no_priority)
        self.officers.set_value(typed.officers, typed.nobody)
        self.partners.set_value(typed.partners, typed.no_partner)

    # --- What it offers -----------------------------------------------------------------------

    def offer(self) -> None:
        """Offer the team's people, organisations, places and priorities as they stand."""
        lists = self._records.lists
        self._filling = True
        self.officers.show_people(lists.people)
        self.partners.show_people([*lists.organisations(), *self._newcomers()])
        self.place.show_choices(self._records.places())
        self.priority.show_choices(lists.priority_choices())
        self._filling = False

    def _newcomers(self) -> Sequence[Person]:
        """Organisations that are not in the records yet."""
        return ()

    def _offer_kinds(self, used: str) -> None:
        self._filling = True
        self._named.begin(self._records.kinds("meeting_kind", used))
        self._filling = False

    def _kind_chosen(self) -> None:
        if not self._filling:
            self._named.follow()
        self._edited()

    def _day_typed(self) -> None:
        self._edited()

    # --- What is said of it -------------------------------------------------------------------

    def _settle(self) -> None:
        super()._settle()
        self.officers.settle()
        self.partners.settle()

    def _say_back(self) -> None:
        self._when.say_back()
