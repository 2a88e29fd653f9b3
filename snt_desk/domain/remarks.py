"""What stands out in a month's figures: what each section holds, and what is worth a word.

The Command compares a month with the same one last year. What it would ask about, the
sergeant can answer beforehand, with a note on the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.figures import PROVISIONAL, Figure, FigureKey

MUCH_CHANGED: Final = 20
"""From how many percent more or less than last year a figure is worth a word."""
_LEAST_MINUTES, _LEAST_COUNT = 600, 10
_MUCH_SICKNESS, _MUCH_ABSTRACTED = 8, 10

_COMPARED: Final[Mapping[FigureKey, tuple[str, int]]] = MappingProxyType(
    {
        ("patrols", "patrol_time", "mode", "foot"): ("Foot hours", _LEAST_MINUTES),
        ("patrols", "patrol_time", "mode", "bicycle"): ("Bicycle hours", _LEAST_MINUTES),
        ("patrols", "patrol_time", "mode", "vehicle"): ("Vehicle hours", _LEAST_MINUTES),
        ("hotspots", "visits", "all", "all"): ("Hot spot visits", _LEAST_COUNT),
    }
)
"""What is held against last year: its words, and from how much on a change says anything."""


@dataclass(frozen=True)
class Remark:
    """Something that the Command may ask about a figure."""

    key: FigureKey
    title: str
    detail: str


def remarks(now: Iterable[Figure], last_year: Iterable[Figure]) -> tuple[Remark, ...]:
    """Say what is worth a word; a month that is not over is not held against a whole one."""
    figures = tuple(now)
    values = _Values(figures)
    then = {one.key: one.value for one in last_year}
    over = not any(one.status == PROVISIONAL for one in figures if one.section == "patrols")
    return (
        *(_changed(values, then) if over else ()),
        *_away(values),
        *_overdue(values),
        *_not_told(values),
        *_waiting(values),
    )


def percent(now: int, then: int) -> int:
    """Give the change from `then`, which is not 0, in whole percent."""
    return round((now - then) * 100 / then)


class _Values:
    """Figures by name, and their sums."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.by_key = {one.key: one.value for one in figures}

    def sum(self, section: str, measure: str, by: str) -> int:
        """Add up a measure over one of its dimensions."""
        head = (section, measure, by)
        return sum(value for key, value in self.by_key.items() if key[:3] == head)

    def all(self, section: str, measure: str) -> int:
        """Give a measure that is not broken down."""
        return self.by_key.get((section, measure, "all", "all"), 0)

    def largest(self, section: str, measure: str, by: str) -> FigureKey:
        """Give the key of the largest figure of a measure."""
        head = (section, measure, by)
        keys = [key for key in self.by_key if key[:3] == head]
        return max(keys, key=self.by_key.__getitem__)


def _changed(values: _Values, then: Mapping[FigureKey, int]) -> Iterator[Remark]:
    for key, (words, least) in _COMPARED.items():
        now, before = values.by_key.get(key, 0), then.get(key, 0)
        if before < least:
            continue
        change = percent(now, before)
        if abs(change) >= MUCH_CHANGED:
            way = "up" if change > 0 else "down"
            said = _hours if least == _LEAST_MINUTES else str
            yield Remark(
                key,
                f"{words} {way} {abs(change)} % on last year",
                f"{said(now)} now, {said(before)} then",
            )


def _hours(minutes: int) -> str:
    return f"{round(minutes / 60):,} h"


def _away(values: _Values) -> Iterator[Remark]:
    rostered = values.sum("time", "rostered", "role")
    if not rostered:
        return
    sick = ("time", "unavailable", "absence", "sickness")
    part = round(values.by_key.get(sick, 0) * 100 / rostered)
    if part >= _MUCH_SICKNESS:
        detail = f"{_hours(values.by_key[sick])} of {_hours(rostered)} rostered"
        yield Remark(sick, f"Sickness took {part} % of duty time", detail)
    abstracted = values.sum("time", "abstracted", "absence")
    part = round(abstracted * 100 / rostered)
    if part >= _MUCH_ABSTRACTED:
        most = values.largest("time", "abstracted", "absence")
        cause = most[3].replace("_", " ")
        detail = f"{_hours(abstracted)}, most of it {cause}"
        yield Remark(most, f"{part} % of duty time abstracted", detail)


