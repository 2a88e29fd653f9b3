"""The register is walked and a priority is read: state, plan, effort, what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.priorities import PLAN, PriorityDraft, months_of_effort
from snt_desk.domain.street_crime import Figure
from snt_desk.services import patrols, priorities, responses, street_crime
from snt_desk.services.priorities import PriorityRow
from snt_desk.services.rounds import RoundRow
from snt_desk.services.street_crime import NoteDraft
from snt_desk.services.team import TeamName
from snt_desk.ui.bars import Bars
from snt_desk.ui.long_lines import LongLines
from snt_desk.ui.page import GoesTo, HasCommands, InHand, Target
from snt_desk.ui.pages.priorities.register import RegisterView, lines
from snt_desk.ui.pages.priorities.register.lines import Around
from snt_desk.ui.parts import mnemonic
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.register import CLOSED, LIVE, RACING, add, opened
from tests.ui.pages.register_page import begin, led_away
from tests.ui.pages.seen import CTRL, click, nameless, press, words

TODAY = date(2026, 11, 22)
KEY = Qt.Key

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def _on_a_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the afternoon of that day, in whatever year the tests are run."""
    monkeypatch.setattr(clock, "now", lambda: clock.london(2026, 11, 22, 14))


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[RegisterView]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(RegisterView, begin)


@pytest.fixture
def page(kept: Kept[RegisterView], store: Store, qtbot: QtBot) -> Iterator[RegisterView]:
    """The page in its window, which has the focus; one live priority is in the register."""
    with kept.begun(qtbot) as made:
        made.list.setFocus()
        yield made


def log_patrol(
    store: Store, team: TeamName, minutes: int = 90, mode: str = "foot", hour: int = 0
) -> None:
    """Two officers are out for it today."""
    start = clock.midnight(clock.today()) + clock.HOUR * hour
    end = start + clock.MINUTE * minutes
    leg = LegDraft(mode, start, end, officers=("1432", "7104"))
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,), priority="T1"))


def spoken(page: RegisterView) -> list[str]:
    return [line.spoken for line in page.list.lines.lines]


def row(**other: Any) -> PriorityRow:
    """Give a live priority of the register, adopted on 14 September and told on 26 October."""
    plain = PriorityRow(
        *(1, "T1", "Cars racing", "Speeding", "Peartree", "adopted", date(2026, 9, 1)),
        *(date(2026, 9, 14), None, None, date(2026, 10, 26)),
    )
    return plain._replace(**other)


# --- The register -----------------------------------------------------------------------------


