"""A message is written for several channels: what fits, hashtags mended, names found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.community import (
    MESSAGES,
    ContactDraft,
    Details,
    GoesTo,
    MessageDraft,
    PostDraft,
)
from snt_desk.services import contacts, messages
from snt_desk.services.team import TeamName
from snt_desk.ui.not_named import NotNamed
from snt_desk.ui.page import Target
from snt_desk.ui.pages.community import CommunityPage
from snt_desk.ui.pages.community.message_form import MessageForm
from tests.ui.conftest import CannedAsk
from tests.ui.pages import seen
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TAB, SPACE = KEY.Key_Tab, KEY.Key_Space
NOW = london(2026, 11, 22, 14, 2)
TAG = "#NeighbourhoodPolicingWeek"
WEEK = f"We walked the parade 64 times. {TAG}"
DRAFT = MessageDraft("appeal", "Did you see it?")

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def begin(page: CommunityPage) -> None:
    page.bar.show_list(MESSAGES)
    page.bar.clear()
    page.event_form.begin()
    page.message_form.begin()
    # As it is once it was hidden, and once a post was begun that came to nothing.
    for names in page.widget.findChildren(NotNamed):
        names.forget()
    page.asides.post_form.begin("", "")
    vars(page.asides.posting).update(under_way=False, _from_list=False)
    page.beside.begin(MESSAGES)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[CommunityPage]:
    """One page for all tests: it may be at its beginning again after each."""
    return keep(CommunityPage, begin)


@pytest.fixture
def page(
    kept: Kept[CommunityPage], store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CommunityPage]:
    """The page with a new message in its form, on Sun 22 Nov 2026; a campaign is on."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with store.change("Begin a campaign") as session:
        day = date(2026, 11, 23)
        week = m.Campaign(tag=TAG, title="Week", from_=day, to=day)
        week.tags.append(m.CampaignTag(position=1, tag="#WeekOfAction"))
        session.add(week)
    with kept.begun(qtbot) as made:
        made.message_form.focus("text")
        yield made


@pytest.fixture
def form(page: CommunityPage) -> MessageForm:
    """Its form."""
    return page.message_form


def write(store: Store, team: TeamName, draft: MessageDraft) -> str:
    with store.change("Add message") as session:
        return messages.add(session, team.id, draft)


def opened(page: CommunityPage, ref: str) -> MessageForm:
    page.go_to(Target("Community", MESSAGES, ref))
    return page.message_form


def saved(store: Store) -> MessageDraft:
    with store.read() as session:
        return messages.opened(session, session.scalars(select(m.Message.ref)).one())


def fits(form: MessageForm) -> list[str]:
    """Each channel that is seen, with what is said of it."""
    return [
        row.tick.accessibleName()
        for row in form.where._rows.values()  # noqa: SLF001  # what stands beside each tick
        if row.isVisible()
    ]


def words(form: QWidget) -> str:
    """What is seen of it; a long word may break anywhere."""
    return seen.words(form).replace("\u200b", "")


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


# --- What fits where --------------------------------------------------------------------------


def test_as_one_types_each_channel_says_whether_it_fits(form: MessageForm) -> None:
    press("a" * 280)
    assert fits(form) == [
        "Facebook: fits",
        "X (Twitter): 280 of 280 characters",
        "Instagram: needs a picture",
        "Herts Connected: no limit",
        "Website: no limit",
        "Newsletter: no limit",
        "Other: no limit",
    ]
    press("a")
    assert "X (Twitter): 1 character too many" in fits(form)


def test_a_picture_is_what_instagram_needs_and_its_words_are_asked_for(form: MessageForm) -> None:
    press("Hello")
    form.picture.setFocus()
    press(SPACE)
    assert "Instagram: 5 of 2,200 characters" in fits(form)
    assert "Say what it shows, for those who cannot see it." in words(form)
    form.focus("alt")
    press("Two officers at the shops")
    assert "for those who cannot see it" not in words(form)


