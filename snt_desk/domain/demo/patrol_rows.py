"""The rows of the demo's log: its patrols, with the notes and outcomes written at their end."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.demo.dice import Bag, between, chance, new_ref
from snt_desk.domain.demo.patrol_words import (
    NEEDS_CONSTABLE,
    NOTES,
    ODD_OUTCOMES,
    OF_THEME,
    SHOPS,
    SPOTS,
    Note,
)
from snt_desk.domain.demo.patrolling import Patrol
from snt_desk.domain.demo.people import CONSTABLES, TEAM, TULLY, Roll
from snt_desk.domain.demo.sheet import row
from snt_desk.domain.package.tables import Row

_NOTED: Final = 0.7
_EVENING: Final = 17
_TABLES: Final = ("patrols", "legs", "visits", "outcomes")


def write_up(dice: Random, patrols: Iterable[Patrol], roll: Roll) -> None:
    """Give most patrols a note and some of them outcomes; what has a note keeps it."""
    bags = {topic: Bag(dice, notes) for topic, notes in NOTES.items()}
    for patrol in patrols:
        constable = any(roll.role(collar, patrol.day) in CONSTABLES for collar in patrol.crew)
        if patrol.note:
            continue
        if chance(dice, _NOTED):
            note = _draw(bags[_topic(patrol)], constable=constable)
            _tell(dice, patrol, note)
        else:
            _count(dice, patrol, constable=constable)


def _topic(patrol: Patrol) -> str:
    if patrol.topic:
        return patrol.topic
    if TULLY.collar in patrol.crew:
        return "volunteer"
    if patrol.purpose == "priority" and patrol.issue:
        return OF_THEME.get(patrol.issue.plan.theme, "reassurance")
    if patrol.purpose == "town_centre" and clock.local(patrol.start).hour >= _EVENING:
        return "evening"
    return patrol.purpose


def _draw(bag: Bag[Note], *, constable: bool) -> Note:
    while True:
        note = bag.draw()
        if constable or not NEEDS_CONSTABLE.intersection(note.outcomes):
            return note


def _tell(dice: Random, patrol: Patrol, note: Note) -> None:
    number, shop = between(dice, 2, 6), dice.choice(SHOPS)
    spot = dice.choice(SPOTS)
    capital = shop[0].upper() + shop[1:]
    patrol.note = note.text.format(n=number, shop=shop, shop_=capital, spot=spot)
    patrol.outcomes = dict.fromkeys(note.outcomes, note.times or number)


def _count(dice: Random, patrol: Patrol, *, constable: bool) -> None:
    kinds = ODD_OUTCOMES.get(_topic(patrol)) or ODD_OUTCOMES.get(patrol.purpose, {})
    for kind, share in kinds.items():
        if chance(dice, share) and (constable or kind not in NEEDS_CONSTABLE):
            patrol.outcomes[kind] = 1 + (between(dice, 0, 2) if kind != "arrest" else 0)


def patrol_rows(dice: Random, patrols: Iterable[Patrol]) -> dict[str, list[Row]]:
    """Give the rows of patrols, legs, visits and outcomes."""
    rows: dict[str, list[Row]] = {table: [] for table in _TABLES}
    for patrol in patrols:
        ref = new_ref(dice)
        rows["patrols"].append(
            row(
                "patrols",
                ref=ref,
                team=TEAM,
                purpose=patrol.purpose,
                priority=patrol.issue.ref if patrol.issue else None,
                operation=patrol.operation,
                visible=patrol.visible,
                note=patrol.note,
            )
        )
        rows["legs"].extend(
            row("legs", patrol=ref, leg=number, **vars(leg))
            for number, leg in enumerate(patrol.legs, start=1)
        )
        rows["visits"].extend(row("visits", patrol=ref, **vars(visit)) for visit in patrol.visits)
        rows["outcomes"].extend(
            row("outcomes", patrol=ref, kind=kind, count=count)
            for kind, count in patrol.outcomes.items()
        )
    return rows
