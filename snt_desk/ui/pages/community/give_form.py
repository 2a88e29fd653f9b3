"""*Give to…*: whose a contact is from now on; who is on duty next stands there first."""

from __future__ import annotations

from snt_desk.domain.drafts import Problem
from snt_desk.ui import unlisted
from snt_desk.ui.fields import Choice
from snt_desk.ui.form import Part
from snt_desk.ui.named import short
from snt_desk.ui.pages.community import waits
from snt_desk.ui.pages.community.aside import AsideForm, Chosen
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.record_form import choose, text_of


class GiveForm(AsideForm[Chosen]):
    """Takes one of the team, or nobody, and says when they are on duty next."""

    def __init__(self, records: Records) -> None:
        super().__init__("Give to", "Ctrl+S saves.", Chosen())
        self._records = records
        self.owner = Choice("Nobody")
        self.add(Part("owner", "O&wner", self.owner), hint="Empty for nobody.")
        for done in (self._chosen, self._edited):
            self.owner.changed.connect(done)

    @property
    def typed(self) -> Chosen:
        """Who is chosen."""
        return Chosen(text_of(self.owner), self.owner.unknown)

    def _fill(self, typed: Chosen) -> None:
        choose(self.owner, typed.ref, typed.unknown)

    def _make_room(self, name: str) -> None:
        self.set_title(f"Give: {short(name)}")
        self.owner.show_choices(self._records.offers.owner_choices())
        found = self._records.contacts.next_to_answer()
        self.owner.set_value(found.collar if found else None)
        self._chosen()

    def write(self) -> None:
        """Give it; DeskError where it cannot be."""
        self._records.contacts.give(self.opened, text_of(self.owner))

    def _chosen(self) -> None:
        collar = text_of(self.owner)
        found = self._records.contacts.next_duty(collar) if collar else None
        if collar is None:
            self.hint("owner", "Empty for nobody.")
        elif found is None:
            self.hint("owner", "The next two weeks’ roster has no duty of theirs.")
        else:
            said = waits.duty(found)
            self.understood("owner", f"{said[:1].upper()}{said[1:]}", "")

    def _settle(self) -> None:
        self.owner.settle()

    def _problems(self) -> list[Problem]:
        if self.owner.unknown:
            return [Problem("owner", unlisted.choice(self.owner.unknown))]
        return []
