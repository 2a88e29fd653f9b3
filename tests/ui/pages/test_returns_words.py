"""The words on a month: typed, kept while one walks the months, saved as named changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import commentary, patrols
from snt_desk.services.commentary import MOST, Word
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import Target
from snt_desk.ui.pages.returns import ReturnPage
from tests.ui.conftest import CannedAsk
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.return_page import LAST_MONTH, begin
from tests.ui.pages.seen import press, words

FOOT = "patrols.patrol_time.mode.foot"
RISK: Word = ("risk", "")


def patrolled(store: Store, team: TeamName) -> None:
    """A patrol last month."""
    start = LAST_MONTH.span.start
    leg = LegDraft("foot", start, start + 120 * clock.MINUTE, "B1", ("1432",))
    with store.change("Log foot patrol, Peartree") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,)))


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[ReturnPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(ReturnPage, with_words, patrolled)


def with_words(page: ReturnPage) -> None:
    """Let the page be at its beginning, and what is saved stand where words are typed."""
    words = page.pane.words
    for month in words.unsaved:
        words.forget(month)
    page.pane.show_view("words")
    page.side.choose(LAST_MONTH)
    words.restore()
    begin(page)


@pytest.fixture
def page(kept: Kept[ReturnPage], store: Store, qtbot: QtBot) -> Iterator[ReturnPage]:
    """The page, with the words in front."""
    with kept.begun(qtbot) as made:
        made.pane.show_view("words")
        yield made


@pytest.fixture
def own(page: ReturnPage) -> Desk:
    """The team's desk."""
    return page._desk  # noqa: SLF001  # the page's own


def saved(own: Desk, month: Month = LAST_MONTH) -> dict[Word, str]:
    with own.store.read() as session:
        return commentary.written(session, own.team.id, month)


def test_the_words_are_one_key_away_and_begin_with_the_first(page: ReturnPage) -> None:
    page.pane.show_view("figures")
    line = next(one for one in page.commands() if one.text == "&Words")
    assert line.keys == "Ctrl+Shift+W"
    line.do()
    assert page.pane.words.notes["achievement"].hasFocus()


def test_words_are_saved_as_a_change_with_their_name(page: ReturnPage, own: Desk) -> None:
    page.pane.words.notes["risk"].setFocus()
    press("Two people leave.")
    assert saved(own) == {}
    page.save()
    assert saved(own) == {RISK: "Two people leave."}
    assert own.store.undo_label == f"Write risks, {LAST_MONTH.shown}"


def test_words_on_several_things_are_one_change(page: ReturnPage, own: Desk) -> None:
    page.pane.words.notes["risk"].setPlainText("Two people leave.")
    page.pane.words.notes["support"].setPlainText("A van.")
    page.save()
    assert own.store.undo_label == f"Write words, {LAST_MONTH.shown}"
    own.store.undo()
    assert saved(own) == {}
    assert page.pane.words.notes["risk"].value == ""


def test_words_that_are_not_saved_stay_while_one_walks_the_months(
    page: ReturnPage, own: Desk
) -> None:
    words = page.pane.words
    words.notes["risk"].setPlainText("Two people leave.")
    assert page.pane.unsaved.isVisible()
    assert page.side.month.currentText() == f"{LAST_MONTH.shown}: ready, words not saved"
    page.side.choose(LAST_MONTH.plus(1))
    assert words.notes["risk"].value == ""
    assert not page.pane.unsaved.isVisible()
    page.side.choose(LAST_MONTH)
    assert words.notes["risk"].value == "Two people leave."
    page.save()
    assert not page.pane.unsaved.isVisible()
    assert saved(own)[RISK] == "Two people leave."


def test_what_is_typed_stays_when_the_records_change_beneath_it(
    page: ReturnPage, own: Desk
) -> None:
    page.pane.words.notes["risk"].setFocus()
    press("Two pe")
    with own.store.change("Write support wanted") as session:
        commentary.write(session, own.team.id, LAST_MONTH, {("support", ""): "A van."})
    press("ople")
    assert page.pane.words.notes["risk"].value == "Two people"
    assert page.pane.words.notes["support"].value == "A van."


def test_typing_what_is_saved_already_leaves_nothing_to_save(page: ReturnPage) -> None:
    note = page.pane.words.notes["risk"]
    note.setPlainText("Two")
    note.setPlainText("")
    assert page.pane.words.unsaved == frozenset()


def test_a_figures_words_are_its_own(page: ReturnPage, own: Desk) -> None:
    page.pane.figures.select(FOOT)
    write = next(one for one in page.commands() if one.keys == "F2")
    write.do()
    words = page.pane.words
    assert words.figure.hasFocus()
    press("A course.")
    words.about.set_value("people.headcount.role.pc")
    assert words.figure.value == ""
    words.about.set_value(FOOT)
    assert words.figure.value == "A course."
    page.save()
    assert saved(own) == {("figure", FOOT): "A course."}
    assert own.store.undo_label == f"Write on a figure, {LAST_MONTH.shown}"


