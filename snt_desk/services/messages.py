"""Messages for the public, from idea to posted, and the posts that they made.

The app posts nothing itself: a post is what somebody says was put on a channel.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, hashtags
from snt_desk.domain.community import (
    APPROVED,
    DRAFT,
    DROPPED,
    IDEA,
    NEWS,
    POSTED,
    GoesTo,
    MessageDraft,
    PostDraft,
)
from snt_desk.domain.drafts import given
from snt_desk.domain.hashtags import Tags
from snt_desk.errors import DeskError
from snt_desk.services import handles

__all__ = [
    "Approval",
    "MessageDraft",
    "PostDraft",
    "PostRow",
    "add",
    "approval",
    "change",
    "change_post",
    "delete",
    "news",
    "of_post",
    "opened",
    "plan",
    "post",
    "posts",
    "tags",
    "take_back",
    "tell",
]


@dataclass(frozen=True)
class PostRow:
    """A post of a message: `channel` is a code, `channel_label` the words for it."""

    ref: str
    channel: str
    channel_label: str
    posted: datetime
    reach: int | None
    replies: int | None = None


@dataclass(frozen=True)
class Approval:
    """When a message was approved, and by whom if that is known: a surname."""

    at: datetime
    by: str


@dataclass(frozen=True)
class News:
    """What a posted message could say of a priority: its title, and what stands there now.

    It is `alone` where the message is of that priority and no other: then its text is what
    was done.
    """

    priority: str
    title: str
    last_update: date | None
    alone: bool = True


# --- Opened -----------------------------------------------------------------------------------


def opened(session: Session, ref: str) -> MessageDraft:
    """Give a message as its form takes it; raises DeskError if it is gone."""
    one = _message(session, ref)
    return MessageDraft(
        kind=one.kind,
        text=one.text,
        campaign=handles.name(session, handles.CAMPAIGN, one.campaign_id),
        status=one.status,
        priority=handles.name(session, handles.PRIORITY, one.priority_id),
        round=handles.name(session, handles.ROUND, one.round_id),
        channels=tuple(GoesTo(each.channel, each.text) for each in one.channels),
        planned=one.planned,
        picture=one.picture,
        alt=one.alt,
    )


def approval(session: Session, ref: str) -> Approval | None:
    """Say when a message was approved, and by whom; None if it is not, or nobody has said."""
    one = _message(session, ref)
    if one.approved is None:
        return None
    who = None if one.approved_by_id is None else session.get(m.Member, one.approved_by_id)
    return Approval(one.approved, who.last_name if who else "")


def tags(session: Session, campaign: str | None) -> Tags:
    """Give the hashtags of a campaign, its own first, and of all; what is none is left out."""
    own: list[str] = []
    known: list[str] = []
    query = (
        select(m.Campaign.tag, m.CampaignTag.tag)
        .join(m.CampaignTag, m.CampaignTag.campaign_id == m.Campaign.id, isouter=True)
        .order_by(m.Campaign.from_.desc(), m.Campaign.tag, m.CampaignTag.position)
    )
    for of, further in session.execute(query):
        for one in filter(None, (of, further)):
            tag = f"#{one.strip().lstrip('#')}"
            if hashtags.found(tag) == [tag]:
                known.append(tag)
                own += [tag] if of == campaign else []
    return Tags(tuple(dict.fromkeys(own)), tuple(dict.fromkeys(known)))


def posts(session: Session, ref: str) -> tuple[PostRow, ...]:
    """List where and when a message was posted, the first post first."""
    one = m.Post
    query = (
        select(one.ref, one.channel, m.Code.label, one.posted, one.reach, one.replies)
        .join(m.Message, m.Message.id == one.message_id)
        .join(
            m.Code, (m.Code.list == "message_channel") & (m.Code.code == one.channel), isouter=True
        )
        .where(m.Message.ref == ref)
        .order_by(one.posted, one.id)
    )
    return tuple(
        PostRow(key, channel, label or channel, posted, reach, replies)
        for key, channel, label, posted, reach, replies in session.execute(query)
    )


def of_post(session: Session, post_ref: str) -> str:
    """Give the ref of the message that a post is of; empty if it is gone."""
    query = select(m.Message.ref).join(m.Post, m.Post.message_id == m.Message.id)
    return session.scalar(query.where(m.Post.ref == post_ref)) or ""


# --- Verbs ------------------------------------------------------------------------------------


def add(session: Session, team_id: int, draft: MessageDraft, by: str | None = None) -> str:
    """Write down a message, and give its ref; `by` is the collar of who does it.

    Raises DeskError if something is missing.
    """
    one = m.Message(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft, by)
    session.add(one)
    return one.ref


def change(session: Session, ref: str, draft: MessageDraft, by: str | None = None) -> None:
    """Write a message as it is now; `by` is the collar of who does it.

    Other words than those that were approved are approved by nobody: one that only was is a
    draft again. Raises DeskError if it is gone, or something is missing.
    """
    one, before = _message(session, ref), opened(session, ref)
    if before.approvable != draft.approvable:
        one.approved, one.approved_by_id = None, None
        if before.status == draft.status == APPROVED:
            draft = replace(draft, status=DRAFT)
    _fill(session, one, draft, by)


def plan(session: Session, ref: str, at: datetime | None) -> None:
    """Let a message go out at another time, or at none that is known yet.

    Raises DeskError if it is gone, or has gone out already.
    """
    one = _message(session, ref)
    if one.status in {POSTED, DROPPED}:
        label = "was posted" if one.status == POSTED else "was dropped"
        raise DeskError("The message stays where it is", f"It {label}.")
    one.planned = at


def delete(session: Session, ref: str) -> None:
    """Take away a message with its posts; raises DeskError if it is gone."""
    one = _message(session, ref)
    for gone in session.scalars(select(m.Post).where(m.Post.message_id == one.id)):
        session.delete(gone)
    session.flush()
    session.delete(one)


def post(session: Session, ref: str, draft: PostDraft) -> str:
    """Say that a message was put on a channel; it is posted now. Gives the post's ref.

    Raises DeskError if the message is gone, or the post cannot be true.
    """
    for problem in draft.problems():
        raise DeskError("The post cannot be saved", problem.text)
    one = _message(session, ref)
    session.flush()
    made = m.Post(ref=str(uuid.uuid4()), message_id=one.id)
    _fill_post(made, draft)
    one.status = POSTED
    session.add(made)
    return made.ref


def change_post(session: Session, post_ref: str, draft: PostDraft) -> None:
    """Write a post as it is known now: how many it reached, how many replied.

    Raises DeskError if it is gone, or cannot be true.
    """
    for problem in draft.problems():
        raise DeskError("The post cannot be saved", problem.text)
    _fill_post(_post(session, post_ref), draft)


def take_back(session: Session, post_ref: str) -> None:
    """Take away a post that was none; without any left, the message is posted no more.

    It is approved again if it ever was, else a draft. Raises DeskError if the post is gone.
    """
    gone = _post(session, post_ref)
    key = gone.message_id
    session.delete(gone)
    session.flush()
    left = select(func.count()).select_from(m.Post).where(m.Post.message_id == key)
    one = session.get_one(m.Message, key)
    if not session.scalar(left) and one.status == POSTED:
        one.status = DRAFT if one.approved is None else APPROVED


# --- What the public was told of a priority ---------------------------------------------------


def news(session: Session, ref: str) -> News | None:
    """Say of which priority a message gives news; None where it is of another kind, or of none."""
    one = _message(session, ref)
    if one.kind not in NEWS or one.priority_id is None:
        return None
    found = session.get_one(m.Priority, one.priority_id)
    return News(found.ref, found.title, found.last_update)


def tell(
    session: Session, priorities: Collection[str], on: date, action: str | None = None
) -> None:
    """Say that residents heard of these priorities on a day, and of what was done.

    A later update stands as it is, its action with it. Without *action* the old one stands.
    Raises DeskError if a priority is gone.
    """
    for ref in priorities:
        one = session.scalar(select(m.Priority).where(m.Priority.ref == ref))
        if one is None:
            raise DeskError("That priority is no longer there", "Undo brings it back.")
        if one.last_update is not None and one.last_update > on:
            continue
        one.last_update = on
        if action is not None:
            one.action = action


# --- Writing ----------------------------------------------------------------------------------


def _fill(session: Session, one: m.Message, draft: MessageDraft, by: str | None) -> None:
    for problem in draft.problems():
        raise DeskError("The message cannot be saved", problem.text)
    one.kind, one.text, one.status = draft.kind, draft.text.strip(), draft.status
    one.campaign_id = handles.key(session, handles.CAMPAIGN, draft.campaign, None)
    one.priority_id = handles.key(session, handles.PRIORITY, draft.priority, one.team_id)
    one.round_id = handles.key(session, handles.ROUND, draft.round, one.team_id)
    one.planned, one.picture = draft.planned, draft.picture
    one.alt = (draft.alt or "").strip() or None
    _fill_channels(session, one, draft)
    if draft.status in {IDEA, DRAFT}:
        one.approved, one.approved_by_id = None, None
    elif draft.status == APPROVED and one.approved is None:
        one.approved = clock.this_minute()
        # Who sits here may be nobody of the force: then it is not known who it was.
        one.approved_by_id = session.scalar(select(m.Member.id).where(m.Member.collar == by))


def _fill_channels(session: Session, one: m.Message, draft: MessageDraft) -> None:
    """Write where it goes; what stands there already stays the same row."""
    there = {each.channel: each for each in one.channels}
    wanted = {each.channel: each for each in draft.channels}
    for channel in there.keys() - wanted.keys():
        one.channels.remove(there[channel])
    session.flush()
    for at, (channel, goes) in enumerate(wanted.items(), start=1):
        each = there.get(channel)
        if each is None:
            each = m.MessageChannel(channel=channel)
            one.channels.append(each)
        own = (goes.text or "").strip()
        each.position, each.text = at, own if own and own != one.text else None


def _fill_post(one: m.Post, draft: PostDraft) -> None:
    one.channel, one.posted = draft.channel, given(draft.posted)
    one.reach, one.replies = draft.reach, draft.replies


def _post(session: Session, ref: str) -> m.Post:
    return handles.there(session, m.Post, ref, "post")


def _message(session: Session, ref: str) -> m.Message:
    return handles.there(session, m.Message, ref, "message")
