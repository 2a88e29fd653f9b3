"""What rows must be together: the legs of a patrol, the visits of a leg, a person's postings.

Asked of what would stand afterwards: the database's rows with the package's laid over them
(formats.md §1, bounds).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from snt_desk.domain.clock import long_day
from snt_desk.domain.package.ledger import Ledger
from snt_desk.domain.package.rules import when
from snt_desk.domain.package.tables import Key, Row, by_name, keys_of


class _Stretch(NamedTuple):
    """A leg, visit or posting; `place` is its row in the reading, None if it stands already."""

    start: Any
    end: Any
    place: int | None
    number: int = 0


def check_legs(ledger: Ledger) -> None:
    """Refuse legs that are not numbered in time order, overlap, or follow one with no end.

    Refused legs count as well: they take the whole patrol with them, so nothing is lost.
    Of a patrol with a leg that could not be read, nothing can be said.
    """
    rows = ledger.reading.rows["legs"]
    standing = ledger.standing.table("legs")
    counted = Counter(map(itemgetter(0), rows))
    counted.update(patrol for patrol, _ in standing if patrol in counted)
    patrols: defaultdict[str, dict[int, _Stretch]] = defaultdict(dict)
    for patrol, number, _, _, start, end, _, _ in standing.values():
        if patrol in counted:
            patrols[patrol][number] = _Stretch(start, end, None, number)
    for place, (patrol, number, _, _, start, end, _, _) in enumerate(rows):
        if counted[patrol] > 1 or number != 1:
            patrols[patrol][number] = _Stretch(start, end, place, number)
    for _, (patrol, *_) in ledger.reading.broken["legs"]:
        patrols.pop(patrol, None)
    for patrol, by_number in patrols.items():
        _check_patrol(ledger, patrol, sorted(by_number.values(), key=attrgetter("number")))


def check_visits(ledger: Ledger) -> None:
    """Refuse visits that are not inside their leg or overlap, and legs that leave visits out."""
    if not ledger.alive("visits").rows and not ledger.standing.table("visits"):
        return
    places, rows = ledger.alive("legs")
    new = dict(zip(keys_of(by_name("legs"), rows), places, strict=True))
    visits = _grouped(ledger, "visits", itemgetter(0, 1), itemgetter(3, 4), new)
    legs = ledger.merged("legs")
    for key, found in visits.items():
        leg = legs.get(key)
        inside = []
        for visit in found:
            sentence = _outside(key, leg, visit)
            if sentence is None:
                inside.append(visit)
            elif visit.place is not None:
                ledger.refuse("visits", visit.place, "start", sentence)
            elif key in new:
                ledger.refuse("legs", new[key], "end", sentence)
        for place, other in _overlaps(inside):
            sentence = (
                f"It overlaps the visit from {when(other.start)} to {when(other.end)}"
                f" ({_where(ledger, 'visits', other)}). Change one of them."
            )
            ledger.refuse("visits", place, "start", sentence)


def check_postings(ledger: Ledger) -> None:
    """Refuse postings of one person to one team that overlap."""
    postings = _grouped(ledger, "postings", itemgetter(0, 1), itemgetter(4, 5))
    for (collar, team), found in postings.items():
        for place, other in _overlaps(found):
            until = f"to {long_day(other.end)}" if other.end else "with no end"
            sentence = (
                f"It overlaps the posting of {collar} to {team} from {long_day(other.start)}"
                f" {until} ({_where(ledger, 'postings', other)}). End one before the other begins."
            )
            ledger.refuse("postings", place, "from", sentence)


def _check_patrol(ledger: Ledger, patrol: str, legs: list[_Stretch]) -> None:
    before = [_Stretch(None, None, None), *legs]
    for expected, (earlier, leg) in enumerate(pairwise(before), start=1):
        if leg.number != expected:
            sentence = (
                f"Patrol {patrol} has leg {leg.number} and no leg {expected}."
                " Number its legs 1, 2, 3 in the order of time."
            )
            _refuse_leg(ledger, leg, earlier, "leg", sentence)
    for earlier, leg in pairwise(legs):
        other = f"leg {earlier.number} ({_where(ledger, 'legs', earlier)})"
        if leg.start < earlier.start:
            sentence = (
                f"Leg {leg.number} of patrol {patrol} starts before {other}."
                " Number the legs in the order of time."
            )
        elif earlier.end is None:
            sentence = (
                f"Leg {leg.number} of patrol {patrol} follows {other}, which has no end."
                " Only the last leg can still be out."
            )
        elif leg.start < earlier.end:
            sentence = (
                f"Leg {leg.number} of patrol {patrol} starts at {when(leg.start)}, and {other}"
                f" ends at {when(earlier.end)}. Legs cannot overlap."
            )
        else:
            continue
        _refuse_leg(ledger, leg, earlier, "start", sentence)


def _refuse_leg(
    ledger: Ledger, leg: _Stretch, earlier: _Stretch, column: str, sentence: str
) -> None:
    place = leg.place if leg.place is not None else earlier.place
    if place is not None:
        ledger.refuse("legs", place, column, sentence)


def _outside(key: Key, leg: Row | None, visit: _Stretch) -> str | None:
    patrol, number = key
    if leg is None:
        return f"Patrol {patrol} has no leg {number}. Add the leg, or write another number."
    _, _, _, _, start, end, _, _ = leg
    if start <= visit.start and (end is None or visit.end <= end):
        return None
    until = f"to {when(end)}" if end else "on"
    return (
        f"The visit from {when(visit.start)} to {when(visit.end)} is not inside leg {number} of"
        f" patrol {patrol}, from {when(start)} {until}."
    )


def _grouped(
    ledger: Ledger,
    table: str,
    group: Callable[[Row], Key],
    ends: Callable[[Row], tuple[Any, Any]],
    also: Iterable[Key] = (),
) -> dict[Key, list[_Stretch]]:
    """Put what would stand afterwards in groups, each in time order.

    Only groups of which the package has a row, and those named in `also`.
    """
    places, rows = ledger.alive(table)
    standing = ledger.standing.table(table)
    found: defaultdict[Key, list[_Stretch]] = defaultdict(list)
    for place, row in zip(places, rows, strict=True):
        start, end = ends(row)
        found[group(row)].append(_Stretch(start, end, place))
    if standing:
        touched = found.keys() | set(also)
        laid_over = set(keys_of(by_name(table), rows))
        for key, row in standing.items():
            if key not in laid_over and group(row) in touched:
                start, end = ends(row)
                found[group(row)].append(_Stretch(start, end, None))
    for stretches in found.values():
        stretches.sort(key=attrgetter("start"))
    return found


def _overlaps(stretches: list[_Stretch]) -> Iterator[tuple[int, _Stretch]]:
    """Give the place of each row to refuse, and the other that it overlaps; in time order.

    Of two, the one of the package goes; of two of the package, the later one.
    """
    kept: _Stretch | None = None
    for stretch in stretches:
        if kept is None or (kept.end is not None and kept.end <= stretch.start):
            kept = stretch
        elif stretch.place is not None:
            yield stretch.place, kept
        elif kept.place is not None:
            yield kept.place, stretch
            kept = stretch


def _where(ledger: Ledger, table: str, stretch: _Stretch) -> str:
    if stretch.place is None:
        return "already in the database"
    return f"row {ledger.reading.lines[table][stretch.place]}"
