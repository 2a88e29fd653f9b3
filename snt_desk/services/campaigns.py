"""Campaigns: weeks of action, and the like, that messages and events belong to.

All teams have the same ones; the patrols planned for them and the counts by hand are a team's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.campaigns import CampaignDraft
from snt_desk.domain.drafts import as_compared, given
from snt_desk.errors import DeskError
from snt_desk.services import handles


@dataclass(frozen=True)
class CampaignRow:
    """A campaign as it is listed, with how much of the team's belongs to it."""

    id: str
    title: str
    first: date
    last: date
    tags: tuple[str, ...]
    events: int
    messages: int
    patrols: int
    before: str


# --- Reading ----------------------------------------------------------------------------------


def choices(session: Session) -> list[tuple[str, str]]:
    """List all campaigns, the latest first: the tag of each, and it with its title."""
    query = select(m.Campaign.tag, m.Campaign.title)
    return [
        (tag, f"{tag}, {title}")
        for tag, title in session.execute(query.order_by(m.Campaign.from_.desc(), m.Campaign.tag))
    ]


def listed(session: Session, team_id: int) -> list[CampaignRow]:
    """List all campaigns, the latest first, with the team's events, messages, planned patrols."""
    one = m.Campaign
    before = m.Campaign.__table__.alias("before").c
    query = (
        select(one.id, one.tag, one.title, one.from_, one.to, before.title)
        .join(before.title.table, before.id == one.before_id, isouter=True)
        .order_by(one.from_.desc(), one.tag)
    )
    events, messages, patrols = (
        _numbers(session, table, team_id) for table in (m.Event, m.Message, m.PlannedPatrol)
    )
    tags: dict[int, list[str]] = {}
    further = select(m.CampaignTag.campaign_id, m.CampaignTag.tag)
    for key, tag in session.execute(further.order_by(m.CampaignTag.position)):
        tags.setdefault(key, []).append(tag)
    return [
        CampaignRow(
            *(tag, title, first, last, (tag, *tags.get(key, ()))),
            *(events.get(key, 0), messages.get(key, 0), patrols.get(key, 0), was or ""),
        )
        for key, tag, title, first, last, was in session.execute(query)
    ]


def _numbers(session: Session, table: Any, team_id: int) -> Mapping[int, int]:
    """Count the records of a table by their campaign."""
    query = select(table.campaign_id, func.count()).where(
        table.team_id == team_id, table.campaign_id.is_not(None)
    )
    return dict(session.execute(query.group_by(table.campaign_id)).all())


def holds(session: Session, tag: str) -> bool:
    """Whether a campaign is there."""
    return session.scalar(select(m.Campaign.id).where(m.Campaign.tag == tag)) is not None


def opened(session: Session, tag: str) -> CampaignDraft:
    """Give a campaign as its form takes it; raises DeskError if it is gone."""
    one = found(session, tag)
    return CampaignDraft(
        tag=one.tag,
        title=one.title,
        first=one.from_,
        last=one.to,
        tags=tuple(further.tag for further in one.tags),
        themes={day.day: day.theme for day in one.days},
        before=handles.name(session, handles.CAMPAIGN, one.before_id),
        note=one.note,
    )


def others(session: Session, tag: str) -> list[tuple[str, date, date]]:
    """Give title, first and last day of all campaigns but one."""
    one = m.Campaign
    query = select(one.title, one.from_, one.to).where(one.tag != tag).order_by(one.from_)
    return [(title, first, last) for title, first, last in session.execute(query)]


def found(session: Session, tag: str) -> m.Campaign:
    """Give a campaign by its tag; raises DeskError if it is gone."""
    one = session.scalar(select(m.Campaign).where(m.Campaign.tag == tag))
    if one is None:
        raise DeskError("That campaign is no longer there", "Undo brings it back.")
    return one


# --- Verbs ------------------------------------------------------------------------------------


def add(session: Session, draft: CampaignDraft) -> str:
    """Write down a campaign, and give its tag; raises DeskError if it cannot be true."""
    one = m.Campaign()
    _fill(session, one, draft)
    return one.tag


def change(session: Session, tag: str, draft: CampaignDraft) -> str:
    """Write a campaign as it is now, and give the tag that it has then.

    Raises DeskError if it is gone, or cannot be true.
    """
    one = found(session, tag)
    _fill(session, one, draft)
    return one.tag


def delete(session: Session, team_id: int, tag: str) -> None:
    """Take away a campaign with what a team has planned and counted for it.

    Raises DeskError if it is gone, or events or messages belong to it, or another team's plans.
    """
    one = found(session, tag)
    stays = "That campaign cannot be deleted"
    if belonging := [*_belonging(session, one.id)]:
        raise DeskError(stays, f"To it belong: {', '.join(belonging)}.")
    later = update(m.Campaign).where(m.Campaign.before_id == one.id)
    session.execute(later.values(before_id=None, version=m.Campaign.version + 1))
    for table in (m.PlannedPatrol, m.CampaignCount):
        theirs = select(table).where(table.campaign_id == one.id, table.team_id == team_id)
        for gone in session.scalars(theirs):
            session.delete(gone)
    session.flush()
    handles.take_away(session, one, stays, "Another team has planned or counted for it.")


def _belonging(session: Session, key: int) -> Iterator[str]:
    kinds: Sequence[tuple[Any, str]] = ((m.Event, "event"), (m.Message, "message"))
    for table, word in kinds:
        query = select(func.count()).select_from(table).where(table.campaign_id == key)
        if number := session.scalars(query).one():
            yield f"{number:,} {word}{'s' * (number != 1)}"


def _same_tag(session: Session, one: m.Campaign, tag: str) -> str:
    """Give another campaign's tag that is the same; to channels, capitals are small letters."""
    others = session.scalars(select(m.Campaign.tag).where(m.Campaign.id.is_distinct_from(one.id)))
    return next((other for other in others if as_compared(other) == as_compared(tag)), "")


def _fill(session: Session, one: m.Campaign, draft: CampaignDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The campaign cannot be saved", problem.text)
    if draft.tag != one.tag and (taken := _same_tag(session, one, draft.tag)):
        raise DeskError(
            "The campaign cannot be saved", f"{taken} is the hashtag of another campaign."
        )
    one.tag, one.title = draft.tag, draft.title.strip()
    one.from_, one.to = given(draft.first), given(draft.last)
    one.note = (draft.note or "").strip() or None
    one.before_id = handles.key(session, handles.CAMPAIGN, draft.before, None)
    # The rows of what stays are kept: each is once of a campaign, and a new one would meet it.
    tags = {row.tag: row for row in one.tags}
    one.tags = [tags.get(tag) or m.CampaignTag(tag=tag) for tag in draft.tags]
    for position, row in enumerate(one.tags, start=1):
        row.position = position
    days = {row.day: row for row in one.days}
    one.days = []
    for day, theme in sorted(draft.themes.items()):
        if theme.strip() and one.from_ <= day <= one.to:
            kept = days.get(day) or m.CampaignDay(day=day)
            kept.theme = theme.strip()
            one.days.append(kept)
    session.add(one)
    session.flush()
