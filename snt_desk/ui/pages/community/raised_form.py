"""*Add what was raised…*: what residents said at an event, into the consultation of its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from snt_desk.domain import clock, community
from snt_desk.domain.community import EventDraft
from snt_desk.domain.consultations import ResponseDraft
from snt_desk.domain.drafts import Problem, together
from snt_desk.errors import DeskError
from snt_desk.services.consultations import ConsultationName
from snt_desk.ui import counts, unlisted
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.named import short
from snt_desk.ui.pages.community.aside import AsideForm
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.record_form import choose, text_of

FIELDS = ("theme", "place", "count", "channel", "consultation", "comment")
"""In the order in which they are read."""
_NUMBER = 9


@dataclass(frozen=True)
class TypedRaised:
    """All that stands in the form; `no_...` was typed where only a choice will do."""

    theme: str | None = None
    no_theme: str = ""
    place: str | None = None
    no_place: str = ""
    count: str = "1"
    comment: str = ""
    channel: str | None = None
    no_channel: str = ""
    consultation: str | None = None
    no_consultation: str = ""


class RaisedForm(AsideForm[TypedRaised]):
    """Takes one thing that was raised; its day, and most often its channel, are the event's."""

    repeats = True

    def __init__(self, records: Records) -> None:
        says = "Ctrl+S saves. Ctrl+Enter saves and asks for the next."
        super().__init__("Raised", says, TypedRaised())
        self._last = ""
        self._records = records
        self._draft = ResponseDraft()
        self.theme = Choice("What about")
        self.place = Choice("Anywhere")
        self.count = LineField("1", most=_NUMBER)
        self.channel = Choice()
        self.consultation = Choice()
        self.comment = NoteField("In their words, without a name", lines=2, most=MOST_IMPORTED)
        self._choices = (self.theme, self.place, self.channel, self.consultation)
        self.add(Part("theme", "What it is &about", self.theme))
        self.add(
            Part("place", "&Place", self.place, stretch=3),
            Part("count", "How &many said so", self.count, stretch=2),
        )
        self.add(Part("comment", "C&omment", self.comment))
        self.add(Part("channel", "How it reached &you", self.channel))
        self.add(Part("consultation", "&Consultation", self.consultation))
        for one in (*self._choices, self.count, self.comment):
            one.changed.connect(self._edited)

    def _make_room(self, name: str) -> None:
        again, self._last = self.opened == self._last, self.opened
        self.set_title(f"Raised at {short(name)}" if name else "Raised")
        try:
            event = self._records.events.opened(self.opened)
        except DeskError as gone:
            event = EventDraft()
            self.box.say(gone.title, gone.detail)
        day = clock.local_day(event.start) if event.start else clock.today()
        self._draft = ResponseDraft(received=day, event=self.opened)
        asked = self._records.events.consultations_on(day)
        self._offer(day, event.kind, asked)
        if not again:
            self.place.set_value(event.place)
        self.theme.set_value(None)
        self.count.set_value("1")
        self.comment.set_value("")
        if not asked:
            said = f"None was open on {clock.long_day(day)}."
            self.box.say(said, "Open one under Priorities, Consultations.", tone="warn")

    def _offer(self, day: date, kind: str, asked: Sequence[ConsultationName]) -> None:
        self.theme.show_choices(self._records.kinds("theme", day))
        self.place.show_choices(self._records.offers.places)
        self.channel.show_choices(self._records.kinds("response_channel", day))
        self.channel.set_value(community.said_by(kind))
        self.consultation.show_choices([(one.ref, one.title) for one in asked])
        if self.consultation.value is None and asked:
            self.consultation.set_value(asked[0].ref)

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedRaised:
        """All that stands in it."""
        return TypedRaised(
            theme=text_of(self.theme),
            no_theme=self.theme.unknown,
            place=text_of(self.place),
            no_place=self.place.unknown,
            count=self.count.value,
            comment=self.comment.value,
            channel=text_of(self.channel),
            no_channel=self.channel.unknown,
            consultation=text_of(self.consultation),
            no_consultation=self.consultation.unknown,
        )

    def _fill(self, typed: TypedRaised) -> None:
        choose(self.theme, typed.theme, typed.no_theme)
        choose(self.place, typed.place, typed.no_place)
        self.count.set_value(typed.count)
        self.comment.set_value(typed.comment)
        choose(self.channel, typed.channel, typed.no_channel)
        choose(self.consultation, typed.consultation, typed.no_consultation)

    @property
    def draft(self) -> ResponseDraft:
        """What is meant, as far as it can be read."""
        return ResponseDraft(
            received=self._draft.received,
            channel=text_of(self.channel) or "",
            theme=text_of(self.theme) or "",
            place=text_of(self.place),
            count=counts.read_number(self.count.value),
            comment=self.comment.value or None,
            event=self._draft.event,
        )

    def write(self) -> None:
        """Write what was raised; DeskError where it cannot be."""
        self._records.events.raise_(text_of(self.consultation) or "", self.draft)

    def _settle(self) -> None:
        for choice in self._choices:
            choice.settle()

    def _problems(self) -> list[Problem]:
        names = ("theme", "place", "channel", "consultation")
        unread = [
            Problem(name, unlisted.choice(choice.unknown))
            for name, choice in zip(names, self._choices, strict=True)
            if choice.unknown
        ]
        if self.consultation.value is None and not self.consultation.unknown:
            unread.append(Problem("consultation", "Choose the consultation that it belongs to."))
        return together(unread, self.draft.problems(), FIELDS)
