"""The page that drafts *You said, we did*: edited by keys, looked through, and let out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from snt_desk import paths
from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock, public_page
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.domain.rounds import RoundDraft
from snt_desk.services import priorities, rounds
from snt_desk.services.team import TeamName
from snt_desk.ui import documents
from snt_desk.ui.ask import Given
from snt_desk.ui.desk import Desk
from snt_desk.ui.guide import chapter
from snt_desk.ui.listing import Line
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import YOU_SAID, Target
from snt_desk.ui.pages.you_said import YouSaidPage
from snt_desk.ui.pages.you_said.work import Drafted
from tests.services.residents import add_contact
from tests.ui import test_main_window as frame
from tests.ui.conftest import CannedAsk
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters

BEGUN = clock.add_months(clock.today(), -5)
ENDED = clock.add_months(clock.today(), -1)


@pytest.fixture
def round_(store: Store, team: TeamName) -> str:
    """A round that has ended with T1 in it, and one that runs."""
    with store.change("Make a round") as session:
        ended = rounds.begin(session, team.id, RoundDraft(BEGUN, 4))
        rounds.begin(session, team.id, RoundDraft(ENDED, 4))
        one = priorities.opened(session, "T1")
        priorities.change(session, "T1", replace(one, raised=BEGUN, adopted=BEGUN, public=True))
        add_contact(session, team.id, "K1")
    return ended


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName, round_: str) -> Iterator[MainWindow]:
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
def page(window: MainWindow, round_: str) -> YouSaidPage:
    return opened(window, "rounds", round_)


def opened(window: MainWindow, table: str, ref: str) -> YouSaidPage:
    window.desk.lay_over(Target(YOU_SAID, table, ref))
    page = window.over.page
    assert isinstance(page, YouSaidPage)
    return page


def drafted(page: YouSaidPage) -> Drafted:
    """What has been read for it."""
    assert page.drafted is not None
    return page.drafted


def type_at_end(page: YouSaidPage, text: str) -> None:
    page.editor.setFocus()
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    press(text)
    page._look_soon.stop()  # noqa: SLF001  # typing has rested
    page._look()  # noqa: SLF001  # what its timer does


def remarks(page: YouSaidPage) -> list[str]:
    return [one.spoken for one in page.pane.remarks.lines.lines]


def messages(store: Store) -> list[tuple[str, str, str]]:
    with store.read() as session:
        query = select(m.Message.kind, m.Message.status, m.Message.text).order_by(m.Message.id)
        return [(kind, status, text) for kind, status, text in session.execute(query)]


def given_out(store: Store) -> list[tuple[str, str]]:
    with store.read() as session:
        query = select(m.Change.label, m.Change.recipient).where(m.Change.category == "disclosure")
        return [(label, recipient) for label, recipient in session.execute(query)]


# --- Drafted ----------------------------------------------------------------------------------


def test_it_opens_with_the_draft_of_the_round_and_the_focus_in_it(page: YouSaidPage) -> None:
    text = page.editor.whole
    assert text.startswith("You said, we did\nWelwyn Hatfield North SNT, ")
    assert "\n\nWoodhall shops\nWe made this a priority on " in text
    assert QApplication.focusWidget() is page.editor


def mark(store: Store, *, public: bool) -> None:
    with store.change("Mark") as session:
        one = priorities.opened(session, "T1")
        priorities.change(session, "T1", replace(one, public=public))


def test_what_is_left_out_of_it_and_why_stands_above_the_text(
    window: MainWindow, page: YouSaidPage, store: Store, qtbot: QtBot
) -> None:
    assert page.unmarked.words == ""
    mark(store, public=False)
    qtbot.waitUntil(page.unmarked.isVisible)
    assert page.unmarked.words == (
        "1 priority is left out: not marked public. "
        "Woodhall shops. Tick “It may be published” in its form to tell of one."
    )
    assert "Woodhall shops" not in drafted(page).texts[0].text
    update = opened(window, "priorities", "T1")
    qtbot.waitUntil(lambda: update.unmarked.words.startswith("This priority is not marked"))
    assert update.editor.whole.startswith("Woodhall shops")
    mark(store, public=True)
    qtbot.waitUntil(update.unmarked.isHidden)


def test_the_menu_opens_it_for_the_last_round_that_ended(window: MainWindow, round_: str) -> None:
    window.cares.of_records.tell_of_round()
    page = window.over.page
    assert isinstance(page, YouSaidPage)
    assert page.subject.ref == round_
    assert page.bar.rounds.value == round_


def test_another_round_is_chosen_by_keys(page: YouSaidPage) -> None:
    other = next(ref for ref, _ in drafted(page).rounds if ref != page.subject.ref)
    page.bar.rounds.set_value(other)
    assert page.subject.ref == other
    assert "We are still working on this." in page.editor.whole


def test_without_a_round_it_says_what_to_do(
    qtbot: QtBot, desk: Desk, team: TeamName, store: Store
) -> None:
    theirs = Desk(store, desk.tasks, desk.ask, desk.preferences, team=team)
    window = frame.made(theirs)
    qtbot.addWidget(window)
    window.show()
    window.cares.of_records.tell_of_round()
    page = window.over.page
    assert isinstance(page, YouSaidPage)
    assert page.box.words.startswith("There is no round yet")
    assert not page.foot.copy.isEnabled()
    window.close()


def test_each_sentence_leads_to_its_records(window: MainWindow, page: YouSaidPage) -> None:
    wanted: list[Target] = []
    page.pane.wanted.disconnect()
    page.pane.wanted.connect(wanted.append)
    listed = page.pane.sources.lines.lines
    at = next(n for n, one in enumerate(listed) if one.spoken == "Woodhall shops")
    line = listed[at]
    assert isinstance(line, Line)
    page.pane.sources.setFocus()
    assert page.pane.sources.select(line.id)
    press(Qt.Key.Key_Return)
    assert wanted == [Target("Priorities", "priorities", "T1")]


def test_a_sentence_that_was_rewritten_is_counted(page: YouSaidPage) -> None:
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    page.editor.put(page.editor.whole.replace("We made this", "We took this"))
    page._look()  # noqa: SLF001  # what its timer does
    assert page.pane.sources.lines.lines[-1].spoken == "1 sentence was rewritten"


# --- Looked through ---------------------------------------------------------------------------


def test_what_is_drafted_has_nothing_to_look_at(page: YouSaidPage) -> None:
    assert remarks(page) == []
    assert not page.pane.remarks.isVisible()


def test_a_name_is_warned_of_as_it_is_typed(page: YouSaidPage, qtbot: QtBot) -> None:
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    press(" PC Ridley met Sian O'Brien and made 3 arrests")
    qtbot.waitUntil(lambda: len(remarks(page)) == 3)
    assert remarks(page) == [
        "“Ridley” may be the name of one of the team.",
        "“Sian O'Brien” is the name of a resident.",
        "“3” is under five: write “a few”.",
    ]


def test_f8_says_below_the_text_why_a_place_is_marked(
    window: MainWindow, page: YouSaidPage
) -> None:
    type_at_end(page, " Ridley and 07700 900123.")
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert page.foot.length.text() == "“Ridley” may be the name of one of the team."
    type_at_end(page, " So.")
    assert page.foot.length.text().endswith("F8 goes to 2 to look at")


def test_f8_goes_from_one_warning_to_the_next(window: MainWindow, page: YouSaidPage) -> None:
    type_at_end(page, " Ridley and 07700 900123.")
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    for word in ("Ridley", "07700 900123", "Ridley"):
        QTest.keyClick(window, Qt.Key.Key_F8)
        assert page.editor.textCursor().selectedText() == word
    QTest.keyClick(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.editor.textCursor().selectedText() == "07700 900123"


def test_enter_on_a_warning_selects_the_word(page: YouSaidPage) -> None:
    """Also behind a sign that Qt counts as two."""
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    page.editor.insertPlainText(" \U0001f6b2")
    type_at_end(page, " Ridley")
    page.pane.remarks.setFocus()
    press(Qt.Key.Key_Return)
    assert page.editor.textCursor().selectedText() == "Ridley"
    assert QApplication.focusWidget() is page.editor


# --- Drafted again, and kept ------------------------------------------------------------------


def test_draft_again_asks_nothing_where_nothing_was_edited(page: YouSaidPage) -> None:
    before = page.editor.whole
    press(Qt.Key.Key_D, held=CTRL)
    assert page.editor.whole == before


def test_draft_again_can_be_undone(page: YouSaidPage, ask: CannedAsk) -> None:
    drafted = page.editor.whole
    type_at_end(page, " More.")
    ask.answers.append(False)
    page.draft_again()
    assert page.editor.whole.endswith(" More.")
    ask.answers.append(True)
    page.draft_again()
    assert page.editor.whole == drafted
    press(Qt.Key.Key_Z, held=CTRL)
    assert page.editor.whole.endswith(" More.")


def test_what_was_written_stands_when_the_page_is_opened_again(
    window: MainWindow, page: YouSaidPage, round_: str
) -> None:
    type_at_end(page, " More.")
    assert window.over.leave()
    again = opened(window, "rounds", round_)
    assert again.editor.whole.endswith(" More.")
    assert again.note.words.startswith("It stands as you left it")
    other = opened_other(window)
    assert not other.editor.whole.endswith(" More.")


def opened_other(window: MainWindow) -> YouSaidPage:
    assert window.over.leave()
    return opened(window, "priorities", "T1")


def test_records_that_change_are_drafted_anew_and_what_was_written_stays(
    page: YouSaidPage, store: Store, ask: CannedAsk
) -> None:
    def rename(title: str) -> None:
        with store.change("Rename") as session:
            one = priorities.opened(session, "T1")
            priorities.change(session, "T1", replace(one, title=title))

    rename("Woodhall parade")
    assert "Woodhall parade\n" in page.editor.whole
    type_at_end(page, " More.")
    rename("The parade")
    assert "Woodhall parade\n" in page.editor.whole
    assert page.box.words.startswith("The records say something else by now")
    ask.answers.append(True)
    click(page.box.findChildren(type(page.bar.again))[0])
    assert "The parade\n" in page.editor.whole
    assert page.box.words == ""


def test_what_is_gone_is_said(page: YouSaidPage, store: Store, round_: str) -> None:
    with store.change("Delete round") as session:
        rounds.delete(session, round_)
    assert page.box.words.startswith("That round is no longer there")


# --- Out --------------------------------------------------------------------------------------


def test_drafts_of_messages_are_one_change(page: YouSaidPage, store: Store) -> None:
    press(Qt.Key.Key_M, held=CTRL)
    made = messages(store)
    assert [(kind, status) for kind, status, _ in made] == [("you_said_we_did", "draft")] * 2
    assert made[0][2] == page.editor.value
    assert made[1][2].startswith("Woodhall shops. ")
    assert page.note.words.startswith("Made drafts of 2 messages")
    store.undo()
    assert messages(store) == []


def test_the_short_text_says_how_much_room_is_left(page: YouSaidPage) -> None:
    page.bar.texts.set_value("T1")
    text = page.editor.whole
    assert page.foot.length.text() == f"{len(text)} of 280 characters"
    type_at_end(page, "x" * 300)
    assert page.foot.length.text().endswith("more than the shortest channel takes")


def test_a_copy_is_noted_and_asked_for_where_a_name_stands_in_it(
    page: YouSaidPage, store: Store, ask: CannedAsk
) -> None:
    page.out.copy()
    assert QGuiApplication.clipboard().text() == page.editor.value
    assert given_out(store) == [("Copy what residents are told", "the clipboard")]
    type_at_end(page, " Ask Ridley.")
    ask.answers.append(False)
    page.out.copy()
    assert "Ridley" not in QGuiApplication.clipboard().text()
    assert ask.asked == ["Copy it with 1 place to look at?"]
    assert len(given_out(store)) == 1


def test_the_page_is_saved_whole_and_noted_with_its_recipient(
    page: YouSaidPage, store: Store, ask: CannedAsk, tmp_path: Path
) -> None:
    path = tmp_path / "told.html"
    ask.answers.append(Given(path, "Haldens Parish Council"))
    press(Qt.Key.Key_E, held=CTRL)
    found = path.read_text(encoding="utf-8")
    assert "<h1>You said, we did</h1>" in found
    assert found.count("OFFICIAL") == 2
    assert given_out(store) == [
        ("Save what residents are told: told.html", "Haldens Parish Council")
    ]
    assert page.note.words.startswith("Saved told.html")


def test_a_file_that_cannot_be_written_is_said(
    page: YouSaidPage, store: Store, ask: CannedAsk, tmp_path: Path
) -> None:
    ask.answers.append(tmp_path / "no" / "told.html")
    page.out.save("html")
    assert page.box.words.startswith("The files cannot be written")
    assert given_out(store) == []


TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def test_the_opendocument_reads_back_as_it_was_written(
    page: YouSaidPage, ask: CannedAsk, tmp_path: Path
) -> None:
    path = tmp_path / "told.odt"
    ask.answers.append(path)
    page.out.save("odt")
    with zipfile.ZipFile(path) as parts:
        assert parts.testzip() is None
        assert parts.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        assert set(parts.namelist()) == {"mimetype", "META-INF/manifest.xml", "content.xml"}
        content = parts.read("content.xml")
    lines = said(content)
    assert lines[0] == lines[-1] == "OFFICIAL"
    written = [one.removeprefix("- ").strip() for one in page.editor.whole.splitlines()]
    assert lines[1:-1] == [one for one in written if one]


def said(content: bytes) -> list[str]:
    """The paragraphs and headings of an OpenDocument text, in their order."""
    root = ET.fromstring(content)
    return ["".join(one.itertext()) for one in root.iter() if one.tag in {f"{TEXT}p", f"{TEXT}h"}]


def test_nothing_that_was_typed_is_markup_in_a_document(qapp: QApplication) -> None:
    data = documents.odt(
        public_page.blocks("Title\n\n<b>bold</b> & <script>\n- one\n- two\n\nEnd.")
    )
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        content = parts.read("content.xml")
    assert said(content)[1:-1] == ["Title", "<b>bold</b> & <script>", "one", "two", "End."]
    root = ET.fromstring(content)
    assert sum(one.tag == f"{TEXT}list-item" for one in root.iter()) == 2
    assert sum(one.tag == f"{TEXT}list" for one in root.iter()) == 1


# --- An update on one priority ----------------------------------------------------------------


def test_an_update_is_told_in_one_step(window: MainWindow, store: Store, round_: str) -> None:
    page = opened(window, "priorities", "T1")
    assert page.editor.whole.startswith("Woodhall shops: where we are\n")
    assert not page.bar.rounds.isVisible()
    assert page.foot.told.isVisible()
    page.bar.texts.set_value("T1")
    page.editor.put("Woodhall shops. We did: we walked there daily. What came of it: Fewer calls.")
    click(page.foot.told)
    with store.read() as session:
        one = priorities.opened(session, "T1")
    assert (one.last_update, one.action) == (clock.today(), "We walked there daily.")
    assert store.undo_label == "Residents told of Woodhall shops"


def test_what_was_read_before_stands_where_nothing_was_done(
    window: MainWindow, store: Store, round_: str
) -> None:
    with store.change("Tell") as session:
        one = replace(priorities.opened(session, "T1"), action="We walk there.", last_update=BEGUN)
        priorities.change(session, "T1", one)
    click(opened(window, "priorities", "T1").foot.told)
    with store.read() as session:
        found = priorities.opened(session, "T1")
    assert (found.last_update, found.action) == (clock.today(), "We walk there.")


def test_it_may_be_asked_for_another_record_while_it_lies_there(
    window: MainWindow, page: YouSaidPage
) -> None:
    type_at_end(page, " More.")
    again = opened(window, "priorities", "T1")
    assert again is page
    assert page.editor.whole.startswith("Woodhall shops: where we are")
    window.cares.of_records.tell_of_round()
    assert page.editor.whole.endswith(" More.")


def test_a_closed_priority_has_nobody_waiting_for_news(
    window: MainWindow, store: Store, round_: str
) -> None:
    draft = PriorityDraft("Bikes", "asb", raised=BEGUN, adopted=BEGUN, closed=ENDED)
    with store.change("Add") as session:
        done = replace(draft, result="reduced", assessment="Fewer.")
        ref = priorities.add(session, 1, done)
    assert not opened(window, "priorities", ref).foot.told.isVisible()


def test_the_keys_of_the_guide_are_those_of_the_page(window: MainWindow, page: YouSaidPage) -> None:
    guide = paths.resource("guide/you-said.md").read_text(encoding="utf-8")
    assert chapter(page.title).name == "you-said.md"
    listed = set(re.findall(r"`((?:Ctrl\+|Shift\+)*(?:F\d|[A-Z]))`", guide))
    there = {key for _, _, keys in window.menus.lines() for key in keys.split(" or ")}
    assert {"Ctrl+M", "Ctrl+D", "Ctrl+E", "F8"} <= listed <= {*there, "Ctrl+Z"}


# --- For everyone -----------------------------------------------------------------------------


def test_everything_has_a_name_and_letters_meet_no_menus(page: YouSaidPage) -> None:
    assert nameless(page.widget) == []
    assert shared_letters(page.widget) == []


def test_esc_leaves_and_nothing_read_stays(window: MainWindow, page: YouSaidPage) -> None:
    press(Qt.Key.Key_Escape)
    assert window.over.page is None
    assert page.drafted is None
    assert page.editor.whole == ""


def test_it_fits_a_small_screen(window: MainWindow, page: YouSaidPage) -> None:
    window.resize(960, 540)
    least = page.widget.minimumSizeHint()
    assert least.width() <= 960
    assert least.height() <= 440