def test_the_register_counts_the_adopted_the_proposed_and_the_closed(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    for draft in (replace(LIVE, last_update=clock.today()), RACING, CLOSED):
        add(store, team, draft)
    told = replace(opened(store, "T1"), last_update=clock.today())
    with store.change("Tell the public") as session:
        priorities.change(session, "T1", told)
    began = lines.day(date(2026, 10, 1), clock.today())
    days = [
        lines.day(date(2026, month, day), clock.today())
        for month, day in ((9, 1), (9, 14), (11, 20))
    ]
    assert spoken(page) == [
        "Adopted, 2",
        f"Cars racing, Peartree, since {days[1]}, on track",
        f"Woodhall shops, Peartree, since {began}, on track",
        "Proposed, 1",
        f"Cars racing, Peartree, raised {days[0]}",
        "Closed, 1",
        f"Cars racing, Peartree, closed {days[2]}, reduced",
    ]


@pytest.mark.parametrize(
    ("last_update", "today", "badge"),
    [
        (date(2026, 10, 26), date(2026, 11, 22), ("on track", "ok")),
        (date(2026, 10, 26), date(2027, 1, 12), ("update due", "warn")),
        (date(2026, 10, 26), date(2027, 1, 27), ("no news since 26 Oct 2026", "warn")),
        (None, date(2026, 12, 14), ("update due", "warn")),
        (None, date(2026, 12, 15), ("no news since 14 Sep", "warn")),
    ],
)
def test_a_live_priority_says_how_fresh_its_news_is(
    last_update: date | None, today: date, badge: tuple[str, str]
) -> None:
    assert lines.badge_of(row(last_update=last_update), {}, today) == badge


def test_beside_the_plan_it_says_when_the_next_update_is_due() -> None:
    live = row()
    assert lines.told(live) == "Mon 26 Oct 2026. The next update is due by Tue 26 Jan 2027."
    assert lines.told_badge(live, date(2026, 11, 22)) == ""
    assert lines.told_badge(live, date(2027, 1, 20)) == "update due by 26 Jan"
    assert lines.told_badge(live, date(2027, 1, 30)) == "no news since 26 Oct 2026"
    assert lines.told(row(status="closed")) == "Mon 26 Oct 2026."
    assert lines.told(row(status="proposed", last_update=None)) == "Not yet."


def test_the_subtitle_says_where_what_and_since_when() -> None:
    plain = Around(TODAY, {"reduced": "Reduced"})
    assert lines.subtitle(row(), "", plain) == "Peartree, Speeding. Adopted Mon 14 Sep 2026."
    closed = row(place="", status="closed", closed=date(2026, 11, 20), result="reduced")
    said = lines.subtitle(closed, "", plain)
    assert said == "Anywhere, Speeding. Closed Fri 20 Nov 2026: reduced."
    proposed = row(status="proposed", adopted=None, places=("Haldens",))
    said = lines.subtitle(proposed, "17:00 to 22:00", plain)
    assert said.startswith("Peartree, Haldens, 17:00 to 22:00, Speeding. Raised Tue 1 Sep 2026")


def round_of(begun: date, ended: date | None = None, months: int = 4) -> RoundRow:
    return RoundRow(1, "R1", begun, months, ended, "", "", "")


def test_in_a_round_it_says_whether_it_is_new_or_goes_on() -> None:
    now = Around(TODAY, round=round_of(date(2026, 9, 14)))
    assert lines.line(row(), now).sub == "Peartree, since 14 Sep, new"
    before = lines.line(row(adopted=date(2026, 6, 2)), now)
    assert before.sub == "Peartree, since 2 Jun, continued"
    assert lines.subtitle(row(), "", now).endswith("Adopted Mon 14 Sep 2026, new.")


@pytest.mark.parametrize(
    ("begun", "ended", "words"),
    [
        (date(2026, 9, 1), None, "Sep to Dec 2026"),
        (date(2026, 11, 1), None, "Nov 2026 to Feb 2027"),
        (date(2026, 9, 1), date(2026, 9, 20), "Sep 2026"),
        (date(2026, 11, 30), date(2027, 3, 1), "Nov 2026 to Feb 2027"),
    ],
)
def test_a_round_is_named_by_its_months(begun: date, ended: date | None, words: str) -> None:
    assert lines.months(round_of(begun, ended)) == words


def test_more_than_five_live_ones_are_remarked_on(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    for _ in range(4):
        add(store, team, LIVE)
    assert page.box.words == ""
    add(store, team, LIVE)
    assert page.box.words.startswith("6 priorities are live")
    store.undo()
    assert page.box.words == ""


def test_the_filter_finds_by_title_theme_place_and_result(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    add(store, team, RACING)
    add(store, team, CLOSED)
    press(Qt.Key.Key_F, held=CTRL)
    press("driving pear reduc")
    assert [one.partition(",")[0] for one in spoken(page)] == ["Closed", "Cars racing"]
    press("x")
    assert page.side.none_match.isVisible()
    assert "3 without the filter." in words(page.side)
    press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    assert len(spoken(page)) == 6


def test_what_a_filter_hides_gives_the_hand_to_a_live_one_rather_than_to_a_closed_one(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    for title in ("Alpha", "Bravo", "Charlie"):
        add(store, team, replace(LIVE, title=title))
    add(store, team, replace(CLOSED, title="Alpha, Bravo, Charlie, Woodhall shops"))
    _, first, *_, last, _, closed = page.list.lines.ids
    assert first is not None
    assert last is not None
    page.list.select(last)
    press(Qt.Key.Key_F, held=CTRL)
    press(page.records.rows[str(first)].title.lower())
    assert page.list.lines.ids == [None, first, None, closed]
    assert page.list.current_id == first
    assert page.ref == first


def test_chips_filter_and_sort_and_what_is_hidden_is_found_again(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    add(store, team, RACING)
    add(store, team, CLOSED)
    chips = page.side.chips
    chips.status.choose("closed")
    assert [one.partition(",")[0] for one in spoken(page)] == ["Closed", "Cars racing"]
    chips.theme.choose("Speeding")
    assert chips.theme.value is not None
    assert "No priority matches" in words(page.side)
    click(page.side.clear_button)
    assert len(spoken(page)) == 6
    chips.order.choose("theme")
    assert len(spoken(page)) == 6, "an order leaves nothing out"
    chips.status.choose("stale")
    assert page.side.none_match.isVisible()
    page.go_to(Target("Priorities", "priorities", "T1"))
    assert page.list.current_id == "T1"
    assert not chips.asked("").filters


def test_who_asked_stands_beside_what_they_asked_for(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    ref = add(store, team, RACING)
    with store.change("Ask residents") as session:
        asked = m.Consultation(ref="C1", team_id=team.id, title="Survey", opened=date(2026, 10, 1))
        session.add(asked)
        session.flush()
        said = m.Response(
            ref="R1",
            consultation_id=asked.id,
            received=date(2026, 10, 2),
            channel="survey",
            theme="asb",
            count=64,
        )
        session.add(said)
        session.flush()
        responses.link(session, ["R1"], ref)
    assert spoken(page)[2:] == [
        "Proposed, 1, from 64 responses",
        "Cars racing, Peartree: 64 said so",
    ]


def test_of_five_thousand_only_what_is_seen_is_made(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    with store.change("Import", kind="barrier") as session:
        rows = [
            {
                "ref": f"N{n}",
                "team_id": team.id,
                "title": f"Issue {n}",
                "theme": "asb",
                "status": "closed",
                "raised": date(2020, 1, 1) + DAY * (n % 2000),
                "closed": date(2026, 1, 1),
                "result": "resolved",
            }
            for n in range(5000)
        ]
        session.execute(insert(m.Priority), rows)
    page.list.viewport().repaint()
    shown = page.list.lines.lines
    assert isinstance(shown, LongLines)
    assert len(shown) == 5003
    assert shown.made < 50
    press(KEY.Key_End)
    assert page.ref == page.list.current_id
    oldest = str(page.list.current_id)
    with store.change("Rename") as session:
        session.query(m.Priority).filter_by(ref=oldest).one().title = "Long ago"
    assert "Long ago" in words(page.view), "what is in hand is read again, however old"
    page.go_to(Target("Priorities", "priorities", "N7"))
    assert page.ref == "N7"
    page.words.setText("issue 4999")
    assert spoken(page) == ["Closed, 1", "Issue 4999, Closed 1 Jan, resolved"]


# --- Read -------------------------------------------------------------------------------------


def test_the_one_in_hand_is_read_beside_the_list_and_stays(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    ref = add(store, team, replace(RACING, objective="Quiet nights"))
    press(Qt.Key.Key_Down)
    assert page.view.isVisible()
    assert "Cars racing\nPeartree, Anti-social driving. Raised" in words(page.view)
    assert "Quiet nights" in words(page.view)
    assert not page.form.isVisible()
    add(store, team, replace(LIVE, title="Another"))
    assert page.in_hand() == ("priorities", ref)


def test_the_plan_is_read_with_the_state_of_each_stage(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    written: dict[str, Any] = dict.fromkeys(PLAN[:4], "Words")
    ref = add(store, team, replace(LIVE, **written))
    page.list.select(ref)
    said = words(page.view.plan)
    assert (said.count("done"), said.count("under way"), said.count("to come")) == (3, 1, 1)
    assert "Not written yet. The priority cannot close without it." in said
    assert page.view.plan.write_button.text() == "Change the response"


def test_effort_is_shown_in_the_returns_minutes_by_month_and_mode(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    assert "No patrols for it in this time." in words(page.view.account)
    assert page.view.account.months.isHidden()
    log_patrol(store, team, 90)
    log_patrol(store, team, 60, "bicycle", hour=4)
    account = page.view.account
    assert "5 h of officer time on 2 patrols" in words(account)
    assert account.months.bars[-1].figure == "5 h"
    assert [(bar.name, bar.figure) for bar in account.modes.bars] == [
        ("On foot", "3 h"),
        ("Bicycle", "2 h"),
    ]


def test_of_another_priority_nothing_is_left_while_it_is_counted(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    log_patrol(store, team)
    page.list.select(add(store, team, LIVE))
    account = page.view.account
    assert "No patrols, meetings or actions yet." in words(account)
    assert account.months.bars == ()
    assert account.links.links == {}


def test_what_belongs_to_it_is_gone_to(
    page: RegisterView, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    log_patrol(store, team)
    link = page.view.account.links.links["patrols"]
    assert link.text() == "1 patrol"
    with led_away(page, qtbot) as gone:
        link.setFocus()
        press(Qt.Key.Key_Return)
    assert gone.args == [Target("Patrols", filters=(("priority", "T1"),))]


@pytest.mark.parametrize(
    ("draft", "today", "heading"),
    [
        (LIVE, TODAY, "Effort since September"),
        (replace(LIVE, adopted=date(2025, 1, 1)), TODAY, "Effort in the last 6 months"),
        (RACING, TODAY, "Effort since September"),
        (CLOSED, TODAY, "Effort from September to November"),
        (CLOSED, date(2027, 2, 1), "Effort from September to November 2026"),
        (replace(CLOSED, adopted=date(2026, 11, 2)), TODAY, "Effort in November"),
    ],
)
def test_it_is_said_for_which_months_effort_is_counted(
    draft: PriorityDraft, today: date, heading: str
) -> None:
    one = row(status=draft.status, adopted=draft.adopted, closed=draft.closed)
    months = months_of_effort(draft, today)
    assert lines.effort_heading(months, one, today) == heading


def test_bars_are_copied_as_a_table(page: RegisterView, store: Store, team: TeamName) -> None:
    log_patrol(store, team, 90)
    page.view.account.modes.setFocus()
    press(Qt.Key.Key_C, held=CTRL)
    assert QGuiApplication.clipboard().text() == "How\tOfficer time\nOn foot\t3 h"


# --- From elsewhere ---------------------------------------------------------------------------


def test_a_priority_asked_for_elsewhere_is_taken_in_hand_whatever_filters(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    ref = add(store, team, RACING)
    page.words.setText("woodhall")
    page.go_to(Target("Priorities", "priorities", ref))
    assert page.in_hand() == ("priorities", ref)
    assert page.list.current_id == ref
    store.undo()
    page.go_to(Target("Priorities", "priorities", ref))
    assert page.box.words == "That priority is no longer there. Undo brings it back."
    assert page.in_hand() == ("priorities", "T1")


def test_the_page_is_what_the_window_asks_for(page: RegisterView) -> None:
    assert isinstance(page, GoesTo)
    assert isinstance(page, InHand)
    assert isinstance(page, HasCommands)
    commands = page.commands()
    assert all(mnemonic(one.text.partition("\t")[0]) for one in commands)
    letters = [mnemonic(one.text.partition("\t")[0]) for one in commands if one.menu == "&Record"]
    assert len({*letters, "N", "S"}) == len(letters) + 2, "New and Save are in that menu"


# --- For everybody ----------------------------------------------------------------------------


def test_words_that_look_like_markup_are_words(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    ref = add(store, team, replace(LIVE, title="<h1>Cars</h1> & bikes", objective="<b>No</b>"))
    page.list.select(ref)
    assert "<b>No</b>" in words(page.view)
    shown = [one for one in page.view.findChildren(QLabel) if "<" in one.text()]
    assert [one.text() for one in shown] == ["<h1>Cars</h1> & bikes", "<b>No</b>"]
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in shown)


def test_all_that_can_be_done_is_reached_by_tab(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    log_patrol(store, team)
    view = page.view
    plan = view.plan
    for control in (
        *(page.list, view.write_button, view.told_button, view.close_button, view.sides.which),
        view.body,
        *(plan.write_button, plan.add_button, plan.figures.add_button),
        *(view.account.months, view.account.modes, view.account.update_button),
        *view.account.links.links.values(),
    ):
        assert control.hasFocus(), control
        press(Qt.Key.Key_Tab)


def test_everything_that_takes_the_focus_has_a_name(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    log_patrol(store, team)
    assert nameless(page.widget) == []


def test_where_it_is_narrow_one_reads_first_and_then_writes(
    page: RegisterView, qtbot: QtBot
) -> None:
    page.widget.window().resize(960, 540)
    qtbot.waitUntil(lambda: not page.view.isVisible())
    press(Qt.Key.Key_Return)
    assert page.view.isVisible()
    assert not page.list.isVisible()
    assert page.view.write_button.hasFocus()
    press(Qt.Key.Key_Return)
    assert page.form.name.hasFocus()
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    assert not page.form.isVisible()


def test_escape_goes_back_to_the_list(page: RegisterView) -> None:
    click(page.view.body)
    page.view.close_button.setFocus()
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()


def test_it_fits_the_least_window(page: RegisterView, store: Store, team: TeamName) -> None:
    log_patrol(store, team)
    least = page.widget.minimumSizeHint()
    assert (least.width() <= 960, least.height() <= 460) == (True, True), least


def test_news_grows_old_by_the_day_and_not_by_a_change() -> None:
    live = row(last_update=date(2026, 8, 31))
    badges = [lines.badge_of(live, {}, date(2026, 11, 15) + DAY * n)[0] for n in (0, 1, 15, 16)]
    assert badges == ["on track", "update due", "update due", "no news since 31 Aug"]


# --- What lies over the tabs ------------------------------------------------------------------


def laid_over(page: RegisterView) -> list[Target]:
    """What is asked to be laid over the tabs from here on."""
    asked: list[Target] = []
    page._desk.news.over_wanted.connect(asked.append)  # noqa: SLF001  # the page's own desk
    return asked


def test_an_update_is_drafted_from_where_residents_were_told(page: RegisterView) -> None:
    asked = laid_over(page)
    click(page.view.account.update_button)
    assert asked == [Target("You said, we did", "priorities", "T1")]


def names_of_focus() -> str:
    focus = QApplication.focusWidget()
    return focus.accessibleName() if focus else ""


def test_published_figures_stand_with_the_scanning(page: RegisterView, store: Store) -> None:
    asked = laid_over(page)
    figures = page.view.plan.figures
    assert "What the published figures say" not in words(figures)
    click(figures.add_button)
    assert asked == [Target("Crime figures", "priorities", "T1")]
    press(KEY.Key_Escape)
    source = "data.police.uk, October 2026 (a.csv). Open Government Licence v3.0"
    counts = (Figure("2026-10", "Shoplifting", 7), Figure("2026-10", "Drugs", 2))
    draft = NoteDraft(source, counts, "Peartree", priority="T1", taken=date(2026, 11, 30))
    with store.change("Add crime figures") as session:
        street_crime.add(session, 1, draft)
    said = words(figures)
    assert "What the published figures say" in said
    assert "Peartree, October 2026: 9 crimes." in said
    assert "Taken Mon 30 Nov 2026 from data.police.uk, October 2026 (a.csv)" in said
    (bars,) = figures.findChildren(Bars)
    assert [(bar.name, bar.figure) for bar in bars.bars] == [("Shoplifting", "7"), ("Drugs", "2")]
    with store.change("Add crime figures") as session:
        street_crime.add(session, 1, replace(draft, called="Haldens"))
    figures.add_button.setFocus()
    # Of the two the later one stands first.
    press(KEY.Key_Backtab)
    assert names_of_focus() == "Delete the figures: Peartree, October 2026"
    press(KEY.Key_Backtab)
    assert names_of_focus() == "Delete the figures: Haldens, October 2026"
    press(KEY.Key_Tab)
    press(KEY.Key_Delete)
    assert "Peartree, October 2026" not in words(figures)
    assert store.undo_label == "Delete crime figures, Peartree"
    assert figures.add_button.hasFocus()
    store.undo()
    assert "Peartree, October 2026: 9 crimes." in words(figures)
