"""What the form of a message asks of the records, and what it writes to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from snt_desk.domain import clock, community
from snt_desk.domain.community import APPROVED, MessageDraft, PostDraft
from snt_desk.domain.hashtags import Tags
from snt_desk.domain.unpublished import Remark
from snt_desk.services import channels, messages, not_named, rounds
from snt_desk.services.channels import Channel
from snt_desk.services.messages import Approval, News, PostRow
from snt_desk.ui import looked, named
from snt_desk.ui.desk import Desk
from snt_desk.ui.not_named import NotNamed


class Messages:
    """What the public is told; each verb is one change that undo names."""

    called = "message"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def opened(self, ref: str) -> MessageDraft:
        """Give a message as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return messages.opened(session, ref)

    def posts(self, ref: str) -> tuple[PostRow, ...]:
        """List where a message was posted."""
        with self._desk.store.read() as session:
            return messages.posts(session, ref)

    def approval(self, ref: str) -> Approval | None:
        """Say when a message was approved, and by whom; None if it is not."""
        with self._desk.store.read() as session:
            return messages.approval(session, ref)

    def channels(self, on: date, has: Collection[str]) -> tuple[Channel, ...]:
        """List the channels of a day, and those that a message has already."""
        with self._desk.store.read() as session:
            return channels.offered(session, on, has)

    def tags(self, campaign: str | None) -> Tags:
        """Give the hashtags of a campaign, its own first, and of all."""
        with self._desk.store.read() as session:
            return messages.tags(session, campaign)

    def not_named(self, owner: QObject) -> NotNamed:
        """Give what reads who must not be named in a text."""
        return NotNamed(self._desk, not_named.for_public, owner)

    def may_copy(self, remarks: Sequence[Remark]) -> bool:
        """Ask whether words go on the clipboard in which something should not go out."""
        return looked.may_go(self._desk.ask, "Copy", remarks)

    def of_post(self, post: str) -> str:
        """Give the ref of the message that a post is of; empty if it is gone."""
        with self._desk.store.read() as session:
            return messages.of_post(session, post)

    def news(self, ref: str, on: date) -> tuple[News, ...]:
        """Say of which priorities a message gives news: of its own, or the live ones of its round.

        Those of a round are told of, and what was done for each stays as it stands.
        """
        with self._desk.store.read() as session:
            own = messages.news(session, ref)
            of = messages.opened(session, ref)
            if own is not None or of.round is None or of.kind not in community.NEWS:
                return (own,) if own else ()
            return tuple(
                News(one.priority.ref, one.priority.title, one.priority.last_update, alone=False)
                for one in rounds.members(session, of.round, on)
            )

    def save(self, ref: str, draft: MessageDraft) -> str:
        """Write a message, a new one without a ref."""
        by = self._desk.store.actor.collar
        label = named.change(self._verb(ref, draft), "message", community.headline(draft.text))
        with self._desk.store.change(label) as session:
            if not ref:
                return messages.add(session, self._desk.own_team(), draft, by)
            messages.change(session, ref, draft, by)
        return ref

    def _verb(self, ref: str, draft: MessageDraft) -> str:
        if not ref:
            return "Add"
        approves = draft.status == APPROVED and self.opened(ref).status != APPROVED
        return "Approve" if approves else "Change"

    def change_post(self, ref: str, post: str, draft: PostDraft) -> None:
        """Write a post of a message as it is known now."""
        name = community.headline(self.opened(ref).text)
        with self._desk.store.change(named.change("Change post of", "message", name)) as session:
            messages.change_post(session, post, draft)

    def post(self, ref: str, draft: PostDraft, told: Collection[News] = ()) -> None:
        """Say that a message was posted; residents heard of the priorities *told* by it, if any."""
        text = self.opened(ref).text
        label = named.change("Post", "message", community.headline(text))
        with self._desk.store.change(label) as session:
            messages.post(session, ref, draft)
            if draft.posted is not None:
                day = clock.local_day(draft.posted)
                for one in told:
                    messages.tell(session, (one.priority,), day, text if one.alone else None)

    def take_back(self, ref: str, post: str) -> None:
        """Take away a post of a message that was none."""
        name = community.headline(self.opened(ref).text)
        with self._desk.store.change(named.change("Take back post of", "message", name)) as session:
            messages.take_back(session, post)

    def named(self, ref: str) -> str:
        """What one is called in the name of a change, with its name."""
        return f"message, {named.short(community.headline(self.opened(ref).text))}"

    def delete(self, session: Any, ref: str) -> None:
        """Take one away; DeskError where something points to it."""
        messages.delete(session, ref)
