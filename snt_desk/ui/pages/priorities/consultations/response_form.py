"""One response at a time, by keys: theme, place, count, comment; Enter after the last saves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent

from snt_desk.domain import clock
from snt_desk.domain.consultations import ConsultationDraft, ResponseDraft
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.services import response_entry
from snt_desk.ui import keys, theme
from snt_desk.ui.days import DayField
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField
from snt_desk.ui.form import Part
from snt_desk.ui.pages.priorities.consultations import offering, reading, writing
from snt_desk.ui.pages.priorities.consultations.offering import Offers
from snt_desk.ui.pages.priorities.consultations.reading import TypedResponse
from snt_desk.ui.record_form import RecordForm, choose, text_of

_WIDEST = 720
_FIRST = "theme"
"""Where the next one begins: day, channel and event stay as they were."""


class _LastField(LineField):
    """The last field of a line: Enter ends it."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_enter(event):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class ResponseForm(RecordForm[TypedResponse]):
    """Takes what somebody said, and keeps what is the same in the next."""

    table = "responses"
    new_title = "Next response"
    says = "Enter goes on, and after the comment it saves. Ctrl+Enter saves from any field."
    ground = "page"

    def __init__(self, desk: Desk) -> None:
        super().__init__(partial(writing.holds, desk), TypedResponse())
        self._desk = desk
        self.of = ConsultationDraft()
        """The consultation that is answered."""
        self.consultation = ""
        """Its ref."""
        self._since = clock.today()
        self.offers = Offers()
        """What can be chosen."""
        self.received = DayField()
        self.channel = Choice()
        self.event_at = Choice("None")
        self.theme = Choice()
        self.place = Choice("None named")
        self.count = LineField("1", most=9)
        self.comment = _LastField("In their words, without a name", most=MOST_IMPORTED)
        self._choices = [self.channel, self.event_at, self.theme, self.place]
        self._add_fields()
        for choice in self._choices:
            choice.changed.connect(self._edited)
        for line in (self.received, self.count, self.comment):
            line.changed.connect(self._edited)
        self.comment.done.connect(self.saved_and_new)
        self._measure_width()

    def _add_fields(self) -> None:
        self.add(
            Part("received", "&Day it was said", self.received),
            Part("channel", "By which cha&nnel", self.channel),
            Part("event", "&At which event", self.event_at),
        )
        self.add(
            Part("theme", "The&me", self.theme),
            Part("place", "&Place", self.place),
            Part("count", "How man&y", self.count),
        )
        self.add(Part("comment", "C&omment", self.comment))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedResponse:
        """All that stands in it, saved or not."""
        return TypedResponse(
            title=self.of.title,
            received=self.received.value,
            channel=text_of(self.channel),
            no_channel=self.channel.unknown,
            event=text_of(self.event_at),
            no_event=self.event_at.unknown,
            theme=text_of(self.theme),
            no_theme=self.theme.unknown,
            place=text_of(self.place),
            no_place=self.place.unknown,
            count=self.count.value,
            comment=self.comment.value,
        )

    @property
    def called(self) -> str:
        """What stands above one that is open."""
        return "Change this response" if self.opened else ""

    @property
    def draft(self) -> ResponseDraft:
        """The response that is meant, as far as it can be read."""
        return reading.response(self.typed, clock.today())

    @property
    def words(self) -> str:
        """What it is about, for the name of its change: `Speeding, Haldens`."""
        parts = (self.theme.currentText(), self.place.currentText())
        return ", ".join(part for part in parts if part)

    def answer(self, ref: str, of: ConsultationDraft) -> None:
        """Answer another consultation, today or on its last day."""
        self.consultation, self.of = ref, of
        self._since = clock.today()
        self._put("", reading.first_of(of.title, of, clock.today()))
        self.offer()

    def read_again(self, of: ConsultationDraft) -> None:
        """Know the consultation as it is now, and the response in it; what is typed stays."""
        edited, self.of = self.edited, of
        if edited:
            self.offer()
            self._look()
        elif self.opened and self._holds(self.table, self.opened):
            self.open(self.opened)
        else:
            self.begin()
            self.offer()

    def open(self, ref: str) -> None:
        """Show a response as saved."""
        with self._desk.store.read() as session:
            draft = response_entry.opened(session, ref)
        self._show_offers(offering.offers(self._desk, self.of, draft))
        self._put(ref, reading.said(self.of.title, draft))

    def begin(self) -> None:
        """Make room for the next, with what is the same for it; on another day with that day."""
        today, following = clock.today(), reading.next_after(self.typed)
        day = reading.moved_on(following.received, self.of, self._since, today)
        self._since = today
        self._put("", replace(following, received=day))

    def write(self) -> str:
        """Write the response."""
        return writing.save_response(
            self._desk, self.consultation, self.opened, self.draft, self.words
        )

    def start(self) -> None:
        """Take the focus to where the next one begins."""
        first = "channel" if not self.channel.value else _FIRST
        self.focus(first)
        self.go_to_top()

    def offer(self) -> None:
        """Offer what stands in the records. What is chosen stays chosen."""
        self._show_offers(offering.offers(self._desk, self.of, self.draft))

    def _show_offers(self, offers: Offers) -> None:
        self.offers = offers
        self._filling = True
        self.channel.show_choices(offers.channels)
        self.theme.show_choices(offers.themes)
        self.place.show_choices(offers.places)
        self.event_at.show_choices(offers.events)
        self._filling = False

    def _fill(self, typed: TypedResponse) -> None:
        self.received.set_value(typed.received)
        choose(self.channel, typed.channel, typed.no_channel)
        choose(self.event_at, typed.event, typed.no_event)
        choose(self.theme, typed.theme, typed.no_theme)
        choose(self.place, typed.place, typed.no_place)
        self.count.set_value(typed.count)
        self.comment.set_value(typed.comment)

    def _problems(self) -> Sequence[Problem]:
        return reading.response_problems(self.typed, clock.today())

    def _cautions(self) -> Sequence[Caution]:
        return list(self.draft.warnings(self.of, clock.today()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "comment"):
            self._measure_width()

    def _measure_width(self) -> None:
        self.setMaximumWidth(theme.px(_WIDEST))
