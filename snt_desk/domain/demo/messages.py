"""What the demo's team told the public: posts, drafts and ideas, by channel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, MINUTE
from snt_desk.domain.demo.campaigns import Campaign
from snt_desk.domain.demo.dice import Bag, between, chance, new_ref
from snt_desk.domain.demo.events import Event
from snt_desk.domain.demo.issues import Issue
from snt_desk.domain.demo.message_words import (
    ADVICE,
    APPEALS,
    GOOD_NEWS,
    IDEAS,
    INTRODUCTIONS,
    WEEK,
)
from snt_desk.domain.demo.people import TEAM
from snt_desk.domain.demo.plans import WOODHALL
from snt_desk.domain.demo.sheet import row
from snt_desk.domain.demo.year import Year, at
from snt_desk.domain.package.tables import Row

_LONGEST_ON_X: Final = 280
_ALERTS_BEGAN: Final = date(2024, 4, 1)
_UPDATED_EVERY: Final = 42
_SHARES: Final = {
    "facebook": 0.9,
    "x": 0.65,
    "instagram": 0.3,
    "herts_connected": 0.45,
    "website": 0.2,
}
_REACH: Final = {
    "facebook": (350, 4200),
    "x": (120, 1500),
    "instagram": (90, 900),
    "herts_connected": (1800, 2600),
    "owl": (1800, 2600),
    "website": (40, 300),
}
_OPEN_TO_ALL: Final = frozenset(
    {
        "surgery",
        "street_meet",
        "stall",
        "drop_in",
        "beat_meeting",
        "crime_prevention",
        "community_event",
        "online_q_and_a",
    }
)
_POSTED, _DRAFT, _APPROVED = "posted", "draft", "approved"


@dataclass(frozen=True)
class Message:
    """Something told to residents on a day, or to be told."""

    kind: str
    text: str
    day: date
    status: str = _POSTED
    campaign: str | None = None


def messages(
    dice: Random,
    year: Year,
    issues: Sequence[Issue],
    events: Iterable[Event],
    weeks: Iterable[Campaign],
) -> list[Message]:
    """Give all that was told in the year, in order of days, then what is still to be told."""
    told = [*_about_issues(issues), *_about_events(dice, year, events)]
    told.extend(_of_the_month(dice, year))
    for week in weeks:
        told.extend(_of_a_week(year, week))
    told.sort(key=lambda message: message.day)
    return [*told, *_to_come(year)]


def _about_issues(issues: Iterable[Issue]) -> Iterator[Message]:
    for issue in issues:
        if issue.adopted is None or issue.last_update is None:
            continue
        yield Message("priority_update", _taken_on(issue), issue.adopted + 2 * DAY)
        day = issue.adopted + _UPDATED_EVERY * DAY
        while day < issue.last_update - 14 * DAY:
            text = f"{issue.plan.title}: what we do. {issue.plan.response}"
            yield Message("priority_update", text, day)
            day += _UPDATED_EVERY * DAY
        if issue.closed:
            yield Message("you_said_we_did", _done(issue), issue.closed)
        else:
            text = f"{issue.plan.title}: where we are. {issue.plan.action}"
            yield Message("priority_update", text, issue.last_update)


def _taken_on(issue: Issue) -> str:
    return f"You chose it: {issue.plan.title}. What we want: {issue.plan.objective}"


def _done(issue: Issue) -> str:
    plan = issue.plan
    return f"You said: {plan.title}. We did: {plan.response} What came of it: {plan.assessment}"


def _about_events(dice: Random, year: Year, events: Iterable[Event]) -> Iterator[Message]:
    for event in events:
        if event.kind not in _OPEN_TO_ALL or event.campaign or not chance(dice, 0.55):
            continue
        hours = f"{clock.wall(event.start)} to {clock.wall(event.end)}"
        text = f"{event.title}, {clock.short_day(event.day)}, {hours}. Come and talk to us."
        day = event.day - between(dice, 2, 5) * DAY
        status = _POSTED if day <= year.today else _APPROVED
        yield Message("event_notice", text, day, status)


def _of_the_month(dice: Random, year: Year) -> Iterator[Message]:
    news, appeals = Bag(dice, GOOD_NEWS), Bag(dice, APPEALS)
    people = Bag(dice, INTRODUCTIONS)
    for month in year.months:
        days = list(month.days)
        for text in ADVICE[month.number]:
            yield Message("crime_prevention", text, dice.choice(days))
        yield Message("good_news", news.draw(), dice.choice(days))
        if chance(dice, 0.5):
            yield Message("appeal", appeals.draw(), dice.choice(days))
        if chance(dice, 0.4):
            yield Message("meet_the_team", people.draw(), dice.choice(days))


def _of_a_week(year: Year, week: Campaign) -> Iterator[Message]:
    for day, text in zip(week.days, WEEK, strict=True):
        status = _POSTED if day <= year.today else _APPROVED if day == year.today + DAY else _DRAFT
        yield Message("campaign", text.format(tag=week.tag), day, status, week.tag)


def _to_come(year: Year) -> Iterator[Message]:
    draft = (
        "You told us that the shops at Woodhall feel unsafe after dark. We walk the parade "
        "every week, with the youth project on Fridays. A new gate is on its way."
    )
    yield Message("you_said_we_did", draft, year.today, _DRAFT)
    update = f"{WOODHALL.title}: {WOODHALL.action}"
    yield Message("priority_update", update, year.today, _APPROVED)
    for kind, text, status in IDEAS:
        yield Message(kind, text, year.today, status)


def message_rows(dice: Random, year: Year, told: Iterable[Message]) -> dict[str, list[Row]]:
    """Give the rows of messages and posts; those of days outside the year are left out."""
    rows: dict[str, list[Row]] = {"messages": [], "posts": []}
    for message in told:
        if message.status == _POSTED and not year.first <= message.day <= year.today:
            continue
        ref = new_ref(dice)
        cells = row(
            "messages",
            ref=ref,
            team=TEAM,
            kind=message.kind,
            text=message.text,
            campaign=message.campaign,
            status=message.status,
        )
        rows["messages"].append(cells)
        if message.status == _POSTED:
            rows["posts"].extend(_posts(dice, year, ref, message))
    return rows


def _posts(dice: Random, year: Year, ref: str, message: Message) -> Iterator[Row]:
    last_hour = 18 if message.day < year.today else 10
    moment = at(message.day, between(dice, 8, last_hour), dice.randrange(60))
    chosen = [channel for channel, share in _SHARES.items() if chance(dice, share)] or ["facebook"]
    for channel in chosen:
        if channel == "x" and len(message.text) > _LONGEST_ON_X:
            continue
        through = "owl" if channel == "herts_connected" and message.day < _ALERTS_BEGAN else channel
        yield _post(dice, ref, through, moment)
        moment += between(dice, 0, 9) * MINUTE


def _post(dice: Random, ref: str, channel: str, moment: datetime) -> Row:
    reach = between(dice, *_REACH[channel]) if chance(dice, 0.9) else None
    return row("posts", ref=new_ref(dice), message=ref, channel=channel, posted=moment, reach=reach)
