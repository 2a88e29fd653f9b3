"""The plan by keys: its sides, its tasks, what took the place of it, what takes it up again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.tasks import TaskDraft
from snt_desk.services import tasks
from snt_desk.services.tasks import TaskRow
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import Target
from snt_desk.ui.pages.priorities.register import RegisterView
from tests.ui.conftest import CannedAsk
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.register import CLOSED, LIVE, RACING, add, opened
from tests.ui.pages.register_page import begin
from tests.ui.pages.seen import CTRL, click, in_window, nameless, press, words

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[RegisterView]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(RegisterView, with_a_form)


def with_a_form(page: RegisterView) -> None:
    """Let the register be at its beginning, and an empty form of a task behind its plan."""
    page.task_form.restore()
    page.bring(page.view)
    page.planning.new()
    begin(page)


@pytest.fixture
def page(kept: Kept[RegisterView], store: Store, qtbot: QtBot) -> Iterator[RegisterView]:
    """The register in its window, which has the focus; one live priority is in it."""
    with kept.begun(qtbot) as made:
        made.list.setFocus()
        yield made


def listed(store: Store) -> tuple[TaskRow, ...]:
    with store.read() as session:
        return tasks.listed(session, "T1")


def add_task(store: Store, text: str, due: date | None = None) -> str:
    draft = TaskDraft(text, "objective", "1432", date(2026, 10, 1), due)
    with store.change("Add task") as session:
        return tasks.add(session, "T1", draft)


# --- Tasks ------------------------------------------------------------------------------------


def test_tab_comes_to_a_task_where_it_stands(
    page: RegisterView, store: Store, qtbot: QtBot
) -> None:
    add_task(store, "Ask for a lamp")
    [line] = page.view.plan.tasks
    qtbot.waitUntil(line.tick.isVisible)
    page.view.body.setFocus()
    press(KEY.Key_Tab)
    assert line.tick.hasFocus()
    press(KEY.Key_Tab)
    assert line.change_button.hasFocus()


def test_a_task_is_added_ticked_changed_and_deleted_by_keys_alone(
    page: RegisterView, store: Store
) -> None:
    press(KEY.Key_T, held=CTRL)
    press("Ask for a lamp", KEY.Key_Tab, "rid", KEY.Key_Tab, KEY.Key_Tab, "t", KEY.Key_Tab)
    press(KEY.Key_S, held=CTRL)
    assert store.undo_label == "Add task, Ask for a lamp"
    [row] = listed(store)
    assert (row.stage, row.owner, row.due) == ("objective", "1432", clock.today())
    [line] = page.view.plan.tasks
    assert line.tick.hasFocus(), "it is in hand"
    assert line.tick.accessibleName().startswith("Ask for a lamp, PC Ridley, due")
    press(KEY.Key_Space)
    assert store.undo_label == "Do task, Ask for a lamp"
    assert listed(store)[0].done == clock.today()
    assert page.view.plan.tasks[0].tick.isChecked()
    assert page.view.plan.tasks[0].tick.hasFocus()
    press(KEY.Key_F2)
    assert page.task_form.text.hasFocus()
    press(" by the alley")
    press(KEY.Key_Escape)
    assert page.list.hasFocus()
    assert page.task_form.isVisible(), "what is typed stays"
    press(KEY.Key_S, held=CTRL)
    press(KEY.Key_Delete)
    assert store.undo_label == "Delete task, by the alley"
    assert page.view.plan.tasks == []
    press(KEY.Key_Z, held=CTRL)
    assert [one.text for one in listed(store)] == ["by the alley"]


def test_what_is_overdue_says_so_in_words_and_what_is_done_does_not(
    page: RegisterView, store: Store
) -> None:
    first = add_task(store, "Ask for a lamp", date(2026, 10, 2))
    add_task(store, "Count the calls")
    assert [one.tick.accessibleName().rpartition(", ")[2] for one in page.view.plan.tasks] == [
        "overdue",
        "PC Ridley",
    ]
    page.view.plan.take_task(first)
    press(KEY.Key_Space)
    done = page.view.plan.tasks[-1]
    assert done.ref == first, "what is done stands last"
    assert done.tick.hasFocus(), "and the focus goes with it"
    assert "overdue" not in done.tick.accessibleName()
    assert nameless(page.widget) == []


def test_a_task_without_words_is_not_saved_and_what_is_typed_stays(
    page: RegisterView, store: Store
) -> None:
    press(KEY.Key_T, held=CTRL)
    press(KEY.Key_S, held=CTRL)
    assert page.task_form.summary.isVisible() or "Enter what is to be done." in words(
        page.task_form
    )
    press("Count the calls")
    page.task_form.owner.setEditText("Nobody of them")
    press(KEY.Key_S, held=CTRL)
    assert "Nobody of the team is called Nobody of them" in words(page.task_form)
    page.list.setFocus()
    press(KEY.Key_F2)
    assert page.task_form.isVisible()
    assert page.task_form.box.words == "Count the calls is not saved. Save or clear it first."
    assert listed(store) == ()


def test_save_and_new_writes_one_task_after_the_other(page: RegisterView, store: Store) -> None:
    press(KEY.Key_T, held=CTRL)
    press("Ask for a lamp")
    press(KEY.Key_Return, held=CTRL)
    assert page.task_form.text.value == ""
    press("Count the calls")
    press(KEY.Key_S, held=CTRL)
    assert {one.text for one in listed(store)} == {"Ask for a lamp", "Count the calls"}


def test_what_is_typed_of_a_task_is_kept_and_offered_again(
    page: RegisterView, desk: Desk, team: TeamName, qtbot: QtBot
) -> None:
    press(KEY.Key_T, held=CTRL)
    press("Ask for a lamp")
    page.unsaved.keep_now()
    with in_window(RegisterView(), desk, team, qtbot) as again:
        assert again.task_form.offered.isVisible()
        again.task_form.offered.findChildren(QPushButton)[0].click()
        assert again.task_form.text.value == "Ask for a lamp"
        assert again.task_form.of == "T1"
        press(KEY.Key_S, held=CTRL)
    assert [one.text for one in listed(desk.store)] == ["Ask for a lamp"]


def test_a_window_that_closes_asks_about_a_task(page: RegisterView, ask: CannedAsk) -> None:
    press(KEY.Key_T, held=CTRL)
    press("Ask for a lamp")
    ask.answers = [None]
    assert not page.leave()
    assert ask.asked == ["Save the task?"]
    page.task_form.restore()


def test_a_task_asked_for_elsewhere_is_taken_in_hand(page: RegisterView, store: Store) -> None:
    ref = add_task(store, "Ask for a lamp")
    page.words.setText("nothing like it")
    page.go_to(Target("Priorities", "tasks", ref))
    assert QApplication.focusWidget() is page.view.plan.tasks[0].tick
    press(KEY.Key_F2)
    assert page.in_hand() == ("tasks", ref)
    store.undo()
    assert page.view.isVisible(), "it is gone, and its form with it"
    page.go_to(Target("Priorities", "tasks", ref))
    assert page.box.words.startswith("That priority is no longer there")


# --- The priority -----------------------------------------------------------------------------


def test_window_places_partners_and_the_public_side_are_written_by_keys(
    page: RegisterView, store: Store
) -> None:
    press(KEY.Key_F2)
    page.form.places.line.setFocus()
    press("hald", KEY.Key_Return, KEY.Key_Tab, "1700", KEY.Key_Tab, "2.30", KEY.Key_Tab)
    assert (page.form.window_from.text(), page.form.window_to.text()) == ("17:00", "02:30")
    press(KEY.Key_K, held=ALT)
    press("coun", KEY.Key_Return, KEY.Key_Tab, KEY.Key_Space, KEY.Key_Tab, "Shops are troubled.")
    page.form.sides["location"].setFocus()
    press("The alley is unlit.")
    press(KEY.Key_S, held=CTRL)
    saved = opened(store, "T1")
    assert (saved.places, saved.partners, saved.public) == (("B2",), ("O1",), True)
    assert (saved.window_from, saved.window_to) == ("17:00", "02:30")
    said = words(page.view)
    assert "Peartree, Haldens, 17:00 to 02:30, Anti-social behaviour." in said
    assert "With The Council.\nThe public reads: Shops are troubled." in said
    assert "Location: The alley is unlit." in said


def test_half_a_window_and_what_is_no_time_are_said_beside_their_fields(
    page: RegisterView, store: Store
) -> None:
    press(KEY.Key_F2)
    page.form.window_from.setText("1700")
    page.save()
    assert "Enter until when it happens, or take away from when." in words(page.form)
    page.form.window_to.setText("late")
    page.save()
    assert "“late” is not a time." in words(page.form)
    page.form.places.line.setText("Nowhere")
    page.save()
    assert "“Nowhere” is not one of the places." in words(page.form)
    assert opened(store, "T1").window_from is None
    page.form.restore()


def test_closing_as_replaced_asks_by_which(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    new = add(store, team, RACING)
    page.list.select("T1")
    assert "Woodhall shops" in words(page.view)
    click(page.view.close_button)
    assert not page.form.replaced_by.isVisible()
    press("Repl", KEY.Key_Tab)
    assert page.form.replaced_by.isVisible()
    assert "Choose which priority takes its place." in words(page.form)
    page.form.replaced_by.setFocus()
    press("cars", KEY.Key_Tab)
    page.form.plan["assessment"].setPlainText("Quieter now.")
    press(KEY.Key_S, held=CTRL)
    assert store.undo_label == "Close priority, Woodhall shops"
    assert opened(store, new).replaces == "T1"
    gave_way = page.view.links[2]
    assert gave_way.text() == "Gave way to: Cars racing"
    store.undo()
    assert opened(store, new).replaces is None


def test_a_closed_one_is_taken_up_again_as_a_new_one(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    ref = add(store, team, replace(CLOSED, objective="Slower"))
    page.list.select(ref)
    click(page.view.again_button)
    assert page.form.name.hasFocus()
    assert "It takes up again: Cars racing." in words(page.form)
    press(KEY.Key_S, held=CTRL)
    assert store.undo_label == "Take up priority, Cars racing"
    new = page.ref
    assert new != ref
    saved = opened(store, new)
    assert (saved.reopens, saved.status, saved.objective) == (ref, "proposed", None)
    back = page.view.links[0]
    assert back.text() == "Takes up again: Cars racing"
    back.click()
    assert page.ref == ref


def test_one_too_many_is_remarked_on_where_it_is_adopted(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    for _ in range(4):
        add(store, team, LIVE)
    page.list.select(add(store, team, RACING))
    click(page.view.adopt_button)
    said = "With it 6 priorities are live. More than 5 are hard to keep up."
    assert said in words(page.form)
    press(KEY.Key_S, held=CTRL)
    assert store.undo_label == "Adopt priority, Cars racing", "it is a warning"


def test_what_is_typed_of_a_priority_is_kept_with_all_that_is_new(
    page: RegisterView, desk: Desk, team: TeamName, qtbot: QtBot
) -> None:
    press(KEY.Key_F2)
    form = page.form
    form.places.set_value(("B2",))
    form.places.line.setText("Now")
    form.window_from.setText("5pm")
    form.public.setChecked(True)
    form.sides["victim"].setPlainText("Shopkeepers")
    typed = form.typed
    page.unsaved.keep_now()
    with in_window(RegisterView(), desk, team, qtbot) as again:
        again.form.offered.findChildren(QPushButton)[0].click()
        assert again.form.typed == typed
        again.form.restore()
    form.restore()


def test_tab_goes_through_the_tasks_of_a_stage_before_what_stands_below_them(
    page: RegisterView, store: Store
) -> None:
    for text in ("Ask for a lamp", "Meet the landlord"):
        add_task(store, text)
    plan = page.view.plan
    first, second = plan.tasks
    QApplication.processEvents()  # they are seen now
    first.tick.setFocus()
    passed = []
    for _ in range(5):
        passed.append(QApplication.focusWidget())
        press(KEY.Key_Tab)
    assert passed == [
        *(first.tick, first.change_button, second.tick, second.change_button),
        plan.write_button,
    ]
    assert QApplication.focusWidget() is plan.add_button