def _overdue(values: _Values) -> Iterator[Remark]:
    for owner, words in (("police", "police"), ("partner", "partner")):
        key = ("partners", "actions_overdue", "owner", owner)
        count = values.by_key.get(key, 0)
        if count:
            title = f"{_some(count, f'{words} action')} overdue"
            yield Remark(key, title, "due and not closed by the month’s end")


def _not_told(values: _Values) -> Iterator[Remark]:
    live = values.sum("priorities", "live", "theme")
    silent = live - values.all("priorities", "updated_in_3_months")
    if silent > 0:
        one = "priority" if silent == 1 else "priorities"
        yield Remark(
            ("priorities", "updated_in_3_months", "all", "all"),
            f"{silent} {one} not updated for 3 months",
            f"of {live} live",
        )


def _waiting(values: _Values) -> Iterator[Remark]:
    count = values.all("residents", "open_over_72h")
    if count:
        yield Remark(
            ("residents", "open_over_72h", "all", "all"),
            f"{_some(count, 'resident')} waiting over 72 hours",
            "not answered by the month’s end",
        )


def _some(count: int, one: str) -> str:
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


# --- What each section holds ------------------------------------------------------------------


def held(figures: Iterable[Figure]) -> dict[str, str]:
    """Say in a few words what each section of a month holds: `9 people, 8.3 full-time`."""
    values = _Values(figures)
    return {section: say(values) for section, say in _HELD.items()}


def _people(values: _Values) -> str:
    people = values.sum("people", "headcount", "role")
    full = values.sum("people", "fte", "role") / 100
    words = "1 person" if people == 1 else f"{people} people"
    return f"{words}, {full:.1f} full-time"


def _patrols(values: _Values) -> str:
    minutes = values.sum("patrols", "patrol_time", "mode")
    return f"{_some(values.sum('patrols', 'patrols', 'mode'), 'patrol')}, {_hours(minutes)}"


def _priorities(values: _Values) -> str:
    live = values.sum("priorities", "live", "theme")
    told = values.all("priorities", "updated_in_3_months")
    return f"{live} live, {'all' if live and told >= live else told} updated"


def _events(values: _Values) -> str:
    people = values.sum("engagement", "attendance", "event_kind")
    return f"{_some(values.sum('engagement', 'events', 'event_kind'), 'event')}, {people:,} came"


def _answered(values: _Values) -> str:
    asked = values.all("residents", "needing_reply")
    return f"{values.all('residents', 'answered_in_72h')} of {asked} in time"


def _quality(values: _Values) -> str:
    twice = values.all("quality", "overlapping_time")
    return f"{clock.hours_long(twice)} overlapping" if twice else "nothing overlaps"


_HELD: Final[Mapping[str, Callable[[_Values], str]]] = MappingProxyType(
    {
        "people": _people,
        "time": lambda of: f"{_hours(of.sum('time', 'rostered', 'role'))} rostered",
        "patrols": _patrols,
        "hotspots": lambda of: _some(of.all("hotspots", "visits"), "visit"),
        "outcomes": lambda of: _some(of.sum("outcomes", "outcomes", "outcome"), "outcome"),
        "priorities": _priorities,
        "consultation": lambda of: _some(of.sum("consultation", "responses", "theme"), "response"),
        "engagement": _events,
        "partners": lambda of: _some(of.sum("partners", "meetings", "meeting_kind"), "meeting"),
        "messages": lambda of: _some(of.sum("messages", "posts", "message_channel"), "post"),
        "residents": _answered,
        "quality": _quality,
    }
)
