"""The words in which residents are told: of channels, modes, outcomes, partners and results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Protocol

from snt_desk.domain import spoken
from snt_desk.domain.public_facts import Count

_CHANNELS: Final[Mapping[str, str]] = {
    "survey": "in a survey",
    "street": "in the street",
    "door_knock": "on your doorstep",
    "meeting": "at a meeting",
    "email": "by email",
    "social": "on social media",
    "owl": "on OWL",
    "herts_connected": "on Herts Connected",
    "echo": "on echo",
    "other": "in other ways",
}
_MODES: Final[Mapping[str, str]] = {
    "foot": "on foot",
    "bicycle": "by bicycle",
    "vehicle": "in vehicles",
}
_OUTCOMES: Final[Mapping[str, tuple[str, str]]] = {
    "arrest": ("arrest", "arrests"),
    "stop_search": ("stop and search", "stops and searches"),
    "informal_warning": ("informal warning", "informal warnings"),
    "dispersal": ("dispersal direction", "dispersal directions"),
    "cpw": ("community protection warning", "community protection warnings"),
    "cpn": ("community protection notice", "community protection notices"),
    "fixed_penalty": ("fixed penalty", "fixed penalties"),
    "alcohol_seized": ("seizure of alcohol", "seizures of alcohol"),
    "drugs_seized": ("seizure of drugs", "seizures of drugs"),
    "knife_seized": ("knife seized", "knives seized"),
    "other_weapon_seized": ("weapon seized", "weapons seized"),
    "vehicle_seized": ("vehicle seized", "vehicles seized"),
    "e_scooter_seized": ("e-scooter seized", "e-scooters seized"),
    "crime_prevention_advice": (
        "conversation about preventing crime",
        "conversations about preventing crime",
    ),
}
NOT_TOLD: Final = frozenset({"intelligence", "safeguarding_referral"})
"""Outcomes that are no business of the public."""
_PARTNERS: Final[Mapping[str, str]] = {
    "elected_member": "your councillors",
    "residents": "residents",
}
"""What organisations are called whose name may be somebody's."""
_CAME: Final[Mapping[str, str]] = {
    "resolved": "The problem has been solved, and we have closed this priority.",
    "reduced": "The problem is smaller than it was, and we have closed this priority.",
    "passed_to_partner": "A partner is dealing with it now, and we have closed this priority.",
    "no_further_action": "We have closed this priority, and will do no more about it.",
}


class IsCalled(Protocol):
    """A record with its day and what it is called at this desk."""

    @property
    def ref(self) -> str:
        """Its ref."""
        ...

    @property
    def called(self) -> str:
        """What it is called."""
        ...

    @property
    def day(self) -> date:
        """Its day."""
        ...


def channel(code: str, label: str) -> str:
    """Say how residents told us: `in the street`."""
    return _CHANNELS.get(code, f"through {label or code}")


def mode(code: str) -> str:
    """Say how we were about: `on foot`."""
    return _MODES.get(code, "in other ways")


def partner(name: str, kind: str) -> str:
    """Say with whom: an organisation by its name, one that may be a person by what it is."""
    return _PARTNERS.get(kind, " ".join(name.split()))


def outcomes(counts: Sequence[Count]) -> list[str]:
    """Say what patrols led to, the most first: `12 arrests`, `a few knives seized`."""
    told = [one for one in counts if one.code not in NOT_TOLD and one.number > 0]
    return [_outcome(one) for one in sorted(told, key=lambda one: (-one.number, one.code))]


def _outcome(one: Count) -> str:
    if one.code in _OUTCOMES:
        return f"{spoken.guarded(one.number)} {_OUTCOMES[one.code][1]}"
    # A team's own code has but its label, which may be of one or of many.
    return f"{spoken.guarded(one.number)} times “{one.label or one.code}”"


def came(result: str, label: str, successors: Sequence[str]) -> str:
    """Say what came of a closed priority."""
    if result == "replaced":
        if successors:
            return f"{spoken.listed(list(successors))} has taken its place."
        return "Another priority has taken its place."
    if result in _CAME:
        return _CAME[result]
    return f"We have closed this priority: {(label or 'no result noted').lower()}."


_LED = "|".join(re.escape(many) for _, many in _OUTCOMES.values())
_COUNTED: Final = re.compile(
    r"(?:Our officers spent [^.]* on it\b[^.]* on [\w,]+ patrols?\b[^.]*"
    r"|We held [\w,]+ events? about it(?:, and [^.]* of you came)?"
    r"|We met about it (?:once|twice|[\w,]+ times)"
    r"|We agreed [\w,]+ actions?(?:, [^.]*)?(?:\. [\w,]+ of them (?:is|are) done)?"
    rf"|This work led to (?:(?:a few|[\w,]+) (?:times “[^”]*”|{_LED})(?:, | and )?)+"
    r"|We posted [\w,]+ messages? about it"
    r"|We last told you about this on \d+ \w+ \d+)\.(?: |$)"
)
"""The sentences that are drafted from counts of the records, with whatever numbers."""


def without_counts(action: str, counted: Sequence[str]) -> str:
    """Give a public action without the sentences that a draft counted, now or earlier.

    A draft that went out became the action of its priority. What is counted by now differs, and
    residents would read both. What somebody wrote stays.
    """
    left = " ".join(action.split())
    for sentence in counted:
        left = left.replace(sentence, "")
    return " ".join(_COUNTED.sub("", " ".join(left.split())).split())
