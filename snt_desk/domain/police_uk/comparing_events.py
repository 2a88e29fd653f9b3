"""Events that the public sees, beside those of the team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from snt_desk.domain import clock
from snt_desk.domain.clock import LONGEST_STRETCH
from snt_desk.domain.police_uk.held import HeldEvent
from snt_desk.domain.police_uk.lines import Difference, Line, fold, likeness
from snt_desk.domain.police_uk.shapes import Event

_ALIKE = 0.6


def lines(public: Sequence[Event] | None, held: Sequence[HeldEvent], today: date) -> Iterator[Line]:
    """Compare them; nothing where no file speaks of events."""
    if public is None:
        return
    free = list(held)
    for at, one in enumerate(public, start=1):
        here = _same(one, free)
        if here is None:
            yield _unknown(f"events/{at}", one, today)
        else:
            free.remove(here)
            yield _known(f"events/{at}", one, here)
    for here in free:
        if here.public and clock.local_day(here.start) >= today:
            title = f"{here.title}, {moment(here.start)}"
            says = "Marked public here. Export it, or ask for it to be put up."
            yield Line(f"events/{here.ref}", "events", "unpublished", title, says, ref=here.ref)


def titled(one: Event) -> str:
    """What an event is called here: its title, with its address where it has one."""
    return f"{one.title}, {one.address}" if one.address else one.title


def moment(at: datetime) -> str:
    """`Thu 17 Dec 2026, 12:00`."""
    return f"{clock.long_day(clock.local_day(at))}, {clock.wall(at)}"


def _same(one: Event, held: Sequence[HeldEvent]) -> HeldEvent | None:
    """The event here that it is: of the same name and day, or at the same time and much alike."""
    if one.start is None:
        return None
    day, title, with_place = clock.local_day(one.start), fold(one.title), fold(titled(one))
    near = [here for here in held if clock.local_day(here.start) == day]
    named = [here for here in near if fold(here.title) in {title, with_place}]
    alike = [
        here
        for here in near
        if here.start == one.start and likeness(with_place, fold(here.title)) >= _ALIKE
    ]
    return next(iter(sorted(named, key=lambda here: here.start != one.start) or alike), None)


def _known(key: str, one: Event, here: HeldEvent) -> Line:
    differences = tuple(_differences(one, here))
    return Line(
        key,
        "events",
        "differs" if differences else "same",
        _shown(one),
        differences=differences,
        takes="Its times become the public ones." if differences else "",
        ref=here.ref,
        public=one,
    )


def _differences(one: Event, here: HeldEvent) -> Iterator[Difference]:
    if fold(here.title) not in {fold(one.title), fold(titled(one))}:
        yield Difference("Title", one.title, here.title)
    if one.start is not None and one.start != here.start:
        yield Difference("Start", moment(one.start), moment(here.start))
    if one.end is not None and one.end != here.end:
        yield Difference("End", moment(one.end), moment(here.end) if here.end else "")
    if not here.public:
        yield Difference("Marked public", "yes", "no", "public")


def _unknown(key: str, one: Event, today: date) -> Line:
    if one.start is None:
        says = "It has no time that can be read."
        return Line(key, "events", "only public", _shown(one), says, public=one)
    over = clock.local_day(one.end or one.start) < today
    says = "Not among the team’s events. It is over." if over else "Not among the team’s events."
    takes = "Becomes an event of the team, marked public."
    return Line(key, "events", "only public", _shown(one), says, (), takes, not over, public=one)


def end_of(one: Event) -> datetime | None:
    """The end that a record of it can have: after its start, within 16 hours."""
    if one.start is None or one.end is None:
        return None
    return one.end if 0 < clock.minutes_between(one.start, one.end) <= LONGEST_STRETCH else None


def _shown(one: Event) -> str:
    return f"{one.title}, {moment(one.start)}" if one.start else one.title
