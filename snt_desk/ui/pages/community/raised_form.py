"""*Add what was raised…*: what residents said at an event, into the consultation of its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from snt_desk.domain import clock, community
from snt_desk.domain.consultations import ResponseDraft
from snt_desk.domain.drafts import Problem, together
from snt_desk.services.consultations import ConsultationName
from snt_desk.ui import counts
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.named import short
from snt_desk.ui.pages.community.aside import AsideForm
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.record_form import text_of

FIELDS = ("theme", "place", "count", "channel", "consultation", "comment")
"""In the order in which they are read."""
_NUMBER = 9


class RaisedForm(AsideForm):
    """Takes one thing that was raised; its day, and most often its channel, are the event's."""

    def __init__(self, records: Records) -> None:
        super().__init__("Raised", "Ctrl+S saves. Ctrl+Enter saves and asks for the next.")
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

    def begin(self, ref: str, name: str) -> None:
        """Make room for what was raised at an event."""
        again, self.ref = ref == self.ref, ref
        self.set_title(f"Raised at {short(name)}")
        self.box.hide()
        self.clear_marks()
        event = self._records.events.opened(ref)
        day = clock.local_day(event.start) if event.start else clock.today()
        self._draft = ResponseDraft(received=day, event=ref)
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
            Problem(name, f"“{choice.unknown}” is not in the list. Choose from it.")
            for name, choice in zip(names, self._choices, strict=True)
            if choice.unknown
        ]
        if self.consultation.value is None and not self.consultation.unknown:
            unread.append(Problem("consultation", "Choose the consultation that it belongs to."))
        return together(unread, self.draft.problems(), FIELDS)
