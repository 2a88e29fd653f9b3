"""One response at a time, by keys: theme, place, count, comment; Enter after the last saves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent

from snt_desk.domain import clock
from snt_desk.domain.consultations import ConsultationDraft, ResponseDraft
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.ui import keys, theme
from snt_desk.ui.choices import Choices
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField
from snt_desk.ui.form import Part
from snt_desk.ui.pages.priorities.consultations import reading
from snt_desk.ui.pages.priorities.consultations.entered import EnteredForm, choose, text_of
from snt_desk.ui.pages.priorities.consultations.reading import TypedResponse

_WIDEST = 720
_SAYS = "Enter goes on, and after the comment it saves. Ctrl+Enter saves from any field."
_FIRST = "theme"
"""Where the next one begins: day, channel and event stay as they were."""


@dataclass(frozen=True)
class Offers:
    """What can be chosen: codes and refs with the words for them."""

    channels: Sequence[tuple[object, str]] = ()
    themes: Sequence[tuple[object, str]] = ()
    places: Choices | Sequence[tuple[object, str]] = ()
    events: Sequence[tuple[object, str]] = ()


class _LastField(LineField):
    """The last field of a line: Enter ends it."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_enter(event):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class ResponseForm(EnteredForm[TypedResponse]):
    """Takes what somebody said, and keeps what is the same in the next."""

    new_title = "Next response"

    def __init__(self) -> None:
        super().__init__(TypedResponse(), says=_SAYS)
        self.of = ConsultationDraft()
        """The consultation that is answered."""
        self.received = DayField()
        self.channel = Choice()
        self.event_at = Choice("None")
        self.theme = Choice()
        self.place = Choice("None named")
        self.count = LineField("1", most=9)
        self.comment = _LastField("In their words, without a name", most=MOST_IMPORTED)
        self._choices = (self.channel, self.event_at, self.theme, self.place)
        self._add_fields()
        fields = (self.received, *self._choices, self.count, self.comment)
        for field in fields:
            field.changed.connect(self._edited)
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

    def answer(self, of: ConsultationDraft) -> None:
        """Answer another consultation, from its first day or today."""
        self.of = of
        self.put("", reading.first_of(of.title, of, clock.today()))

    def called_otherwise(self, of: ConsultationDraft) -> None:
        """Know the consultation as it is now; what is typed stays."""
        edited = self.edited
        self.of = of
        if not edited:
            self._saved = self.typed
        self._look()

    def open(self, ref: str, draft: ResponseDraft) -> None:
        """Show a response as saved."""
        self.put(ref, reading.said(self.of.title, draft))

    def begin_next(self) -> None:
        """Make room for the next, with what is the same for it."""
        self.put("", reading.next_after(self.typed))

    def start(self) -> None:
        """Take the focus to where the next one begins."""
        first = "channel" if not self.channel.value else _FIRST
        self.focus(first)
        self.go_to_top()

    def offer(self, offers: Offers) -> None:
        """Offer these choices. What is chosen stays chosen."""
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
