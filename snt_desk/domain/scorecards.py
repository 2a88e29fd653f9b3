"""The scorecard of a campaign: the return's own figures for its days, last time beside them.

Which figures are on it, and in which order, is the one table here; what each counts is the
return's (`measures`). Beside them stand counts that a team has made by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from snt_desk.domain import clock, measures
from snt_desk.domain.drafts import as_compared
from snt_desk.domain.figures import NOT_RECORDED, Figure
from snt_desk.domain.measures import COUNT, MINUTES, SECTIONS
from snt_desk.domain.periods import shown

HAND: Final = "hand"
BY_HAND: Final = "Counted by hand"
_CAMPAIGN: Final = "campaign"


class Chosen(NamedTuple):
    """A measure of the return as it stands on the card: its sum, then what that is made of.

    With `sums` off it is only broken down: one record may stand in several rows.
    """

    section: str
    measure: str
    by: str = ""
    sums: bool = True


CARD: Final = (
    Chosen("patrols", "patrols", "mode"),
    Chosen("patrols", "patrol_time", "mode"),
    Chosen("patrols", "officer_time", "mode"),
    Chosen("patrols", "visible_time"),
    Chosen("patrols", "volunteer_time"),
    Chosen("patrols", "partner_time"),
    Chosen("hotspots", "visits"),
    Chosen("outcomes", "outcomes", "outcome"),
    Chosen("consultation", "responses", "response_channel"),
    Chosen("engagement", "events", "event_kind"),
    Chosen("engagement", "attendance", "event_kind"),
    Chosen("engagement", "event_time"),
    Chosen("partners", "meetings", "meeting_kind"),
    Chosen("partners", "meetings", "partner_kind", sums=False),
    Chosen("partners", "meeting_time"),
    Chosen("partners", "actions_raised"),
    Chosen("messages", "posts", "message_channel"),
    Chosen("messages", "posts", _CAMPAIGN, sums=False),
    Chosen("residents", "contacts", "contact_channel"),
    Chosen("residents", "needing_reply"),
    Chosen("residents", "answered_in_72h"),
    Chosen("residents", "open_over_72h"),
    Chosen("residents", "appointments", "appointment_status"),
)
"""What is on the card, in its order."""


class Time(NamedTuple):
    """One time that a campaign was held, under its `tag` then: its figures, what else was counted.

    `seen` is how many a team's posts reached and how many replied, as noted by hand; None where
    nobody has noted any. `hand` are the counts by hand.
    """

    tag: str
    title: str
    first: date
    last: date
    figures: Sequence[Figure]
    seen: Mapping[str, int | None]
    hand: Sequence[tuple[str, str, int]]
    """Ref, what, and how many."""


@dataclass(frozen=True)
class ScoreLine:
    """One line of the card; `before` is last time's, None where nothing was recorded then.

    `part` says that it is of what stands in the sum above. A line that was counted by hand has
    a `ref`; where only last time has it, there is none, and no `value`.
    """

    name: str
    section: str
    label: str
    value: int | None
    before: int | None
    unit: str = COUNT
    part: bool = False
    ref: str = ""


@dataclass(frozen=True)
class Scorecard:
    """A campaign's card: its title and days, the lines, and what it is held against, if it is."""

    title: str
    tag: str
    first: date
    last: date
    before: str
    lines: tuple[ScoreLine, ...]


Words = Callable[[str, str], str]
"""From a dimension and a category to what people call that: `mode`, `foot` to `On foot`."""


def card(now: Time, before: Time | None, words: Words) -> Scorecard:
    """Lay a campaign's figures beside last time's."""
    lines = [*_counted(now, _Then(before, now.tag), words)]
    seen = [*_seen(now, before)]
    at = max((at for at, one in enumerate(lines) if one.section == "messages"), default=-1) + 1
    lines[at:at] = seen
    lines += _hand(now.hand, before.hand if before else ())
    named = f"{before.title}, {shown(before.first, before.last)}" if before else ""
    return Scorecard(now.title, now.tag, now.first, now.last, named, tuple(lines))


