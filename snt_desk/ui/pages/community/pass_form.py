"""*Pass on…*: to which organisation a contact goes, beside what may be told to that."""

from __future__ import annotations

from collections.abc import Sequence

from snt_desk.domain.drafts import Problem
from snt_desk.services.contacts import Organisation
from snt_desk.ui import unlisted
from snt_desk.ui.choices import distinct
from snt_desk.ui.fields import Choice
from snt_desk.ui.form import Part
from snt_desk.ui.named import one_line, short
from snt_desk.ui.pages.community.aside import AsideForm, Chosen
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.record_form import choose, text_of

_GOES_ON = "The 72 hours go on. Tell the resident who has it."


class PassForm(AsideForm[Chosen]):
    """Takes the organisation; that the resident still waits is said below it."""

    def __init__(self, records: Records) -> None:
        super().__init__("Pass on", "Ctrl+S saves. SNT Desk sends nothing itself.", Chosen())
        self._records = records
        self._there: Sequence[Organisation] = ()
        self.partner = Choice("Which organisation")
        self.add(Part("partner", "To &whom", self.partner), hint=_GOES_ON)
        for done in (self._chosen, self._edited):
            self.partner.changed.connect(done)

    @property
    def typed(self) -> Chosen:
        """Who is chosen."""
        return Chosen(text_of(self.partner), self.partner.unknown)

    def _fill(self, typed: Chosen) -> None:
        choose(self.partner, typed.ref, typed.unknown)

    def _make_room(self, name: str) -> None:
        self.set_title(f"Pass on: {short(name)}")
        self._there = self._records.contacts.organisations()
        choices = [(one.ref, one_line(one.name), one.kind) for one in self._there]
        self.partner.show_choices(distinct(choices))
        self.partner.set_value(None)
        self._chosen()

    def write(self) -> None:
        """Pass it on; DeskError where it cannot be."""
        self._records.contacts.pass_on(self.opened, text_of(self.partner) or "")

    def _chosen(self) -> None:
        """Say what may be told there, before anybody does."""
        found = (one for one in self._there if one.ref == self.partner.value)
        one = next(found, None)
        if one is None:
            self.hint("partner", _GOES_ON)
        else:
            told = self._records.contacts.told(one.ref)
            said = [f"May be told: {words}" for words in told]
            said = said or ["Nobody has said what may be told to it."]
            # All of it quiet: that wraps.
            self.understood("partner", "", "\n".join([*said, _GOES_ON]))

    def _settle(self) -> None:
        self.partner.settle()

    def _problems(self) -> list[Problem]:
        if self.partner.unknown:
            return [Problem("partner", unlisted.choice(self.partner.unknown))]
        if self.partner.value is None:
            return [Problem("partner", "Choose to whom it is passed on.")]
        return []
