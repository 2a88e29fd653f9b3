"""What a patrol in one line of text means: for the form, and said back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from snt_desk.domain import clock, one_line
from snt_desk.domain.naming import Name
from snt_desk.domain.one_line import Names, OneLine
from snt_desk.services.roster import Known
from snt_desk.ui.choices import Choices
from snt_desk.ui.pages.patrols import reading
from snt_desk.ui.pages.patrols.offers import OTHER, Lookup, Reason, mode_words
from snt_desk.ui.pages.patrols.reading import TypedLeg, TypedPatrol

_MODES = {
    "foot": ("foot", "f"),
    "bicycle": ("bicycle", "bike", "cycle", "b"),
    "vehicle": ("vehicle", "car", "van", "v"),
}


@dataclass(frozen=True)
class Understood:
    """What a line means: the patrol for the form, what it says back, what is not sure."""

    patrol: TypedPatrol
    words: str
    missing: str
    """The first field that the line says nothing of; empty if it says all."""
    unsure: tuple[str, ...] = ()


def understand(text: str, lookup: Lookup, today: date) -> Understood:
    """Read a line with the names of the day that it is about."""
    reasons = lookup.offers.reasons(today, today, None)
    found = one_line.read(text, _names(lookup, today, reasons), today)
    leg = TypedLeg(day=found.day or "t")
    day = reading.stretch(leg, today).day or today
    if day != today:
        reasons = lookup.offers.reasons(day, day, None)
        found = one_line.read(text, _names(lookup, day, reasons), today)
    patrol = _typed(found, reasons, today)
    missing = reading.missing(patrol) if found.mode else "how"
    return Understood(patrol, _said(patrol, found, lookup, day), missing, found.unsure)


def _names(lookup: Lookup, day: date, reasons: Choices) -> Names:
    offers = lookup.offers
    return Names(
        modes=[
            Name(one.code, _MODES.get(one.code, (one.label.casefold(),)))
            for one in offers.codes["mode"]
        ],
        people=[Name(one.collar, _called(one)) for one in lookup.known(day)],
        partners=[Name(ref, (name,)) for ref, name in offers.partners],
        places=[Name(one.code, (one.name, one.code)) for one in offers.places],
        reasons=[
            Name(str(at), (words.removeprefix("Priority: "), words))
            for at, (value, words) in enumerate(reasons)
            if value != (OTHER, None)
        ],
        operations=[Name(one, (one,)) for one in lookup.operations],
        outcomes=[
            Name(code, (offers.outcome_labels()[code], code.replace("_", " ")))
            for code in offers.outcomes(day)
        ],
    )


def _called(one: Known) -> tuple[str, ...]:
    """List what somebody is called; who is not of the team, by the collar alone."""
    if not one.posted:
        return (one.collar,)
    return one.collar, one.last_name, one.called, f"{one.called.split()[0]} {one.collar}"


def _typed(found: OneLine, reasons: Choices, today: date) -> TypedPatrol:
    leg = TypedLeg(
        mode=found.mode or "foot",
        day=reading.tidy_day(found.day or "t", today),
        out=found.out,
        back=found.back,
        crew=found.officers,
        place=found.place,
        partners=found.partners,
    )
    leg = reading.tidied(leg, today)
    return TypedPatrol(
        (leg,),
        reason=_reason(reasons[int(found.reason)][0]) if found.reason else None,
        operation=found.operation,
        outcomes={code: str(count) for code, count in found.outcomes.items()},
        note=found.note,
    )


def _reason(value: object) -> Reason | None:
    return value if isinstance(value, tuple) else None


def _said(patrol: TypedPatrol, found: OneLine, lookup: Lookup, day: date) -> str:
    """Say back what was understood, in the order of the form."""
    [leg] = patrol.legs
    people = {one.collar: one.called for one in lookup.known(day)}
    partners, places = dict(lookup.offers.partners), lookup.offers.places
    labels, offers = lookup.offers.outcome_labels(), lookup.offers
    times = " to ".join(one for one in (leg.out, leg.back) if one)
    parts = [
        mode_words(leg.mode, {})[0] if found.mode else "",
        clock.short_day(day),
        times,
        *(people[one] for one in leg.crew),
        *(partners[one] for one in leg.partners),
        *(one.name for one in places if one.code == leg.place),
        offers.reason_words(patrol.reason) if patrol.reason else "",
        patrol.operation,
        *(f"{labels[code]} {count}" for code, count in (patrol.outcomes or {}).items()),
    ]
    said = ", ".join(one for one in parts if one)
    return f"{said}. Note: {patrol.note}" if patrol.note else said
