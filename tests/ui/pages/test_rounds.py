"""Rounds are looked at, begun in one go by keys, changed and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.domain.rounds import RoundDraft
from snt_desk.services import patrols, rounds
from snt_desk.services.rounds import begin as begin_round
from snt_desk.services.team import NO_TEAM, TeamName
from snt_desk.ui import theme
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Segment
from snt_desk.ui.main_window import LEAST
from snt_desk.ui.page import Target
from snt_desk.ui.pages.priorities.rounds import RoundsView
from snt_desk.ui.parts import Button
from snt_desk.ui.theme import Appearance
from tests.ui.conftest import CannedAsk
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept, heard_instead
from tests.ui.pages.register import add, opened
from tests.ui.pages.seen import CTRL, click, in_window, nameless, press, shared_letters, words

TODAY = clock.today()
BEGUN = clock.add_months(TODAY, -2)
TAB, ENTER, SPACE = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def proposed(title: str) -> PriorityDraft:
    return PriorityDraft(title, "asb", "B2", raised=BEGUN)


def live(title: str, *, told: date | None = None) -> PriorityDraft:
    return replace(proposed(title), adopted=BEGUN, last_update=told)


def begun_before(store: Store, team: TeamName) -> str:
    """A round of four months that began two months ago; one priority is live, two are proposed."""
    with store.change("Tidy the register") as session:
        one = session.query(m.Priority).filter_by(ref="T1").one()
        one.raised = one.adopted = one.last_update = BEGUN
    for title in ("Bins", "Parking"):
        add(store, team, proposed(title))
    with store.change("Begin round") as session:
        return begin_round(session, team.id, RoundDraft(BEGUN, 4))


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[RoundsView]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(RoundsView, at_its_beginning, begun_before)


def at_its_beginning(page: RoundsView) -> None:
    """Read the round that runs; what a form of the next has to decide on was read before."""
    for form in (page.form, page.next):
        form.begin()
    page.new()
    decision = page.next._parts["decision1"].control  # noqa: SLF001  # of the live one
    assert isinstance(decision, Segment)
    for fate in ("close", "replace", "continue"):
        # What it asks for then is made when it is first chosen.
        decision.set_value(fate)
    page.next.begin()
    page._show_read()  # noqa: SLF001  # neither form has anything typed
    page.widget.go_back()
    page.side.box.hide()
    page.pane.list.setCurrentIndex(QModelIndex())
    page.pane.list.clearSelection()
    vars(page).update(_ref="")
    page.refresh()


@pytest.fixture
def ref(kept: Kept[RoundsView]) -> str:
    """That round."""
    found: str = kept.given
    return found


@pytest.fixture
def page(kept: Kept[RoundsView], store: Store, qtbot: QtBot) -> Iterator[RoundsView]:
    """The page in its window, with the focus in the list."""
    with kept.begun(qtbot) as made:
        made.list.setFocus()
        yield made


def listed(store: Store, team: TeamName) -> list[tuple[date, int, date | None]]:
    with store.read() as session:
        return [(one.begun, one.months, one.ended) for one in rounds.listed(session, team.id)]


def lines(page: RoundsView) -> list[str]:
    return [one.spoken for one in page.pane.list.lines.lines]


# --- Looked at --------------------------------------------------------------------------------


def test_a_round_shows_its_days_and_what_stands_in_it(page: RoundsView) -> None:
    due = clock.long_day(clock.add_months(BEGUN, 4))
    seen = words(page.pane)
    assert f"The next round is due on {due}." in seen
    assert f"4 months from {clock.long_day(BEGUN)}." in seen
    [title, line] = lines(page)
    assert title == "New, 1"
    assert line.startswith("Woodhall shops, Peartree, told ")


def test_a_priority_tells_who_asked_and_the_officer_time_in_the_round(
    page: RoundsView, store: Store, team: TeamName
) -> None:
    start = clock.midnight(BEGUN) - clock.HOUR
    leg = LegDraft("foot", start, start + 3 * clock.HOUR, officers=("1432",))
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,), priority="T1"))
        asked = m.Consultation(ref="K1", team_id=team.id, title="Autumn", opened=BEGUN)
        session.add(asked)
        session.flush()
        key = session.query(m.Priority).filter_by(ref="T1").one().id
        said = {"received": BEGUN, "channel": "online", "theme": "asb", "count": 7}
        session.add(m.Response(ref="S1", consultation_id=asked.id, priority_id=key, **said))
    assert "7 residents asked, 2 h officer time" in lines(page)[1]
    assert "2 h of officer time on them." in words(page.pane)


def test_enter_goes_into_the_round_and_on_to_a_priority(page: RoundsView) -> None:
    asked = heard_instead(page.pane.wanted, page.pane)
    press(ENTER)
    assert page.pane.list.hasFocus()
    press(ENTER)
    assert asked == [Target("Priorities", "priorities", "T1")]
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()


def test_news_is_told_apart_from_the_round(page: RoundsView, store: Store, team: TeamName) -> None:
    assert not page.pane.silence.words
    told = clock.add_months(TODAY - 12 * DAY, -3)
    over = (TODAY - clock.add_months(told, 3)).days
    add(store, team, live("Cars racing", told=told))
    due = clock.long_day(clock.add_months(BEGUN, 4))
    assert page.pane.silence.words == (
        "1 priority without a public update for over 3 months."
        f" Cars racing: {over} days over."
        f" The round itself is within its 4 months, until {due}."
    )
    assert page.pane.badge.accessibleName() == "running"


def test_the_next_round_is_warned_of_and_then_overdue(
    page: RoundsView, store: Store, ref: str
) -> None:
    assert page.side.new_button.property("kind") == ""
    for begun, badge, said in (
        (clock.add_months(TODAY + 7 * DAY, -4), "next due", "The next round is due on"),
        (clock.add_months(TODAY - 7 * DAY, -4), "next overdue", "The next round was due on"),
    ):
        with store.change("Change round") as session:
            rounds.change(session, ref, RoundDraft(begun, 4))
        assert page.pane.badge.accessibleName() == badge
        assert said in words(page.pane)
        assert page.side.new_button.property("kind") == "primary", "it is what there is to do"


def test_a_round_that_ended_and_that_none_follows_says_so(
    page: RoundsView, store: Store, team: TeamName, ref: str
) -> None:
    with store.change("End round") as session:
        rounds.end(session, ref, TODAY - DAY)
    assert page.pane.badge.accessibleName() == "next overdue"
    last = clock.long_day(TODAY - 2 * DAY)
    assert f"Its last day was {last}. No round follows it yet." in words(page.pane)
    assert page.side.new_button.property("kind") == "primary"
    with store.change("Begin round") as session:
        begin_round(session, team.id, RoundDraft(TODAY + 9 * DAY, 3))
    assert f"Its last day was {last}.\n" in words(page.pane)
    assert page.side.new_button.property("kind") == ""


def test_a_round_that_ends_soon_proposes_that_the_next_begins_then(
    page: RoundsView, store: Store, ref: str
) -> None:
    with store.change("End round") as session:
        rounds.end(session, ref, TODAY + 9 * DAY)
    press(Qt.Key.Key_N, held=CTRL)
    assert page.next.begun.value == clock.long_day(TODAY + 9 * DAY)


def test_a_round_that_is_to_come_says_so(page: RoundsView, store: Store, team: TeamName) -> None:
    begins = TODAY + 5 * DAY
    with store.change("Begin round") as session:
        coming = begin_round(session, team.id, RoundDraft(begins, 3))
    page.go_to(Target("Priorities", "rounds", coming))
    assert page.pane.badge.accessibleName() == "to come"
    assert f"From {clock.long_day(begins)[4:]}" in words(page.pane)
    assert [line.split(",")[0] for line in lines(page)] == ["Continued", "Woodhall shops"]


def test_everything_has_a_name_and_a_letter_of_its_own(page: RoundsView) -> None:
    assert nameless(page.widget) == []
    press(Qt.Key.Key_N, held=CTRL)
    press(TAB, TAB, TAB, "l")
    assert nameless(page.widget) == []
    assert shared_letters(page.next) == []
    page.add_earlier()
    assert shared_letters(page.form) == []


@pytest.mark.parametrize("percent", [100, 150])
def test_it_fits_a_small_screen_with_large_text(
    page: RoundsView, qapp: QApplication, store: Store, ref: str, percent: int
) -> None:
    with store.change("Be late") as session:
        begun = clock.add_months(TODAY - 7 * DAY, -4)
        rounds.change(session, ref, RoundDraft(begun, 4, note="A long word: " + "x" * 80))
    theme.use(qapp, Appearance("light", percent))
    window = page.widget.window()
    bar = theme.px(52)
    for show in (page.pane.setFocus, page.write, page.add_earlier, page.new):
        show()
        least = window.minimumSizeHint()
        assert least.width() <= LEAST[0]
        assert least.height() + bar <= LEAST[1], "with the row of the tab's views"


# --- The next one, in one go ------------------------------------------------------------------


def test_the_next_round_is_begun_by_keys_alone(
    page: RoundsView, store: Store, team: TeamName, ref: str
) -> None:
    press(Qt.Key.Key_N, held=CTRL)
    assert page.next.begun.hasFocus()
    press("t", TAB, "3", TAB, TAB)
    press("r", TAB, "park", TAB, "The barrier keeps cars out.", TAB)
    assert page.next.picks.hasFocus()
    assert [one.spoken for one in page.next.picks.lines.lines][1].endswith("replaces one")
    press(SPACE)
    assert words(page.next).endswith(
        f"The round since {clock.long_day(BEGUN)[4:]} ends with {clock.long_day(TODAY - DAY)}.\n"
        f"A round begins on {clock.long_day(TODAY)}.\n"
        "New: Bins; Parking.\n"
        "Replaced: Woodhall shops by Parking.\n"
        "2 adopted, 1 replaced: 2 live. Ctrl+S begins the round. One undo takes all of it back."
    )
    press(TAB)
    assert page.next.save_button.hasFocus()
    assert "Bins; Parking" in page.next.save_button.accessibleDescription()
    press(SPACE)
    assert store.undo_label == f"Begin round, since {clock.long_day(TODAY)[4:]}"
    assert listed(store, team) == [(TODAY, 3, None), (BEGUN, 4, TODAY)]
    assert (opened(store, "T1").result, opened(store, "T1").closed) == ("replaced", TODAY)
    assert [line.split(",")[0] for line in lines(page)] == ["New", "Bins", "Parking"]
    assert page.list.hasFocus()
    store.undo()
    assert listed(store, team) == [(BEGUN, 4, None)]
    assert opened(store, "T1").closed is None


def chosen_after(page: RoundsView) -> object:
    return page.next.consultation.value


def test_the_next_round_begins_as_chosen_after_what_closed_last(
    page: RoundsView, store: Store, team: TeamName
) -> None:
    press(Qt.Key.Key_N, held=CTRL)
    assert chosen_after(page) is None
    with store.change("Ask") as session:
        for ref, closed in (("K1", TODAY - 9 * DAY), ("K2", TODAY - DAY), ("K3", None)):
            said = {"title": f"Survey {ref}", "opened": BEGUN, "closed": closed}
            session.add(m.Consultation(ref=ref, team_id=team.id, **said))
    assert chosen_after(page) == "K2"
    assert not page.next.edited
    press(Qt.Key.Key_S, held=CTRL)
    with store.read() as session:
        assert rounds.listed(session, team.id)[0].consultation == "Survey K2"


def test_what_closes_asks_for_its_result_and_an_assessment(
    page: RoundsView, store: Store, team: TeamName
) -> None:
    press(Qt.Key.Key_N, held=CTRL)
    press(TAB, TAB, TAB, "l")
    press(Qt.Key.Key_S, held=CTRL)
    assert page.next.summary.texts == [
        "Choose what came of it: Woodhall shops.",
        "Write what was achieved before you close it: Woodhall shops.",
    ]
    press(ENTER, "reduced", TAB, "Fewer complaints.")
    assert page.next.summary.texts == []
    press(Qt.Key.Key_S, held=CTRL)
    assert (opened(store, "T1").result, opened(store, "T1").closed) == ("reduced", TODAY)
    assert [one[:2] for one in listed(store, team)] == [(TODAY, 3), (BEGUN, 4)]


def test_more_than_five_live_is_a_warning_and_can_be_saved(
    page: RoundsView, store: Store, team: TeamName
) -> None:
    for number in range(4):
        add(store, team, live(f"Live {number}"))
    assert page.side.box.words == ""
    add(store, team, live("Live 4"))
    assert page.side.box.words == (
        "6 priorities are live. More than 5 are hard to keep up. Close or replace one."
    )
    press(Qt.Key.Key_N, held=CTRL)
    assert "6 will be live. More than 5 are hard to keep up." in words(page.next)
    press(*[TAB] * 9)
    assert page.next.picks.hasFocus(), "after six rows"
    press(Qt.Key.Key_S, held=CTRL)
    assert len(listed(store, team)) == 2


def test_a_register_full_of_live_ones_does_not_fill_the_form(
    page: RoundsView, store: Store, team: TeamName
) -> None:
    with store.change("Adopt many") as session:
        for number in range(30):
            said = {"raised": BEGUN, "adopted": BEGUN, "status": "adopted", "theme": "asb"}
            one = m.Priority(ref=f"L{number}", team_id=team.id, title=f"Live {number}", **said)
            session.add(one)
    press(Qt.Key.Key_N, held=CTRL)
    assert "Live now: 31. The first 12 stand here, the others go on." in words(page.next)
    assert "31 continued: 31 live." in words(page.next)
    press(Qt.Key.Key_S, held=CTRL)
    assert len(listed(store, team)) == 2


def test_a_round_that_shares_days_says_with_which(page: RoundsView) -> None:
    press(Qt.Key.Key_N, held=CTRL)
    press(clock.long_day(BEGUN))
    press(Qt.Key.Key_S, held=CTRL)
    since = clock.long_day(BEGUN)[4:]
    assert f"It shares days with the round since {since}." in words(page.next)


def test_clicks_adopt_and_leave_a_proposed_one(page: RoundsView) -> None:
    press(Qt.Key.Key_N, held=CTRL)
    picks = page.next.picks
    place = picks.visualRect(picks.lines.index(1, 0)).center()
    click(picks.viewport(), place)
    assert [one.title for one in picks.value] == ["Parking"]
    click(picks.viewport(), place)
    assert picks.value == ()


def test_what_is_decided_stays_when_the_register_changes(
    page: RoundsView, store: Store, team: TeamName
) -> None:
    press(Qt.Key.Key_N, held=CTRL)
    press(TAB, TAB, TAB, "l", TAB, "reduced", TAB, "Fewer complaints.")
    add(store, team, live("Cars racing"))
    fates = {one.ref: one for one in page.next.chosen.fates}
    decided = fates.pop("T1")
    assert (decided.decision, decided.result) == ("close", "reduced")
    assert decided.assessment == "Fewer complaints."
    assert [one.decision for one in fates.values()] == ["continue"]


def test_a_draft_of_the_next_round_is_offered_again(
    page: RoundsView, desk: Desk, team: TeamName, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_N, held=CTRL)
    press(TAB, TAB, TAB, "l", TAB, "reduced", TAB, "Fewer complaints.", TAB, SPACE)
    page.unsaved.keep_now()
    with in_window(RoundsView(), desk, team, qtbot) as later:
        assert "Next round, typed at" in later.next.offered.words
        assert [one.decision for one in later.next.chosen.fates] == ["continue"], "it is no blank"
        brings: list[Button] = later.next.offered.findChildren(Button)
        click(brings[0])
        [fate] = later.next.chosen.fates
        assert (fate.decision, fate.assessment) == ("close", "Fewer complaints.")
        assert [one.title for one in later.next.picks.value] == ["Bins"]
        later.unsaved.drop()


# --- One round --------------------------------------------------------------------------------


def test_a_round_is_changed_and_ended_in_its_form(
    page: RoundsView, store: Store, team: TeamName
) -> None:
    press(Qt.Key.Key_F2)
    press(TAB, clock.long_day(TODAY), TAB, "6")
    press(Qt.Key.Key_S, held=CTRL)
    assert listed(store, team) == [(BEGUN, 6, TODAY + DAY)]
    assert (store.undo_label or "").startswith("End round, ")
    assert f"Its last day is {clock.long_day(TODAY)}." in words(page.pane)


def test_an_earlier_round_is_added(page: RoundsView, store: Store, team: TeamName) -> None:
    first = clock.add_months(BEGUN, -4)
    page.add_earlier()
    press(clock.long_day(first), TAB, clock.long_day(BEGUN - DAY), TAB, "4")
    press(Qt.Key.Key_S, held=CTRL)
    assert listed(store, team) == [(BEGUN, 4, None), (first, 4, BEGUN)]


def test_a_day_that_cannot_be_read_is_said_beside_it(page: RoundsView, store: Store) -> None:
    before = store.undo_label
    press(Qt.Key.Key_F2)
    press("31/2")
    press(Qt.Key.Key_S, held=CTRL)
    assert "“31/2” is not a day." in words(page.form)
    assert store.undo_label == before


def test_a_round_is_deleted_and_its_priorities_stay(
    page: RoundsView, store: Store, team: TeamName
) -> None:
    press(Qt.Key.Key_Delete)
    assert listed(store, team) == []
    assert opened(store, "T1").adopted == BEGUN
    assert page.next.isVisible(), "there is none: the first one can begin"
    store.undo()
    assert listed(store, team) == [(BEGUN, 4, None)]


def test_the_team_sets_how_long_its_rounds_are(page: RoundsView, store: Store) -> None:
    assert page.side.cycle.value == 0, "not set"
    page.side.cycle.setFocus()
    press("6")
    assert store.undo_label == "Set rounds to 6 months"
    press(Qt.Key.Key_N, held=CTRL)
    assert page.next.typed.months == 6


def test_what_is_typed_is_asked_about_before_the_window_goes(
    page: RoundsView, ask: CannedAsk
) -> None:
    press(Qt.Key.Key_N, held=CTRL)
    press(TAB, "6")
    page.list.setFocus()
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.list
    ask.answers = [None]
    assert not page.leave()
    assert ask.asked == ["Save the round?"]


def test_without_a_team_nothing_begins(desk: Desk, qtbot: QtBot, store: Store) -> None:
    with in_window(RoundsView(), desk, NO_TEAM, qtbot) as page:
        assert page.next.isVisible()
        page.save()
        assert "There is no team yet" in page.next.box.words
        assert store.undo_label is None


def test_a_round_that_is_gone_is_said(page: RoundsView) -> None:
    page.go_to(Target("Priorities", "rounds", "gone"))
    assert "no longer there" in page.side.box.words
