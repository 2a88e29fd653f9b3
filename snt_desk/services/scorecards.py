"""The scorecard of a campaign: counted by the return for its days, with last time beside it.

What no other record holds (warrants, bicycles marked) a team counts by hand. The card is copied
as text, or written as a file for a spreadsheet.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import figures, measures, scorecards
from snt_desk.domain.campaigns import CountDraft
from snt_desk.domain.clock import MINUTE, Days
from snt_desk.domain.drafts import as_compared, given
from snt_desk.domain.facts import CodeFact
from snt_desk.domain.figures import Source
from snt_desk.domain.measures import FIXED, MINUTES
from snt_desk.domain.periods import shown
from snt_desk.domain.returns import OFFICIAL
from snt_desk.domain.scorecards import Scorecard, ScoreLine, Time
from snt_desk.errors import DeskError
from snt_desk.services import campaigns, handles, list_files
from snt_desk.services.gather import codes, gather
from snt_desk.services.list_files import Order, Report, Sheet, Value
from snt_desk.services.team import TeamName

_HEADINGS: Final = ("Part", "What", "This time", "Last time")


def of(session: Session, team: TeamName, tag: str, now: datetime) -> Scorecard:
    """Count a team's card for a campaign as the records stand; DeskError if that is gone."""
    one = campaigns.found(session, tag)
    labels = codes(session)
    before = None if one.before_id is None else session.get_one(m.Campaign, one.before_id)
    return scorecards.card(
        _time(session, team, one, now),
        _time(session, team, before, now) if before else None,
        lambda by, category: _label(labels, by, category),
    )


def _time(session: Session, team: TeamName, one: m.Campaign, now: datetime) -> Time:
    days = Days(one.from_, one.to)
    counted = figures.compute(gather(session, team.code, days, now))
    count = m.CampaignCount
    hand = (
        select(count.ref, count.what, count.count)
        .where(count.team_id == team.id, count.campaign_id == one.id)
        .order_by(count.id)
    )
    return Time(
        *(one.tag, one.title, one.from_, one.to, counted, _seen(session, team, days)),
        [(ref, what, number) for ref, what, number in session.execute(hand)],
    )


def _seen(session: Session, team: TeamName, days: Days) -> Mapping[str, int | None]:
    """Add up what was noted of the posts of these days: how many saw them, and replied."""
    post, span = m.Post, days.span
    query = (
        select(func.sum(post.reach), func.sum(post.replies))
        .join(m.Message, m.Message.id == post.message_id)
        .where(m.Message.team_id == team.id, post.posted >= span.start, post.posted < span.end)
    )
    reach, replies = session.execute(query).one()
    return {"reach": reach, "replies": replies}


def _label(labels: Mapping[str, tuple[CodeFact, ...]], by: str, category: str) -> str:
    known = FIXED.get(by) or labels.get(by, ())
    return next((one.label for one in known if one.code == category), category)


def behind(
    session: Session, team: TeamName, tag: str, name: str, now: datetime
) -> tuple[Source, ...]:
    """Name the records behind a line of the card, and how much of it each makes.

    There are none behind what was counted or noted by hand. DeskError if the campaign is gone.
    """
    one = campaigns.found(session, tag)
    section, measure, *rest = name.split(".", 3)
    if section == scorecards.HAND or (section, measure) not in _MEASURES:
        return ()
    found = gather(session, team.code, Days(one.from_, one.to), now)
    if rest:
        by, category = rest
        return figures.behind(found, (section, measure, by, category))
    return figures.behind_sum(found, section, measure)


_MEASURES = {(one.section, one.name) for one in measures.MEASURES}


# --- Counts by hand ---------------------------------------------------------------------------


def holds(session: Session, ref: str) -> bool:
    """Whether a count by hand is there."""
    return session.scalar(select(m.CampaignCount.id).where(m.CampaignCount.ref == ref)) is not None


def opened(session: Session, ref: str) -> CountDraft:
    """Give a count by hand as its form takes it; raises DeskError if it is gone."""
    one = _count(session, ref)
    campaign = handles.name(session, handles.CAMPAIGN, one.campaign_id) or ""
    return CountDraft(campaign, one.what, one.count)


def add(session: Session, team_id: int, draft: CountDraft) -> str:
    """Count something by hand, and give the line's ref; raises DeskError if it cannot be."""
    one = m.CampaignCount(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    return one.ref


def change(session: Session, ref: str, draft: CountDraft) -> None:
    """Write a count as it is now; raises DeskError if it is gone, or cannot be."""
    _fill(session, _count(session, ref), draft)


def delete(session: Session, ref: str) -> None:
    """Take a count by hand off the card; raises DeskError if it is gone."""
    session.delete(_count(session, ref))


def _fill(session: Session, one: m.CampaignCount, draft: CountDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The count cannot be saved", problem.text)
    campaign = handles.key(session, handles.CAMPAIGN, draft.campaign, None)
    for what in _others(session, one, campaign):
        # As the card compares them with last time's.
        if as_compared(what) == as_compared(draft.what):
            text = f"{what} is on the card already. Change that line."
            raise DeskError("The count cannot be saved", text)
    one.campaign_id, one.what, one.count = campaign, draft.what.strip(), given(draft.count)
    session.add(one)
    session.flush()


def _others(session: Session, one: m.CampaignCount, campaign: int) -> Iterable[str]:
    """Give what else a team counts of a campaign."""
    count = m.CampaignCount
    query = select(count.what).where(
        count.team_id == one.team_id, count.campaign_id == campaign, count.ref != one.ref
    )
    return session.scalars(query)


def _count(session: Session, ref: str) -> m.CampaignCount:
    return handles.there(session, m.CampaignCount, ref, "line")


# --- As a file --------------------------------------------------------------------------------


def write(store: Store, card: Scorecard, order: Order, report: Report) -> int:
    """Write a card as CSV or XLSX, noted as given away; gives how many lines it has.

    Raises DeskError where it cannot be written.
    """
    number = len(card.lines)
    list_files.put(store, sheet(card, order.called), order, f"scorecard of {card.tag}")
    report(number, number)
    return number


def sheet(card: Scorecard, called: str) -> Sheet:
    """Give the card as rows: times are lengths that a spreadsheet adds up."""
    title = f"{OFFICIAL}: {called}"
    headings = (*_HEADINGS[:3], f"{_HEADINGS[3]}: {card.before}" if card.before else _HEADINGS[3])
    return Sheet(title, headings, tuple(_row(one) for one in card.lines), name="Scorecard")


def _row(one: ScoreLine) -> tuple[Value, ...]:
    label = f"  {one.label}" if one.part else one.label
    numbers = (_number(one.value, one.unit), _number(one.before, one.unit))
    return (scorecards.heading(one.section), label, *numbers)


def _number(value: int | None, unit: str) -> int | timedelta | None:
    return value * MINUTE if value is not None and unit == MINUTES else value


def called(card: Scorecard) -> str:
    """What the first line of a file says that it is."""
    return f"Scorecard of {card.title}, {shown(card.first, card.last)}"