def test_without_a_figure_there_is_nothing_to_write_on(page: ReturnPage) -> None:
    assert not page.pane.words.figure.isEnabled()
    page.pane.words.about.set_value(FOOT)
    assert page.pane.words.figure.isEnabled()


def test_clear_goes_back_to_what_is_saved(page: ReturnPage, own: Desk) -> None:
    note = page.pane.words.notes["risk"]
    note.setPlainText("Two people leave.")
    page.save()
    note.setPlainText("Three people leave.")
    page.pane.words.cleared.emit()
    assert note.value == "Two people leave."
    assert page.pane.words.unsaved == frozenset()


def test_a_text_longer_than_a_cell_is_not_saved(page: ReturnPage, own: Desk) -> None:
    page.pane.words.notes["risk"].setPlainText("x" * (MOST + 1))
    page.save()
    assert saved(own) == {}
    assert len(page.pane.words.notes["risk"].value) == MOST + 1
    page.pane.words.notes["risk"].setPlainText("x" * MOST)
    page.save()
    assert len(saved(own)[RISK]) == MOST


@pytest.mark.parametrize(
    ("answer", "closes", "words"),
    [(True, True, "Two people leave."), (False, True, ""), (None, False, "")],
)
def test_closing_asks_what_becomes_of_words_that_are_not_saved(
    page: ReturnPage,
    own: Desk,
    ask: CannedAsk,
    answer: bool | None,  # noqa: FBT001  # one of three answers
    closes: bool,  # noqa: FBT001  # what is expected of it
    words: str,
) -> None:
    page.pane.words.notes["risk"].setPlainText("Two people leave.")
    ask.answers.append(answer)
    assert page.leave() is closes
    assert saved(own).get(RISK, "") == words


def test_closing_brings_the_words_that_are_not_saved_in_front(
    page: ReturnPage, own: Desk, ask: CannedAsk
) -> None:
    asked: list[Target] = []
    own.wanted.connect(asked.append)
    own.wanted.connect(page.go_to)
    page.pane.words.notes["risk"].setPlainText("Two people leave.")
    page.side.choose(LAST_MONTH.plus(1))
    page.pane.show_view("figures")
    ask.answers.append(None)
    assert page.leave() is False
    assert [one.tab for one in asked] == ["Return"]
    assert page.pane.words.isVisible()
    assert page.pane.words.notes["risk"].value == "Two people leave."


def test_a_text_longer_than_a_cell_keeps_the_window_open(
    page: ReturnPage, own: Desk, ask: CannedAsk
) -> None:
    page.pane.words.notes["risk"].setPlainText("x" * (MOST + 1))
    ask.answers.append(True)
    assert page.leave() is False
    assert saved(own) == {}


def test_words_on_a_figure_that_is_not_in_sight_are_not_saved_either_when_too_long(
    page: ReturnPage, own: Desk
) -> None:
    words = page.pane.words
    words.write_on(FOOT)
    words.figure.setPlainText("x" * (MOST + 1))
    words.about.set_value("patrols.patrols.mode.foot")
    page.save()
    assert saved(own) == {}
    assert words.about.value == FOOT


def test_what_was_said_of_unsaved_words_goes_when_they_are_saved(page: ReturnPage) -> None:
    words = page.pane.words
    words.notes["risk"].setPlainText("Two people leave.")
    page.send()
    assert words.box.words
    page.save()
    assert words.box.words == ""


def test_with_all_saved_closing_asks_nothing(page: ReturnPage) -> None:
    assert page.leave() is True


def test_all_of_the_field_for_a_figure_comes_into_sight(page: ReturnPage) -> None:
    page.widget.resize(1280, 560)
    page.pane.write_on(FOOT)
    QApplication.processEvents()
    note = page.pane.words.figure
    assert note.hasFocus()
    assert note.visibleRegion().boundingRect() == note.rect()


def test_escape_goes_back_to_the_figures(page: ReturnPage) -> None:
    page.pane.words.start()
    press(Qt.Key.Key_Escape)
    assert page.pane.figures.table.hasFocus()


def test_the_history_of_words_is_that_of_the_field_with_the_focus(page: ReturnPage) -> None:
    page.pane.words.notes["risk"].setFocus()
    found = page.in_hand()
    assert found is not None
    assert found[0] == "commentary"
    assert found[1].endswith("/risk/")


def test_words_that_name_somebody_are_to_be_checked_and_lead_back_to_them(
    page: ReturnPage,
) -> None:
    page.pane.words.notes["risk"].setFocus()
    press("PC Ridley leaves.")
    said = "“Ridley” may name somebody. No name goes with a return."
    assert said in words(page.pane.words)
    page.save()
    page.pane.show_view("figures")
    assert page.side.checks.select("named:risk:")
    assert page.side.act_button.text() == "Change the words"
    page.side.checks.setFocus()
    press(Qt.Key.Key_Return)
    assert page.pane.words.notes["risk"].hasFocus()
