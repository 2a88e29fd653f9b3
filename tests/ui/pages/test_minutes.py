"""The documents of a meeting are read over the tabs, looked through, and let out as files."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.agendas import AgendaItem, Missing
from snt_desk.domain.clock import DAY
from snt_desk.domain.partners import ActionDraft, MeetingDraft, PartnerDraft, PersonDraft
from snt_desk.domain.public_page import Block
from snt_desk.services import partner_people, partners, series
from snt_desk.services.team import TeamName
from snt_desk.ui import documents
from snt_desk.ui.ask import Given
from snt_desk.ui.desk import Desk
from snt_desk.ui.guide import chapter
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import MINUTES, Target
from snt_desk.ui.pages.minutes import MinutesPage
from snt_desk.ui.pages.partners import PartnersPage
from tests.actions import all_actions
from tests.services.residents import add_contact
from tests.ui import test_main_window as frame
from tests.ui.conftest import CannedAsk
from tests.ui.pages.seen import CTRL, in_window, nameless, press, shared_letters, words

KEY = Qt.Key
TODAY = clock.today()
HELD = clock.this_minute() - timedelta(days=3)
GATE = ActionDraft("Quote for a gate", owner_partner="O1", raised=TODAY, due=TODAY - 2 * DAY)
PANEL = MeetingDraft(
    *("asb_panel", "ASB panel", HELD, HELD + timedelta(hours=1)),
    officers=("101",),
    partners=("O1",),
    missing=(Missing(partner="O2", apologies=True),),
    new_partners={"O2": PartnerDraft("Greenfold Homes", "housing_provider")},
    agenda=(AgendaItem("Bins", said="Full.", decided="One more."), AgendaItem("Lamps")),
    minutes="Thanks were said.",
    actions=(GATE,),
)


@pytest.fixture
def meeting(store: Store, team: TeamName) -> str:
    with store.change("Add meeting") as session:
        add_contact(session, team.id, "K1")
        return partners.add_meeting(session, team.id, PANEL)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName, meeting: str) -> Iterator[MainWindow]:
    theirs = Desk(desk.store, desk.tasks, desk.ask, desk.preferences, team=team)
    opened = frame.made(theirs)
    qtbot.addWidget(opened)
    with qtbot.waitActive(opened):
        opened.show()
        opened.activateWindow()
    qtbot.waitUntil(lambda: frame.page(opened, "Patrols").log == ["build"])
    yield opened
    opened.close()


@pytest.fixture
def page(window: MainWindow, meeting: str) -> MinutesPage:
    window.desk.lay_over(Target(MINUTES, "meetings", meeting))
    page = window.over.page
    assert isinstance(page, MinutesPage)
    return page


def given_out(store: Store) -> list[tuple[str, str]]:
    with store.read() as session:
        query = select(m.Change.label, m.Change.recipient).where(m.Change.category == "disclosure")
        return [(label, recipient) for label, recipient in session.execute(query)]


def say(store: Store, meeting: str, text: str) -> None:
    with store.change("Change meeting") as session:
        draft = partners.opened_meeting(session, meeting)
        partners.change_meeting(session, meeting, replace(draft, minutes=text, actions=()))


def test_a_meeting_that_was_held_opens_with_its_minutes(page: MinutesPage) -> None:
    text = page.editor.whole
    assert text.startswith("ASB panel: minutes\n\n")
    assert "1. Bins\nFull.\nDecided: One more." in text
    assert "2. Lamps\nNot reached: it is on the next agenda." in text
    assert "Apologies\n- Greenfold Homes" in text
    assert QApplication.focusWidget() is page.editor
    press("x")
    assert page.editor.whole == text, "it is only read here"


def test_a_meeting_to_come_opens_with_its_agenda(
    window: MainWindow, store: Store, team: TeamName
) -> None:
    later = replace(PANEL, start=HELD + timedelta(days=9), end=None, new_partners={}, actions=())
    with store.change("Add meeting") as session:
        ref = partners.add_meeting(session, team.id, later)
    window.desk.lay_over(Target(MINUTES, "meetings", ref))
    page = window.over.page
    assert isinstance(page, MinutesPage)
    assert page.editor.whole.endswith("Agenda\n1. Bins\n2. Lamps")


def test_the_next_meeting_is_another_when_one_is_left_out(
    window: MainWindow, store: Store, team: TeamName, meeting: str
) -> None:
    with store.change("Let it come again") as session:
        again = replace(series.of_meeting(session, meeting), rule="weekly", every=1)
        ref = series.add(session, team.id, again, begins_with=meeting)
    window.desk.lay_over(Target(MINUTES, "meetings", meeting))
    page = window.over.page
    assert isinstance(page, MinutesPage)
    first, later = (clock.local_day(HELD) + days * DAY for days in (7, 14))
    assert f"Next meeting\n{first:%A} {first.day} " in page.editor.whole
    with store.change("Leave it out") as session:
        series.leave_out(session, ref, first)
    assert f"Next meeting\n{later:%A} {later.day} " in page.editor.whole


def test_another_document_is_chosen_by_a_letter(page: MinutesPage) -> None:
    page.bar.documents.setFocus()
    press("t")
    assert page.editor.whole.startswith("ASB panel: list of actions")
    assert "Overdue\n- Quote for a gate. The Council, by " in page.editor.whole
    press("a")
    assert page.editor.whole.startswith("ASB panel: agenda")


def test_what_may_be_told_to_who_gets_it_stands_beside_the_text(
    page: MinutesPage, store: Store
) -> None:
    with store.change("Say what may be told") as session:
        session.scalars(select(m.Partner).where(m.Partner.ref == "O1")).one().told = "No addresses"
    assert page.pane.partners.toPlainText() == (
        "The Council: No addresses\nGreenfold Homes: nothing is written of what it may be told"
    )
    page.bar.recipients.set_value("partner O1")
    assert page.pane.partners.toPlainText() == "The Council: No addresses"


def test_what_may_be_told_to_people_there_stands_beside_it_too(
    page: MinutesPage, store: Store, team: TeamName
) -> None:
    housing = partial(PersonDraft, partner="O2")
    with store.change("Write down who is there") as session:
        partner_people.add(session, team.id, housing("Asha Fell", told="Names of tenants"))
        gone = housing("Ivo Marsh", told="Nothing", left=clock.today())
        partner_people.add(session, team.id, gone)
    page.bar.recipients.set_value("partner O2")
    assert page.pane.partners.toPlainText() == (
        "Greenfold Homes: nothing is written of what it may be told\n"
        "Asha Fell, Greenfold Homes: Names of tenants"
    )
    assert page.pane.partners.verticalScrollBar().maximum() == 0


def test_what_was_agreed_elsewhere_is_left_out_and_named(
    page: MinutesPage, store: Store, team: TeamName, meeting: str
) -> None:
    with store.change("Agree elsewhere") as session:
        lone = replace(GATE, text="Watch the school", owner_partner=None, owner_collar="101")
        action = partners.add_action(session, team.id, lone)
        draft = partners.opened_meeting(session, meeting)
        items = (AgendaItem("Watch the school", action=action),)
        partners.change_meeting(session, meeting, replace(draft, agenda=items))
    assert "Watch the school" not in page.editor.whole
    assert [one.spoken for one in page.pane.left_out.lines.lines] == ["Watch the school"]
    page.bar.recipients.set_value("own")
    assert "Watch the school" in page.editor.whole
    assert not page.pane.left_out.isVisible()
    assert "nothing is left out" in words(page.pane)


def test_a_resident_is_warned_of_by_f8_and_before_it_is_saved(
    window: MainWindow, page: MinutesPage, store: Store, meeting: str, ask: CannedAsk
) -> None:
    assert "No resident, number or address was found." in words(page.pane)
    say(store, meeting, "Sian O'Brien rang PC Ridley.")
    QTest.keyClick(window, KEY.Key_F8)
    assert page.editor.textCursor().selectedText() == "Sian O'Brien"
    ask.answers.append(False)
    page.save("pdf")
    assert ask.asked == ["Save it with 1 place to look at?"]
    assert given_out(store) == []


def test_each_file_is_whole_and_noted_with_who_gets_it(
    page: MinutesPage, store: Store, ask: CannedAsk, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for keys, name, head in (
        ("Ctrl+Shift+E", "minutes.odt", b"PK\x03\x04"),
        ("Ctrl+P", "minutes.pdf", b"%PDF-"),
        ("Ctrl+E", "minutes.html", b"<!DOCTYPE html>"),
    ):
        for _ in range(2):
            ask.answers.append(Given(folder / name, "The Council"))
            QTest.keySequence(page.widget, keys)
        assert (folder / name).read_bytes().startswith(head)
        assert given_out(store)[-2:] == [(f"Save the minutes: {name}", "The Council")] * 2
        assert page.note.words.startswith(f"Saved {name}")
    assert len(list(folder.iterdir())) == 3


def test_a_file_that_cannot_be_written_is_said_and_not_noted(
    page: MinutesPage, store: Store, ask: CannedAsk, tmp_path: Path
) -> None:
    ask.answers.append(Given(tmp_path / "no" / "minutes.pdf", "The Council"))
    page.save("pdf")
    assert page.box.words.startswith("The files cannot be written")
    assert given_out(store) == []


def test_paper_has_the_marking_and_the_number_on_each_page(qapp: QApplication) -> None:
    long = [Block("title", "Minutes"), *(Block("paragraph", f"Line {n}.") for n in range(120))]
    data = documents.pdf(long)
    assert data.startswith(b"%PDF-")
    pages = drawn(data)
    assert len(pages) == 3
    assert [page.count(shape("OFFICIAL")) for page in pages] == [2, 2, 2]
    assert [page[-1] for page in pages] == [shape(f"Page {n} of 3") for n in (1, 2, 3)]
    assert b"/Author ()" in data, "it is nobody's by name"


def drawn(data: bytes) -> list[list[tuple[int, ...]]]:
    """What is drawn on each page of a PDF, one text after the other, each by its `shape`."""
    parts = [
        zlib.decompress(one)
        for one in re.findall(rb"/FlateDecode.*?stream\r?\n(.*?)\nendstream", data, re.DOTALL)
    ]
    return [
        [
            shape(re.findall(rb"<(\w+)>", text))
            for text in re.findall(rb"BT(.*?)ET", page, re.DOTALL)
        ]
        for page in parts
        if b" Tf" in page
    ]


def shape(letters: Sequence[object]) -> tuple[int, ...]:
    """Which letters of a text are the same; a PDF has numbers of its own for them."""
    return tuple(letters.index(letter) for letter in letters)


def test_markup_in_a_name_is_drawn_on_paper_letter_by_letter(qapp: QApplication) -> None:
    words = "<img src='//server/x.png'>"
    data = documents.pdf([Block("title", "Minutes"), Block("paragraph", words)])
    assert shape(words) in drawn(data)[0]
    assert b"/Subtype /Image" not in data


def test_nothing_hidden_comes_along_with_a_text(qapp: QApplication) -> None:
    data = documents.odt([Block("title", "T"), Block("paragraph", "<b>bold</b>")])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert set(parts.namelist()) == {"mimetype", "META-INF/manifest.xml", "content.xml"}
        assert b"&lt;b&gt;bold" in parts.read("content.xml")


def test_what_is_gone_is_said(page: MinutesPage, store: Store, meeting: str) -> None:
    with store.change("Delete meeting") as session:
        say_nothing = partners.opened_meeting(session, meeting).actions
        for one in say_nothing:
            partners.delete_action(session, one.ref)
        partners.delete_meeting(session, meeting)
    assert page.box.words.startswith("That meeting is no longer there")
    assert not page.foot.pdf.isEnabled()


def test_the_keys_of_the_guide_are_those_of_the_page(window: MainWindow, page: MinutesPage) -> None:
    assert chapter(page.title).name == "agenda-and-minutes.md"
    guide = chapter(page.title).read_text(encoding="utf-8")
    listed = set(re.findall(r"`((?:Ctrl\+|Shift\+)*(?:F\d|[A-Z]|Up|Down|Del))`", guide))
    there = {key for _, _, keys in window.menus.lines() for key in keys.split(" or ")}
    on_partners = {f"Ctrl+Shift+{key}" for key in ("G", "Up", "Down", "Del")} | {"Ctrl+M", "Ctrl+S"}
    assert {"Ctrl+P", "Ctrl+E", "Ctrl+Shift+E", "Ctrl+Shift+M", "F8", "F4"} <= listed
    assert listed <= there | on_partners


def test_it_fits_a_small_screen_is_read_aloud_and_lets_go_on_esc(
    window: MainWindow, page: MinutesPage
) -> None:
    assert nameless(page.widget) == []
    assert shared_letters(page.widget) == []
    window.resize(960, 540)
    least = page.widget.minimumSizeHint()
    assert least.width() <= 960
    assert least.height() <= 440
    press(KEY.Key_Escape)
    assert window.over.page is None
    assert page.editor.whole == "", "nothing that was read stays"


def test_it_opens_from_the_meeting_or_the_action_in_hand(
    qtbot: QtBot, desk: Desk, team: TeamName, meeting: str
) -> None:
    asked: list[Target] = []
    with in_window(PartnersPage(), desk, team, qtbot) as page:
        page._desk.news.over_wanted.disconnect()  # noqa: SLF001  # asked of nobody else
        page._desk.news.over_wanted.connect(asked.append)  # noqa: SLF001  # the same
        with desk.store.read() as session:
            action = all_actions(session, team.id)[0].ref
        for table, ref in (("meetings", meeting), ("actions", action)):
            page.go_to(Target("Partners", table, ref))
            press(KEY.Key_M, held=CTRL)
    assert asked == [Target(MINUTES, "meetings", meeting)] * 2