def test_without_a_picture_nobody_is_asked_what_it_shows(form: MessageForm) -> None:
    press("Hello")
    assert "What the picture sho&ws" not in words(form)
    assert "for those who cannot see it" not in words(form)


def test_ticks_words_of_one_channel_and_the_day_are_saved(form: MessageForm, store: Store) -> None:
    form.kind.set_value("appeal")
    press("Did you see it? Tell us what you know, by name or without.")
    form.focus("channels")
    press(SPACE)  # Facebook
    press(TAB, TAB, SPACE)  # past its pen, X
    press(TAB, SPACE)  # the pen of X: its own words begin with those of all
    press(KEY.Key_A, held=CTRL)
    press("Did you see it?")
    form.focus("planned")
    press("25/11", TAB, "1730")
    press(KEY.Key_S, held=CTRL)
    found = saved(store)
    assert found.channels == (GoesTo("facebook"), GoesTo("x", "Did you see it?"))
    assert found.planned == london(2026, 11, 25, 17, 30)


def test_a_day_alone_means_nine_and_a_time_alone_wants_a_day(
    form: MessageForm, store: Store
) -> None:
    form.kind.set_value("appeal")
    press("Did you see it?")
    form.planned_at.set_value("1730")
    press(KEY.Key_S, held=CTRL)
    assert "Enter the day on which it is to go out." in words(form)
    form.planned_at.set_value("")
    form.planned.set_value("25/11")
    press(KEY.Key_S, held=CTRL)
    assert saved(store).planned == london(2026, 11, 25, 9)


