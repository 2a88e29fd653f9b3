"""The chips above the responses, and the filter that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from snt_desk.domain.consultations import NOWHERE
from snt_desk.domain.facts import CodeFact
from snt_desk.services import response_lists, team
from snt_desk.services.gather import codes
from snt_desk.services.response_lists import Filter
from snt_desk.ui.choices import Choices, of_places
from snt_desk.ui.desk import Desk
from snt_desk.ui.filters import ChoiceChip, FilterBar
from snt_desk.ui.parts import Button
from snt_desk.ui.period_chip import DaysChip

_YES, _NO = "yes", "no"
_ITSELF = "="
"""Stands before the code of a place where what lies in it is not meant."""


class Chips:
    """The chips and the bar that they stand in."""

    def __init__(self, desk: Desk, actions: tuple[Button, ...]) -> None:
        self._desk = desk
        self.consultation: str | None = None
        """The ref of the consultation whose responses are wanted; None for all of the team."""
        self.days = DaysChip()
        self.theme = ChoiceChip("Theme")
        self.channel = ChoiceChip("How")
        self.place = ChoiceChip("Place")
        self.linked = ChoiceChip("Linked")
        self.linked.show_choices([(_YES, "Linked to a priority"), (_NO, "Not linked")])
        self.priority = ChoiceChip("Priority")
        self.bar = FilterBar(
            [self.theme, self.place, self.channel, self.linked, self.priority, self.days], actions
        )
        self.priority.opening.connect(self._offer_priorities)
        self.offer()

    def offer(self) -> None:
        """Offer what stands in the records."""
        with self._desk.store.read() as session:
            lists = codes(session)
            places = of_places(team.places(session, self._desk.team.id))
        self.theme.offer_choices(_labels(lists, "theme"))
        self.channel.offer_choices(_labels(lists, "response_channel"))
        self.place.offer_choices([*places, (f"{_ITSELF}{NOWHERE}", "No place named")])
        self.days.offer()

    def _offer_priorities(self) -> None:
        self.priority.offer_choices(self._priorities())

    def _priorities(self) -> Choices:
        with self._desk.store.read() as session:
            found = response_lists.priorities_of(
                session, self._desk.team.id, Filter(self.consultation)
            )
        return [(ref, title) for ref, title in found]

    def show_only(self, wanted: Mapping[str, str]) -> None:
        """Filter by these words and by nothing else, as one change."""
        self.bar.blockSignals(True)
        self.bar.clear()
        if "consultation" in wanted:
            self.consultation = wanted["consultation"] or None
        self.days.show_words(dict(wanted))
        if wanted.get("priority"):
            self._offer_priority(wanted["priority"])
        for chip, name in self._by_name.items():
            if value := wanted.get(name):
                chip.offer_choices(_with(chip.choices, value))
                chip.choose(value)
        if itself := wanted.get("at"):
            named = dict(self.place.choices).get(itself, itself)
            chosen = f"{_ITSELF}{itself}"
            words = "No place named" if itself == NOWHERE else f"{named} itself"
            self.place.offer_choices(_with(self.place.choices, chosen, words))
            self.place.choose(chosen)
        self.bar.words.setText(wanted.get("text", ""))
        self.bar.blockSignals(False)
        self.bar.changed.emit()

    def _offer_priority(self, ref: str) -> None:
        with self._desk.store.read() as session:
            title = response_lists.priority_called(session, ref)
        self.priority.offer_choices([(ref, title)])

    @property
    def _by_name(self) -> Mapping[ChoiceChip, str]:
        return {
            self.theme: "theme",
            self.channel: "channel",
            self.place: "place",
            self.priority: "priority",
            self.linked: "linked",
        }

    @property
    def wanted(self) -> Filter:
        """The filter that the chips and the words make together."""
        first, last = self.days.bounds or (None, None)
        linked, place = self.linked.value, _text(self.place) or ""
        itself = place.startswith(_ITSELF)
        return Filter(
            consultation=self.consultation,
            theme=_text(self.theme),
            channel=_text(self.channel),
            place=None if itself else place or None,
            at=place.removeprefix(_ITSELF) if itself else None,
            text=self.bar.words.text().strip(),
            first=first,
            last=last,
            linked=None if linked is None else linked == _YES,
            priority=_text(self.priority),
        )


def _text(chip: ChoiceChip) -> str | None:
    return chip.value if isinstance(chip.value, str) else None


def _with(choices: Sequence[tuple[object, str]], value: str, words: str = "") -> Choices:
    """The same choices, with one that may be none of them, or none any more."""
    known = any(one == value for one, _ in choices)
    return [*choices, *([] if known else [(value, words or value)])]


def _labels(lists: Mapping[str, tuple[CodeFact, ...]], name: str) -> Choices:
    return [(one.code, one.label) for one in lists.get(name, ())]
