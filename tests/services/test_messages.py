"""A message goes from draft to posted; what it tells of a priority can be noted with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, local_day, london, today
from snt_desk.domain.community import GoesTo, MessageDraft, PostDraft
from snt_desk.errors import DeskError
from snt_desk.services import messages, returns
from snt_desk.services.team import TeamName

WOODHALL = "You said the shops feel unsafe. We walked there 64 times."
UPDATE = MessageDraft("priority_update", WOODHALL, priority="T1")
ON_X = PostDraft("x", london(2026, 11, 20, 9, 5), 412)


@pytest.fixture
def update(store: Store, team: TeamName) -> str:
    """An update on the shops, still a draft; its ref."""
    with store.change("Add message") as session:
        return messages.add(session, team.id, UPDATE)


def opened(store: Store, ref: str) -> MessageDraft:
    with store.read() as session:
        return messages.opened(session, ref)


def posts(store: Store, ref: str) -> tuple[messages.PostRow, ...]:
    with store.read() as session:
        return messages.posts(session, ref)


def told(store: Store) -> tuple[date | None, str | None]:
    with store.read() as session:
        one = session.scalars(select(m.Priority)).one()
        return one.last_update, one.action


def test_a_message_is_opened_as_it_was_written(store: Store, team: TeamName) -> None:
    with store.change("Make them") as session:
        week = m.Campaign(
            tag="#WeekOfAction", title="Week", from_=date(2026, 11, 2), to=date(2026, 11, 8)
        )
        begun = m.Round(ref="R1", team_id=team.id, begun=date(2026, 9, 1), months=4)
        session.add_all([week, begun])
    draft = MessageDraft("you_said_we_did", WOODHALL, "#WeekOfAction", "approved", "T1", "R1")
    with store.change("Add message") as session:
        ref = messages.add(session, team.id, draft)
    assert opened(store, ref) == draft


def test_a_post_makes_it_posted_and_counts_in_its_month(
    store: Store, update: str, team: TeamName
) -> None:
    with store.change("Post message") as session:
        messages.post(session, update, ON_X)
    assert opened(store, update).status == "posted"
    [post] = posts(store, update)
    assert (post.channel_label, post.posted, post.reach) == ("X (Twitter)", ON_X.posted, 412)
    with store.read() as session:
        counted = {
            figure.key: figure.value for figure in returns.counted(session, team, Month(2026, 11))
        }
    assert counted["messages", "posts", "message_channel", "x"] == 1


@pytest.mark.parametrize("before", ["draft", "approved"])
def test_without_its_last_post_it_is_what_it_was(store: Store, update: str, before: str) -> None:
    changed(store, update, replace(UPDATE, status=before))
    with store.change("Post message") as session:
        refs = [
            messages.post(session, update, replace(ON_X, channel=one)) for one in ("x", "website")
        ]
    with store.change("Take back") as session:
        messages.take_back(session, refs[0])
    assert opened(store, update).status == "posted"
    with store.change("Take back") as session:
        messages.take_back(session, refs[1])
    assert (opened(store, update).status, posts(store, update)) == (before, ())


def test_it_goes_with_its_posts_and_comes_back_with_them(store: Store, update: str) -> None:
    with store.change("Post message") as session:
        messages.post(session, update, ON_X)
    with store.change("Delete message") as session:
        messages.delete(session, update)
    with pytest.raises(DeskError, match="no longer there"):
        opened(store, update)
    store.undo()
    assert len(posts(store, update)) == 1


def test_news_of_a_priority_can_be_noted_in_its_register(store: Store, update: str) -> None:
    with store.read() as session:
        news = messages.news(session, update)
    assert news == messages.News("T1", "Woodhall shops", None)
    with store.change("Tell") as session:
        messages.tell(session, ["T1"], date(2026, 11, 20), WOODHALL)
    assert told(store) == (date(2026, 11, 20), WOODHALL)


def test_older_news_does_not_take_the_place_of_newer(store: Store, update: str) -> None:
    with store.change("Tell") as session:
        messages.tell(session, ["T1"], date(2026, 11, 20), "New")
        messages.tell(session, ["T1"], date(2026, 10, 20), "Old")
    assert told(store) == (date(2026, 11, 20), "New")


def test_news_of_a_round_leaves_what_was_done_as_it_stands(store: Store, update: str) -> None:
    with store.change("Tell") as session:
        messages.tell(session, ["T1"], date(2026, 11, 20), "Walked")
        messages.tell(session, ["T1"], date(2026, 11, 27))
    assert told(store) == (date(2026, 11, 27), "Walked")


@pytest.mark.parametrize("kind", ["appeal", "event_notice"])
def test_a_message_of_another_kind_is_no_news(store: Store, team: TeamName, kind: str) -> None:
    with store.change("Add message") as session:
        ref = messages.add(session, team.id, replace(UPDATE, kind=kind))
    with store.read() as session:
        assert messages.news(session, ref) is None


@pytest.mark.parametrize(
    "draft",
    [
        replace(UPDATE, kind=""),
        replace(UPDATE, text=" \n"),
        replace(UPDATE, priority="gone"),
        replace(UPDATE, campaign="#Gone"),
        replace(UPDATE, round="gone"),
    ],
)
def test_what_cannot_be_true_is_not_written(
    store: Store, team: TeamName, draft: MessageDraft
) -> None:
    with pytest.raises(DeskError), store.change("Add message") as session:
        messages.add(session, team.id, draft)
    with store.read() as session:
        assert session.scalars(select(m.Message)).all() == []


@pytest.mark.parametrize(
    "draft", [replace(ON_X, channel=""), replace(ON_X, posted=None), replace(ON_X, reach=-1)]
)
def test_a_post_that_cannot_be_true_is_not_written(
    store: Store, update: str, draft: PostDraft
) -> None:
    with pytest.raises(DeskError), store.change("Post message") as session:
        messages.post(session, update, draft)
    assert opened(store, update).status == "draft"


# --- Where it goes, and when ------------------------------------------------------------------

NINE = london(2026, 11, 23, 9, 0)
PLANNED = replace(
    UPDATE,
    channels=(GoesTo("x", "We walked there 64 times."), GoesTo("facebook")),
    planned=NINE,
    picture=True,
    alt="Two officers at the shops.",
)


def made(store: Store, team: TeamName, draft: MessageDraft, by: str | None = None) -> str:
    with store.change("Add message") as session:
        return messages.add(session, team.id, draft, by)


def changed(store: Store, ref: str, draft: MessageDraft, by: str | None = None) -> None:
    with store.change("Change message") as session:
        messages.change(session, ref, draft, by)


def approval(store: Store, ref: str) -> messages.Approval | None:
    with store.read() as session:
        return messages.approval(session, ref)


def test_channels_their_own_words_and_the_picture_are_kept(store: Store, team: TeamName) -> None:
    ref = made(store, team, PLANNED)
    assert opened(store, ref) == PLANNED
    other = replace(PLANNED, channels=(GoesTo("instagram"), GoesTo("x")), alt=None, picture=False)
    changed(store, ref, other)
    assert opened(store, ref) == other
    store.undo()
    assert opened(store, ref) == PLANNED


def test_words_of_a_channel_that_are_those_of_all_are_none_of_its_own(
    store: Store, team: TeamName
) -> None:
    ref = made(store, team, replace(UPDATE, channels=(GoesTo("x", WOODHALL), GoesTo("other", " "))))
    assert opened(store, ref).channels == (GoesTo("x"), GoesTo("other"))


def test_who_approved_it_and_when_is_kept(store: Store, update: str) -> None:
    assert approval(store, update) is None
    changed(store, update, replace(UPDATE, status="approved"), by="1432")
    found = approval(store, update)
    assert found is not None
    assert (found.by, local_day(found.at)) == ("Ridley", today())
    changed(store, update, replace(UPDATE, status="draft"))
    assert approval(store, update) is None
    changed(store, update, replace(UPDATE, status="approved"), by="a stranger")
    found = approval(store, update)
    assert found is not None
    assert found.by == ""


def test_other_words_are_to_be_approved_again(store: Store, team: TeamName) -> None:
    approved = replace(PLANNED, status="approved")
    for other in (
        replace(approved, text="Other words"),
        replace(approved, alt="Another picture"),
        replace(approved, channels=(GoesTo("x", "Other words for X"), GoesTo("facebook"))),
    ):
        ref = made(store, team, approved)
        changed(store, ref, other)
        assert opened(store, ref).status == "draft"
        assert approval(store, ref) is None


def test_other_words_written_since_it_went_out_were_approved_by_nobody(
    store: Store, update: str
) -> None:
    approved, other = replace(UPDATE, status="approved"), replace(UPDATE, text="Other words")
    changed(store, update, approved, by="1432")
    with store.change("Post message") as session:
        post = messages.post(session, update, ON_X)
    changed(store, update, replace(other, status="posted"))
    assert approval(store, update) is None
    with store.change("Take back") as session:
        messages.take_back(session, post)
    assert opened(store, update).status == "draft"


def test_who_approved_words_that_were_dropped_has_not_approved_those_of_now(
    store: Store, update: str
) -> None:
    changed(store, update, replace(UPDATE, status="approved"), by="1432")
    changed(store, update, replace(UPDATE, status="dropped"))
    changed(store, update, replace(UPDATE, text="Other words", status="approved"), by="7104")
    found = approval(store, update)
    assert found is not None
    assert found.by == "Calloway"


def test_another_day_or_channel_needs_no_new_approval(store: Store, team: TeamName) -> None:
    approved = replace(PLANNED, status="approved")
    ref = made(store, team, approved)
    more = (*approved.channels, GoesTo("website"))
    changed(store, ref, replace(approved, planned=None, channels=more))
    assert opened(store, ref).status == "approved"
    # Nor do the same words, written for a channel once more, or with a space after them.
    same = tuple(replace(one, text=one.text or f"{approved.text} ") for one in more)
    changed(store, ref, replace(approved, alt=f"{approved.alt or ''} ", channels=same))
    assert opened(store, ref).status == "approved"


def test_reach_and_replies_are_noted_later(store: Store, update: str) -> None:
    with store.change("Post message") as session:
        post = messages.post(session, update, replace(ON_X, reach=None))
    with store.change("Change post") as session:
        messages.change_post(session, post, replace(ON_X, reach=1500, replies=12))
    [row] = posts(store, update)
    assert (row.ref, row.reach, row.replies) == (post, 1500, 12)
    with pytest.raises(DeskError, match="0 or more"), store.change("Change post") as session:
        messages.change_post(session, post, replace(ON_X, replies=-1))
    with pytest.raises(DeskError, match="no longer there"), store.change("Change") as session:
        messages.change_post(session, "gone", ON_X)


def test_a_message_that_went_out_goes_out_at_no_other_time(store: Store, update: str) -> None:
    with store.change("Plan message") as session:
        messages.plan(session, update, NINE)
    assert opened(store, update).planned == NINE
    with store.change("Post message") as session:
        messages.post(session, update, ON_X)
    with pytest.raises(DeskError, match="It was posted"), store.change("Plan") as session:
        messages.plan(session, update, None)


def test_it_goes_with_its_channels_and_comes_back_with_them(store: Store, team: TeamName) -> None:
    ref = made(store, team, PLANNED)
    with store.change("Delete message") as session:
        messages.delete(session, ref)
    store.undo()
    assert opened(store, ref) == PLANNED