def test_on_which_day_it_goes_out_decides_what_is_offered(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    old = replace(DRAFT, channels=(GoesTo("owl"),))
    form = opened(page, write(store, team, old))
    assert "OWL: ended on Tue 30 Apr 2024: use Herts Connected" in fits(form)
    form = opened(page, write(store, team, DRAFT))
    assert not any(one.startswith("OWL") for one in fits(form))


# --- Copied -----------------------------------------------------------------------------------


def test_it_is_copied_for_one_channel_after_the_other(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    draft = replace(DRAFT, channels=(GoesTo("facebook"), GoesTo("x", "Seen it?")))
    ref = write(store, team, draft)
    form = opened(page, ref)
    assert form.copy_button.accessibleName() == "Copy for Facebook"
    press(KEY.Key_T, held=CTRL | SHIFT)
    assert clipboard() == "Did you see it?"
    with store.change("Post message") as session:
        messages.post(session, ref, PostDraft("facebook", NOW))
    assert form.copy_button.accessibleName() == "Copy for X (Twitter)"
    press(KEY.Key_T, held=CTRL | SHIFT)
    assert clipboard() == "Seen it?"
    assert "Copied for X (Twitter), 8 characters." in words(form)
    assert "Facebook: posted Sun 22 Nov" in fits(form)


def test_the_channel_in_which_the_focus_was_is_copied_for(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    draft = replace(DRAFT, channels=(GoesTo("facebook"), GoesTo("x", "Seen it?")))
    form = opened(page, write(store, team, draft))
    form.focus("channels")
    press(TAB, TAB)
    assert form.copy_button.accessibleName() == "Copy for X (Twitter)"


def test_posting_begins_with_the_channel_that_was_copied_for(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    draft = replace(DRAFT, channels=(GoesTo("x"),))
    opened(page, write(store, team, draft))
    press(KEY.Key_D, held=CTRL | SHIFT)
    assert not page.asides.post_form.offered.isVisible()
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        assert session.scalars(select(m.Post.channel)).all() == ["x"]


# --- Hashtags ---------------------------------------------------------------------------------


def test_hashtags_are_held_beside_the_campaign_and_mended(form: MessageForm) -> None:
    press("We are out all week. # weekofaction")
    form.campaign.set_value(TAG)
    assert "“# weekofaction” is to be #WeekOfAction." in words(form)
    click(form.mend_button)
    assert form.text.value == "We are out all week. #WeekOfAction"
    assert "1 hashtag, and it is the campaign’s." in words(form)
    assert not form.mend_button.isVisible()
    press(KEY.Key_Z, held=CTRL)
    assert form.text.value == "We are out all week. # weekofaction"


def test_a_sign_apart_from_its_word_is_mended_whatever_the_campaign(form: MessageForm) -> None:
    press("We are out all week, ")
    assert not form.mend_button.isVisible()
    press("# coffee and # weekofaction")
    assert "“# coffee” is to be #coffee. “# weekofaction” is to be #WeekOfAction." in words(form)
    click(form.mend_button)
    assert form.text.value == "We are out all week, #coffee and #WeekOfAction"
    assert not form.mend_button.isVisible()


def test_a_tag_that_is_not_there_is_added_to_every_channels_words(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    draft = replace(DRAFT, campaign=TAG, channels=(GoesTo("x", "Seen it?"),))
    form = opened(page, write(store, team, draft))
    assert f"The campaign’s tag {TAG} is not in it." in words(form)
    assert f"X (Twitter): The campaign’s tag {TAG} is not in it." in words(form)
    form.mend()
    assert form.text.value == f"Did you see it? {TAG}"
    assert form.where.own == (("x", f"Seen it? {TAG}"),)


def test_a_day_of_the_calendar_is_put_in_no_message_behind_what_is_typed(
    page: CommunityPage, form: MessageForm
) -> None:
    page.bar.show_list("events")
    page.event_form.focus("venue")
    press("Village hall")
    planned = (("new", ""), ("planned", "Wed 25 Nov 2026"))
    page.go_to(Target("Community", MESSAGES, filters=planned))
    assert "is not saved" in page.event_form.box.words
    assert not form.edited


# --- What should not go out -------------------------------------------------------------------


def test_a_waiting_resident_and_a_telephone_are_warned_of(
    form: MessageForm, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    with store.change("Add contact") as session:
        contact = ContactDraft(NOW, "phone", "Noise at night")
        contacts.add(session, team.id, contact, Details("Rose Ashdown", "01632 960301"))
    press("Thank you, Rose Ashdown! Ring 020 7946 0000.")
    qtbot.waitUntil(lambda: "is the name of a resident" in words(form))
    assert "“020 7946 0000” is a telephone number." in words(form)
    form.kind.set_value("good_news")
    press(KEY.Key_S, held=CTRL)
    assert saved(store).text.startswith("Thank you")


def test_who_copies_words_with_a_name_in_them_is_asked_once(
    page: CommunityPage, store: Store, team: TeamName, ask: CannedAsk
) -> None:
    form = opened(page, write(store, team, replace(DRAFT, text="Ring 020 7946 0000.")))
    ask.answers = [False, True]
    press(KEY.Key_T, held=CTRL | SHIFT)
    assert clipboard() == ""
    press(KEY.Key_T, held=CTRL | SHIFT)
    assert clipboard() == "Ring 020 7946 0000."
    assert "Copied, 19 characters." in words(form)


def test_names_are_looked_for_in_the_words_for_a_picture(form: MessageForm, qtbot: QtBot) -> None:
    press("Good news from the shops.")
    form.picture.setChecked(True)
    form.focus("alt")
    press("PC Tom Ridley at the shops")
    qtbot.waitUntil(lambda: "“Tom Ridley” is the name of one of the team." in words(form))


def test_what_was_found_in_one_message_is_not_said_of_the_next(
    page: CommunityPage, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    other = write(store, team, DRAFT)
    form = opened(page, write(store, team, replace(DRAFT, text="Ring 020 7946 0000.")))
    qtbot.waitUntil(lambda: "is a telephone number" in words(form))
    # The same one, read again: it goes on standing there.
    page.refresh()
    assert "is a telephone number" in words(form)
    assert "is a telephone number" not in words(opened(page, other))


def test_who_may_not_be_named_is_forgotten_with_the_form(
    page: CommunityPage, form: MessageForm, qtbot: QtBot
) -> None:
    press("Hello")
    qtbot.waitUntil(lambda: form._names.known is not None)  # noqa: SLF001  # what is held in memory
    press(KEY.Key_Escape)
    page.beside.widget.shut_pane()
    assert form._names.known is None  # noqa: SLF001  # no names are held


# --- Approved ---------------------------------------------------------------------------------


def test_it_is_approved_and_says_by_whom(page: CommunityPage, store: Store, team: TeamName) -> None:
    form = opened(page, write(store, team, DRAFT))
    click(form.approve_button)
    assert store.undo_label == "Approve message, Did you see it?"
    assert "Approved, Sun 22 Nov 2026, 14:02." in words(form)
    assert not form.approve_button.isVisible()
    # What is to be done next.
    assert form.post_button.hasFocus()


def test_what_cannot_be_approved_says_why_and_has_the_focus(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    form = opened(page, write(store, team, DRAFT))
    form.text.set_value("")
    click(form.approve_button)
    assert form.text.hasFocus()


def test_other_words_after_approval_make_it_a_draft_again(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    form = opened(page, write(store, team, replace(DRAFT, status="approved")))
    form.focus("text")
    press("Really? ")
    assert "Other words were approved: saved, it is a draft again." in words(form)
    press(KEY.Key_S, held=CTRL)
    assert form.status.value == "draft"


# --- Posted -----------------------------------------------------------------------------------


def test_reach_and_replies_are_noted_when_they_are_known(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    ref = write(store, team, DRAFT)
    with store.change("Post message") as session:
        messages.post(session, ref, PostDraft("x", NOW))
    form = opened(page, ref)
    form.posts.setFocus()
    press(KEY.Key_Return)
    page.asides.post_form.focus("reach")
    press("1500", TAB, "12")
    press(KEY.Key_S, held=CTRL)
    assert store.undo_label == "Change post of message, Did you see it?"
    with store.read() as session:
        [post] = messages.posts(session, ref)
    assert (post.channel, post.posted, post.reach, post.replies) == ("x", NOW, 1500, 12)
    assert form.posts.lines.lines[1].sub.endswith("reached 1,500, 12 replied")


def test_replies_that_are_no_number_are_refused(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    opened(page, write(store, team, DRAFT))
    press(KEY.Key_D, held=CTRL | SHIFT)
    form = page.asides.post_form
    form.channel.set_value("x")
    form.replies.set_value("many")
    press(KEY.Key_S, held=CTRL)
    assert "“many” is no number." in words(form)


# --- For everybody ----------------------------------------------------------------------------


def test_every_control_of_the_form_has_a_name_and_a_letter_of_its_own(form: MessageForm) -> None:
    press("Hello")
    form.where.set_value(("x",), (("x", "Hello X"),))
    form.picture.setChecked(True)
    assert nameless(form) == []
    assert shared_letters(form) == []


def test_labels_that_look_like_markup_stay_words(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    with store.change("Rename a channel") as session:
        one = session.scalars(
            select(m.Code).where(m.Code.code == "x", m.Code.list == "message_channel")
        )
        one.one().label = "<b>X</b> & friends"
    form = opened(page, write(store, team, replace(DRAFT, channels=(GoesTo("x"),))))
    assert form.copy_button.accessibleName() == "Copy for <b>X</b> & friends"
    assert all(
        one.textFormat() == Qt.TextFormat.PlainText for one in form.where.findChildren(QLabel)
    )


def test_what_should_have_gone_out_is_said_above_the_list(
    page: CommunityPage, store: Store, team: TeamName
) -> None:
    write(store, team, replace(DRAFT, planned=NOW - clock.DAY))
    write(store, team, replace(DRAFT, planned=NOW + clock.DAY))
    assert "2 not posted yet, 1 past their time" in words(page.listing)
