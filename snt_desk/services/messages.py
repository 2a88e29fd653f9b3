"""Messages for the public, from idea to posted, and the posts that they made.

The app posts nothing itself: a post is what somebody says was put on a channel.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.community import APPROVED, NEWS, POSTED, MessageDraft, PostDraft
from snt_desk.errors import DeskError
from snt_desk.services import handles

__all__ = [
    "MessageDraft",
    "PostDraft",
    "PostRow",
    "add",
    "change",
    "delete",
    "news",
    "of_post",
    "opened",
    "post",
    "posts",
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
    )


def posts(session: Session, ref: str) -> tuple[PostRow, ...]:
    """List where and when a message was posted, the first post first."""
    one = m.Post
    query = (
        select(one.ref, one.channel, m.Code.label, one.posted, one.reach)
        .join(m.Message, m.Message.id == one.message_id)
        .join(
            m.Code, (m.Code.list == "message_channel") & (m.Code.code == one.channel), isouter=True
        )
        .where(m.Message.ref == ref)
        .order_by(one.posted, one.id)
    )
    return tuple(
        PostRow(key, channel, label or channel, posted, reach)
        for key, channel, label, posted, reach in session.execute(query)
    )


def of_post(session: Session, post_ref: str) -> str:
    """Give the ref of the message that a post is of; empty if it is gone."""
    query = select(m.Message.ref).join(m.Post, m.Post.message_id == m.Message.id)
    return session.scalar(query.where(m.Post.ref == post_ref)) or ""


# --- Verbs ------------------------------------------------------------------------------------


def add(session: Session, team_id: int, draft: MessageDraft) -> str:
    """Write down a message, and give its ref; raises DeskError if something is missing."""
    one = m.Message(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    session.add(one)
    return one.ref


def change(session: Session, ref: str, draft: MessageDraft) -> None:
    """Write a message as it is now; raises DeskError if it is gone, or something is missing."""
    _fill(session, _message(session, ref), draft)


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
    made.channel, made.reach = draft.channel, draft.reach
    assert draft.posted is not None  # noqa: S101  # problems() has seen to it
    made.posted = draft.posted
    one.status = POSTED
    session.add(made)
    return made.ref


def take_back(session: Session, post_ref: str) -> None:
    """Take away a post that was none; without any left, the message is approved again.

    Raises DeskError if the post is gone.
    """
    gone = session.scalar(select(m.Post).where(m.Post.ref == post_ref))
    if gone is None:
        raise DeskError("That post is no longer there", "Undo brings it back.")
    key = gone.message_id
    session.delete(gone)
    session.flush()
    left = select(func.count()).select_from(m.Post).where(m.Post.message_id == key)
    one = session.get_one(m.Message, key)
    if not session.scalar(left) and one.status == POSTED:
        one.status = APPROVED


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


def _fill(session: Session, one: m.Message, draft: MessageDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The message cannot be saved", problem.text)
    one.kind, one.text, one.status = draft.kind, draft.text.strip(), draft.status
    one.campaign_id = handles.key(session, handles.CAMPAIGN, draft.campaign, None)
    one.priority_id = handles.key(session, handles.PRIORITY, draft.priority, one.team_id)
    one.round_id = handles.key(session, handles.ROUND, draft.round, one.team_id)


def _message(session: Session, ref: str) -> m.Message:
    one = session.scalar(select(m.Message).where(m.Message.ref == ref))
    if one is None:
        raise DeskError("That message is no longer there", "Undo brings it back.")
    return one