class _Then:
    """Last time's figures, as far as anything was recorded.

    What counted for its tag of then stands here under the one of now: it is the same campaign.
    Tags of other campaigns are no part of the card.
    """

    def __init__(self, before: Time | None, tag: str) -> None:
        self.known = before is not None
        found = tuple(before.figures) if before else ()
        self.values = {one.key: one.value for one in found if one.by != _CAMPAIGN}
        self.values |= {
            (*one.key[:3], tag): one.value
            for one in found
            if before and one.by == _CAMPAIGN and one.category == before.tag
        }
        self.silent = {one.section for one in found if one.status == NOT_RECORDED}

    def sum(self, chosen: Chosen, by: str) -> int | None:
        if not self.known or chosen.section in self.silent:
            return None
        wanted = (chosen.section, chosen.measure, by)
        return sum(value for key, value in self.values.items() if key[:3] == wanted)

    def of(self, key: tuple[str, str, str, str]) -> int | None:
        if not self.known or key[0] in self.silent:
            return None
        return self.values.get(key, 0)


def _counted(of: Time, then: _Then, words: Words) -> Iterator[ScoreLine]:
    for chosen in CARD:
        measure = measures.measure(chosen.section, chosen.measure)
        first = measure.by[0]
        mine = [one for one in of.figures if one[:2] == (chosen.section, chosen.measure)]
        if chosen.sums:
            total = sum(one.value for one in mine if one.by == first)
            name = f"{chosen.section}.{chosen.measure}"
            was = then.sum(chosen, first)
            yield ScoreLine(name, chosen.section, measure.label, total, was, measure.unit)
        if not chosen.by:
            continue
        now = {one.key: one.value for one in mine if one.by == chosen.by}
        wanted = (chosen.section, chosen.measure, chosen.by)
        gone = [key for key in then.values if key[:3] == wanted and key not in now]
        for key in (*now, *gone):
            value, was = now.get(key, 0), then.of(key)
            if (value or was) and (chosen.by != _CAMPAIGN or key[3] == of.tag):
                label = words(chosen.by, key[3])
                yield ScoreLine(
                    *(".".join(key), chosen.section, label, value, was, measure.unit, True)
                )


_SEEN: Final = {"reach": "People reached, as noted", "replies": "Replies, as noted"}


def _seen(now: Time, before: Time | None) -> Iterator[ScoreLine]:
    for name, label in _SEEN.items():
        value, was = now.seen.get(name), before.seen.get(name) if before else None
        if value is not None or was is not None:
            yield ScoreLine(f"messages.{name}", "messages", label, value, was)


def _hand(
    now: Sequence[tuple[str, str, int]], before: Sequence[tuple[str, str, int]]
) -> Iterator[ScoreLine]:
    then = {as_compared(what): (what, number) for _, what, number in before}
    for ref, what, number in now:
        _, was = then.pop(as_compared(what), ("", None))
        yield ScoreLine(f"{HAND}.{what}", HAND, what, number, was, ref=ref)
    for what, was in then.values():
        yield ScoreLine(f"{HAND}.{what}", HAND, what, None, was)


# --- In words ---------------------------------------------------------------------------------


def heading(section: str) -> str:
    """What stands above the lines of a section."""
    return BY_HAND if section == HAND else SECTIONS[section]


def said(value: int | None, unit: str) -> str:
    """A figure as people read it: `1,204`, `41:30` hours; empty for none."""
    if value is None:
        return ""
    return f"{clock.hours(value)} h" if unit == MINUTES else f"{value:,}"


def as_text(of: Scorecard) -> str:
    """Write the card as lines of text, to be pasted into a report: what comes to nothing not."""
    lines = [f"{of.title}, {shown(of.first, of.last)}, {of.tag}"]
    if of.before:
        lines.append(f"In brackets: {of.before}")
    section = ""
    for one in of.lines:
        if not one.value and not one.before:
            continue
        if one.section != section:
            section = one.section
            lines += ["", heading(section)]
        was = f" ({said(one.before, one.unit)})" if one.before is not None else ""
        number = said(one.value, one.unit) or "not counted"
        lines.append(f"{'    ' if one.part else '  '}{one.label}: {number}{was}")
    return "\n".join([*lines, ""])
