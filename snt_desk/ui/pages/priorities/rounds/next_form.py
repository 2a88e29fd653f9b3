"""The form with which the next round begins: when, what becomes of each, and what is adopted.

What will be saved is said before Save; Save does all of it as one change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk.domain import clock, next_round, rounds
from snt_desk.domain.clock import DAY
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.domain.next_round import REPLACE, NextRound
from snt_desk.domain.priorities import REPLACED
from snt_desk.ui.choices import Choices, distinct
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import Choice, Segment
from snt_desk.ui.form import Part
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.priorities.rounds import typed as reading
from snt_desk.ui.pages.priorities.rounds.live_rows import MOST, LiveRows
from snt_desk.ui.pages.priorities.rounds.page_form import PageForm, length_of, lengths
from snt_desk.ui.pages.priorities.rounds.picks import Picks
from snt_desk.ui.pages.priorities.rounds.records import Records, ToDecide
from snt_desk.ui.pages.priorities.rounds.typed import TypedNext
from snt_desk.ui.parts import label, rule
from snt_desk.ui.record_form import choose, text_of

_PICK_HINT = "Space adopts, or leaves."
_NO_PICKS = "Nothing is proposed."


class NextForm(PageForm[TypedNext]):
    """Takes what is decided and says what it comes to."""

    new_title = "Begin the next round"
    says = "Ctrl+S begins the round. One undo takes all of it back."

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedNext())
        self._records = records
        self._decide = ToDecide()
        self.begun = DayField("1/12", ahead=True)
        self.months = Segment(*lengths(rounds.CYCLES))
        self.consultation = Choice("None")
        self.picks = Picks()
        self._live_title = label("", "heading", wrap=True)
        self._comes_to = label("", wrap=True)
        self.save_button.setText("Begin the round")
        self.save_button.setAccessibleName("Begin the round")
        self.save_button.installEventFilter(self)
        self._add_fields()
        for one in (self.begun, self.months, self.consultation, self.live, self.picks):
            one.changed.connect(self._edited)

    def _add_fields(self) -> None:
        self.add(
            Part("begun", "It &begins", self.begun, stretch=2),
            Part("months", "It l&asts", self.months, stretch=3),
        )
        self.add(Part("consultation", "Chosen after the &consultation", self.consultation))
        self.add_widget(rule())
        self.add_widget(self._live_title)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.add_widget(holder)
        self.live = LiveRows(self, column, self.consultation)
        self.add_widget(rule())
        self.add(Part("adopted", "&Proposed: which to adopt", self.picks), hint=_PICK_HINT)
        self.add_widget(rule())
        self.add_widget(label("What will be saved", "heading"))
        self.add_widget(self._comes_to)

    # --- What stands in it --------------------------------------------------------------------

    def show_to_decide(self, decide: ToDecide) -> None:
        """Show what there is to be decided on now. What is decided stays decided."""
        untouched = not self.edited
        self._decide = decide
        self.offer()
        if untouched:
            self.begin()

    def offer(self) -> None:
        """Offer what stands in the records. What is chosen stays chosen."""
        offers, results = self._decide.offers, self._decide.results
        self._filling = True
        by = distinct(
            [(one.ref, one_line(one.title), one_line(one.place)) for one in offers.proposed]
        )
        closing: Choices = [one for one in results.items() if one[0] != REPLACED]
        self.consultation.show_choices(self._records.consultations)
        self.live.offer(offers.live, closing, by)
        self.picks.offer(offers.proposed)
        self._filling = False
        self._live_title.setText(_live_words(len(offers.live)))
        self.hint("adopted", _PICK_HINT if offers.proposed else _NO_PICKS)
        self.picks.setVisible(bool(offers.proposed))

    def begin(self) -> None:
        """Propose that it begins when it is due, or else today, as long as the team's rounds.

        It is chosen after the consultation that closed last.
        """
        today = clock.today()
        before = self._records.awaiting(today)
        day = max(before.due, today) if before else today
        records = self._records
        self._put("", TypedNext(clock.long_day(day), records.length, records.last_closed))

    def open(self, ref: str) -> None:
        """Make room for the next round: one that has begun is changed in a form of its own."""
        self.begin()

    def write(self) -> str:
        """Begin the round, with all that was decided."""
        return self._records.save_next(self.chosen)

    @property
    def called(self) -> str:
        """It has no name yet."""
        return ""

    @property
    def typed(self) -> TypedNext:
        """All that stands in it, saved or not."""
        return TypedNext(
            begun=self.begun.value,
            months=length_of(self.months),
            consultation=text_of(self.consultation),
            no_consultation=self.consultation.unknown,
            fates=self.live.value,
            adopted=self.picks.value,
        )

    @property
    def chosen(self) -> NextRound:
        """What is decided, as far as it can be read."""
        return reading.chosen(self.typed, self._decide.offers.known, clock.today())

    def _fill(self, typed: TypedNext) -> None:
        self.begun.set_value(typed.begun)
        self.months.show_options(*lengths(rounds.lengths(typed.months)))
        self.months.set_value(typed.months)
        choose(self.consultation, typed.consultation, typed.no_consultation)
        self.live.set_value(typed.fates)
        self.picks.set_value(typed.adopted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.save_button and event.type() == QEvent.Type.FocusIn:
            # Whoever has come to it reads first what it will do.
            self.go_to_end()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        super()._settle()
        for choice in (self.consultation, *self.live.choices):
            choice.settle()

    # --- What is said of it -------------------------------------------------------------------

    def _problems(self) -> Sequence[Problem]:
        unread = list(reading.unread_next(self.typed, clock.today()))
        known = {one.field for one in unread}
        others = self._records.problems_of_next(self.chosen, self._decide.offers)
        return [*unread, *(one for one in others if one.field not in known)]

    def _cautions(self) -> Sequence[Caution]:
        offers = self._decide.offers
        return list(self.chosen.warnings(offers.known, len(offers.live), clock.today()))

    def _say_back(self) -> None:
        chosen = self.chosen
        begun, months = chosen.draft.begun, chosen.draft.months
        self.picks.show_replacing(
            frozenset(one.by for one in chosen.fates if one.decision == REPLACE and one.by)
        )
        if begun is None or months is None:
            self.hint("months", "")
        else:
            due = clock.long_day(rounds.due(begun, months))
            self.understood("months", "", f"The next one is then due on {due}.")
        sum_ = next_round.summed_up(chosen, len(self._decide.offers.live))
        self.say_below(f"{sum_} {self.says}")
        said = "\n".join(self._comes_to_lines(chosen, begun))
        self._comes_to.setText(said)
        self.save_button.setAccessibleDescription(said)

    def _comes_to_lines(self, chosen: NextRound, begun: date | None) -> Iterator[str]:
        if begun is not None:
            if running := self._records.runs_on(begun):
                last = clock.long_day(begun - DAY)
                yield f"The round {running.shown} ends with {last}."
            yield f"A round begins on {clock.long_day(begun)}."
        offers = self._decide.offers
        live, results = len(offers.live), self._decide.results
        for said in next_round.said(chosen, offers.known, results, live):
            yield f"{said.heading}: {'; '.join(one_line(title) for title in said.titles)}."


def _live_words(count: int) -> str:
    if not count:
        return "Nothing is live now."
    if count > MOST:
        return f"Live now: {count}. The first {MOST} stand here, the others go on."
    return f"Live now: {count}"
