"""Kinds of place: a place lies in a beat, and a visit is to a hot spot (formats.md §1)."""

from __future__ import annotations

from snt_desk.domain.package.ledger import Ledger
from snt_desk.domain.package.tables import by_name, keys_of

BEAT = "beat"
HOTSPOT = "hotspot"


def check_places(ledger: Ledger) -> None:
    """Refuse places in what is no beat, visits to what is no hot spot, and changes to either."""
    places = ledger.merged("places")
    kinds = {key: row[3] for key, row in places.items()}
    at, rows = ledger.alive("places")
    new = dict(zip(keys_of(by_name("places"), rows), at, strict=True))
    for (team, code), row in places.items():
        parent = row[4]
        kind = kinds.get((team, parent), BEAT)
        if parent is None or kind == BEAT:
            continue
        if (team, code) in new:
            sentence = f"{parent} is a {kind}, and a place can only lie in a beat."
            ledger.refuse("places", new[team, code], "parent", sentence)
        elif (team, parent) in new:
            sentence = f"{code} lies in {parent}, so {parent} stays a beat."
            ledger.refuse("places", new[team, parent], "kind", sentence)
    for key, place in new.items():
        if kinds[key] != HOTSPOT and key in ledger.standing.visited:
            sentence = f"There are visits to {key[1]}, so it stays a hotspot."
            ledger.refuse("places", place, "kind", sentence)
    _check_visits(ledger, kinds)


def _check_visits(ledger: Ledger, kinds: dict[tuple[str, ...], str]) -> None:
    places, visits = ledger.alive("visits")
    if not visits:
        return
    teams = {ref: row[1] for (ref,), row in ledger.merged("patrols").items()}
    for place, (patrol, _, hotspot, _, _) in zip(places, visits, strict=True):
        kind = kinds.get((teams.get(patrol, ""), hotspot), HOTSPOT)
        if kind != HOTSPOT:
            sentence = f"{hotspot} is a {kind}. A visit is to a place of kind hotspot."
            ledger.refuse("visits", place, "hotspot", sentence)
