"""The form of a consultation: what it is called, and when residents can answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QEvent

from snt_desk.domain import clock
from snt_desk.domain.consultations import ConsultationDraft
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.services import consultations
from snt_desk.ui import theme
from snt_desk.ui.days import DayField
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import MOST_IMPORTED, LineField
from snt_desk.ui.form import Part
from snt_desk.ui.named import counted
from snt_desk.ui.pages.priorities.consultations import reading, writing
from snt_desk.ui.pages.priorities.consultations.reading import TypedConsultation
from snt_desk.ui.record_form import RecordForm

_WIDEST = 720


class ConsultationForm(RecordForm[TypedConsultation]):
    """Takes what is typed about a consultation and says what it means."""

    table = "consultations"
    new_title = "New consultation"
    ground = "page"

    def __init__(self, desk: Desk) -> None:
        super().__init__(partial(writing.holds, desk), TypedConsultation())
        self._desk = desk
        self._others: Collection[str] = ()
        self.name = LineField("What should we put first, spring 2027?", most=MOST_IMPORTED)
        self.opened_on = DayField()
        self.closed_on = DayField("", ahead=True)
        self.add(Part("title", "&What it is called", self.name))
        self.add(
            Part("opened", "&Opened", self.opened_on), Part("closed", "&Last day", self.closed_on)
        )
        for field in (self.name, self.opened_on, self.closed_on):
            field.changed.connect(self._edited)
        self._measure_width()
        self.begin()

    def begin(self) -> None:
        """Make room for a new consultation, opened today."""
        self._put("", TypedConsultation(opened=clock.long_day(clock.today())))
        self.offer()

    def open(self, ref: str) -> None:
        """Show a consultation as saved."""
        with self._desk.store.read() as session:
            draft = consultations.opened(session, ref)
        self._put(ref, reading.written(draft))
        self.offer()

    def write(self) -> str:
        """Write the consultation."""
        return writing.save(self._desk, self.opened, self.draft)

    def put_closed_today(self) -> None:
        """Put today in as its last day."""
        self.closed_on.set_value(clock.long_day(clock.today()))

    def offer(self) -> None:
        """Know what the team's other consultations are called."""
        with self._desk.store.read() as session:
            known = consultations.named(session, self._desk.team.id)
        self._others = [one.title for one in known if one.ref != self.opened]
        self._look()

    @property
    def typed(self) -> TypedConsultation:
        """All that stands in it, saved or not."""
        return TypedConsultation(self.name.value, self.opened_on.value, self.closed_on.value)

    @property
    def called(self) -> str:
        """Its title, as it was saved."""
        return self._saved.title

    @property
    def draft(self) -> ConsultationDraft:
        """The consultation that is meant, as far as it can be read."""
        return reading.consultation(self.typed, clock.today())

    def _fill(self, typed: TypedConsultation) -> None:
        self.name.set_value(typed.title)
        self.opened_on.set_value(typed.opened)
        self.closed_on.set_value(typed.closed)

    def _problems(self) -> Sequence[Problem]:
        return reading.consultation_problems(self.typed, clock.today())

    def _cautions(self) -> Sequence[Caution]:
        return list(self.draft.warnings(clock.today(), self._others))

    def _say_back(self) -> None:
        draft = self.draft
        if draft.opened and draft.closed and draft.closed >= draft.opened:
            days = counted((draft.closed - draft.opened).days + 1, "day")
            self.understood("closed", "", f"{days}, {clock.long_day(draft.closed)} among them")
        else:
            self.hint("closed", "Leave the last day empty while it is open.")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "closed_on"):
            self._measure_width()

    def _measure_width(self) -> None:
        self.setMaximumWidth(theme.px(_WIDEST))
