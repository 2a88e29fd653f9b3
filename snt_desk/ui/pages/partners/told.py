"""What may be told to organisations, said where something is about to go to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from snt_desk.services.partner_people import Told
from snt_desk.ui.last_answer import LastAnswer
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.partners.people import People
from snt_desk.ui.panels import Box


class ToldBox(Box):
    """Stands below the field in which organisations are chosen; hidden where nothing is said."""

    def __init__(self, people: People) -> None:
        super().__init__("info")
        self._people = people
        self._known: LastAnswer[list[Told]] = LastAnswer()

    def forget(self) -> None:
        """The records are others now: what is said next is read anew."""
        self._known.forget()

    def show_of(self, partners: Sequence[str]) -> None:
        """Say what may be told to these, by their refs."""
        known = self._known.to(tuple(partners), lambda: self._people.told(partners))
        told = [one for one in known if one.told or one.people]
        if not told:
            self.hide()
        elif len(told) == 1 and not told[0].people:
            self.say(f"What {one_line(told[0].partner)} may be told", told[0].told)
        else:
            self.say("What may be told", "\n".join(line for one in told for line in _lines(one)))


def _lines(one: Told) -> Iterator[str]:
    if one.told:
        yield f"{one_line(one.partner)}: {one.told}"
    for name, words in one.people:
        yield f"{one_line(name)}, {one_line(one.partner)}: {words}"
