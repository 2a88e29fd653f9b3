"""What residents asked for in the demo, and what the team took on: rounds of four months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.demo.dice import Bag, between, chance, new_ref, weighted
from snt_desk.domain.demo.people import BEATS, TEAM
from snt_desk.domain.demo.plans import BIKES, COMMENTS, NOW, PROPOSED, ROUNDS, Plan
from snt_desk.domain.demo.sheet import row
from snt_desk.domain.demo.year import WEEK, Year
from snt_desk.domain.package.tables import Row

CYCLE_MONTHS: Final = 4
_ROUND_MONTHS: Final = (1, 5, 9)
_ROUND_DAY: Final = 14
_ASKED_BEFORE: Final = 50
"""Days from the opening of a consultation to its round."""
_ASKED_FOR: Final = 35
_CHANNELS: Final = {
    "survey": 30,
    "street": 20,
    "herts_connected": 20,
    "door_knock": 10,
    "social": 8,
    "meeting": 6,
    "email": 6,
    "echo": 4,
}
_MOST_COUNTED: Final = {"survey": 24, "herts_connected": 18, "street": 9, "meeting": 12}
_ALERTS_BEGAN: Final = date(2024, 4, 1)


@dataclass(frozen=True)
class Issue:
    """A priority of the demo: its plan and its days."""

    ref: str
    plan: Plan
    raised: date
    adopted: date | None
    closed: date | None
    last_update: date | None

    def live_on(self, day: date) -> bool:
        """Say whether the team is at work on it that day."""
        begun = self.adopted is not None and self.adopted <= day
        return begun and (self.closed is None or self.closed > day)


@dataclass(frozen=True)
class Rounds:
    """When the rounds of priorities begin."""

    year: Year

    @cached_property
    def now(self) -> date:
        """The day on which the running round began."""
        months = [self.year.month.plus(-n) for n in range(CYCLE_MONTHS + 1)]
        return next(
            date(month.year, month.number, _ROUND_DAY)
            for month in months
            if month.number in _ROUND_MONTHS
            and date(month.year, month.number, _ROUND_DAY) <= self.year.today
        )

    def start(self, number: int) -> date:
        """Give the first day of a round: 0 is the running one, 1 the last one, -1 the next."""
        return clock.add_months(self.now, -CYCLE_MONTHS * number)

    def named(self, number: int) -> str:
        """Name a round by its months: `September to December 2026`."""
        first = Month.of(self.start(number))
        last = first.plus(CYCLE_MONTHS - 1)
        return f"{first.shown.split()[0]} to {last.shown}"


def issues(dice: Random, year: Year) -> list[Issue]:
    """Give every priority: those of the rounds in the year, and one that is proposed."""
    rounds = Rounds(year)
    found = [_live(dice, plan, rounds.now, year) for plan in NOW]
    nearly_three_months = clock.add_months(year.today, -3) + WEEK
    begun = rounds.start(1)
    raised = begun - between(dice, 25, 40) * DAY
    found.append(Issue(new_ref(dice), BIKES, raised, begun, None, nearly_three_months))
    for number, plans in enumerate(ROUNDS, start=1):
        adopted, closed = rounds.start(number), rounds.start(number - 1)
        for plan in plans:
            raised = adopted - between(dice, 20, 40) * DAY
            found.append(Issue(new_ref(dice), plan, raised, adopted, closed, closed))
    asked = year.today - between(dice, 8, 20) * DAY
    found.append(Issue(new_ref(dice), PROPOSED, asked, None, None, None))
    return found


def _live(dice: Random, plan: Plan, adopted: date, year: Year) -> Issue:
    raised = adopted - between(dice, 20, 40) * DAY
    told = max(adopted, year.today - between(dice, 10, 34) * DAY)
    return Issue(new_ref(dice), plan, raised, adopted, None, told)


def issue_rows(found: list[Issue]) -> list[Row]:
    """Give the rows of the priorities."""
    return [_issue_row(issue) for issue in found]


def _issue_row(issue: Issue) -> Row:
    plan = issue.plan
    status = "proposed" if issue.adopted is None else "closed" if issue.closed else "adopted"
    return row(
        "priorities",
        ref=issue.ref,
        team=TEAM,
        title=plan.title,
        theme=plan.theme,
        place=plan.place,
        status=status,
        raised=issue.raised,
        adopted=issue.adopted,
        closed=issue.closed,
        result=plan.result if issue.closed else None,
        last_update=issue.last_update,
        action=plan.action,
        objective=plan.objective or None,
        scanning=plan.scanning or None,
        analysis=plan.analysis or None,
        response=plan.response or None,
        assessment=plan.assessment if issue.closed else None,
    )


@dataclass(frozen=True)
class Consultation:
    """A consultation before a round; still open if `closed` is None."""

    ref: str
    title: str
    opened: date
    closed: date | None


def consultations(dice: Random, year: Year) -> list[Consultation]:
    """Give what residents were asked before each round, and are being asked before the next."""
    rounds = Rounds(year)
    found = []
    for number in range(3, -2, -1):
        opened = rounds.start(number) - _ASKED_BEFORE * DAY
        closes = opened + _ASKED_FOR * DAY
        if year.first <= opened <= year.today:
            title = f"What should we put first, {rounds.named(number)}?"
            closed = closes if closes <= year.today else None
            found.append(Consultation(new_ref(dice), title, opened, closed))
    return found


def consultation_rows(found: list[Consultation]) -> list[Row]:
    """Give the rows of the consultations."""
    return [
        row(
            "consultations",
            ref=one.ref,
            team=TEAM,
            title=one.title,
            opened=one.opened,
            closed=one.closed,
        )
        for one in found
    ]


def response_rows(dice: Random, year: Year, asked: list[Consultation]) -> list[Row]:
    """Give the rows of what residents answered."""
    comments = {theme: Bag(dice, words) for theme, words in COMMENTS.items()}
    return [found for one in asked for found in _responses(dice, year, one, comments)]


def _responses(
    dice: Random, year: Year, asked: Consultation, comments: dict[str, Bag[str]]
) -> Iterator[Row]:
    length = ((asked.closed or year.today) - asked.opened).days
    weights = {theme: between(dice, 1, 6) for theme in COMMENTS}
    weights |= {"asb": 9, "speeding": 7}
    channels = dict(_CHANNELS)
    if asked.opened < _ALERTS_BEGAN:
        channels["owl"] = channels.pop("herts_connected")
    for _ in range(1 + length * between(dice, 16, 24) // _ASKED_FOR):
        channel, theme = weighted(dice, channels), weighted(dice, weights)
        yield row(
            "responses",
            ref=new_ref(dice),
            consultation=asked.ref,
            received=asked.opened + between(dice, 0, length) * DAY,
            channel=channel,
            theme=theme,
            place=dice.choice(list(BEATS)) if chance(dice, 0.75) else None,
            count=between(dice, 1, _MOST_COUNTED.get(channel, 4)),
            comment=comments[theme].draw() if chance(dice, 0.45) else None,
        )
