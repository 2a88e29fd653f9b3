"""The look over a month: what is to check, what is worth a word, what is checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.rounds import RoundDraft
from snt_desk.services import board, checks, commentary, patrols, returns
from snt_desk.services.checks import CHECKED, TO_CHECK, WORTH, Check
from snt_desk.services.rounds import begin as begin_round
from snt_desk.services.team import TeamName

NOVEMBER = Month(2026, 11)
AFTER = london(2026, 12, 2, 9)
OUT = LegDraft("foot", london(2026, 11, 20, 9), None, "B1", ("1432",))
BACK = LegDraft("foot", london(2026, 11, 22, 9), london(2026, 11, 22, 10), "B1", ("1432",))


def look(store: Store, team: TeamName, month: Month = NOVEMBER) -> tuple[Check, ...]:
    with store.read() as session:
        draft = returns.draft(session, team, month, AFTER)
        words = commentary.written(session, team.id, month)
        return checks.look_over(session, draft, board.compared(session, draft), words)


def log(store: Store, team: TeamName, leg: LegDraft = BACK) -> str:
    with store.change("Log foot patrol, Peartree") as session:
        return patrols.log(session, team.id, PatrolDraft(legs=(leg,)))


def named(found: tuple[Check, ...], wanted: str) -> Check:
    [one] = [check for check in found if check.id == wanted]
    return one


def test_the_parts_follow_each_other(store: Store, team: TeamName) -> None:
    parts = [one.part for one in look(store, team)]
    assert parts == sorted(parts, key=(TO_CHECK, WORTH, CHECKED).index)


def test_a_patrol_without_an_end_opens_that_patrol(store: Store, team: TeamName) -> None:
    ref = log(store, team, OUT)
    one = named(look(store, team), f"leg:{ref}")
    assert (one.title, one.detail) == ("A patrol has no end", "Fri 20 Nov 09:00, Ridley")
    assert (one.tone, one.does, one.ref) == ("warn", "open", ref)


def test_the_next_round_and_news_that_are_due_open_their_records(
    store: Store, team: TeamName
) -> None:
    with store.change("Begin round") as session:
        ref = begin_round(session, team.id, RoundDraft(date(2026, 8, 1), 4))
        session.query(m.Priority).one().adopted = date(2026, 8, 20)
    found = look(store, team)
    one = named(found, f"due:{ref}")
    assert (one.part, one.tone, one.does, one.table) == (TO_CHECK, "warn", "open", "rounds")
    assert one.title == "The next round is due"
    assert one.detail == "by Tue 1 Dec 2026"
    one = named(found, "due:T1")
    assert (one.title, one.table, one.ref) == ("No news of Woodhall shops", "priorities", "T1")
    assert one.detail == "10 days over three months"
    one = named(look(store, team, NOVEMBER.plus(1)), f"due:{ref}")
    assert (one.title, one.detail) == ("The next round is overdue", "it was due on Tue 1 Dec 2026")
    earlier = {one.id for one in look(store, team, NOVEMBER.plus(-1))}
    assert not earlier & {f"due:{ref}", "due:T1"}, "neither was due in October"


def test_words_that_name_somebody_are_pointed_at_where_they_are_written(
    store: Store, team: TeamName
) -> None:
    with store.change("Write on November") as session:
        said = {
            ("achievement", ""): "PC Ridley found it. Ring 01632 960123 or alex@example.org.",
            ("risk", ""): "Nothing",
        }
        commentary.write(session, team.id, NOVEMBER, said)
        one = session.query(m.Priority).one()
        one.adopted, one.action = date(2026, 9, 1), "Told alex@example.org"
    found = look(store, team)
    words = named(found, "named:achievement:")
    assert (words.part, words.tone, words.does) == (TO_CHECK, "warn", "write")
    assert words.title == "Achievements may name somebody"
    assert words.ref == "achievement"
    assert words.detail == "“Ridley”, “01632 960123” and 1 more"
    action = named(found, "named:action:T1")
    assert (action.does, action.table, action.ref) == ("open", "priorities", "T1")
    assert (action.title, action.detail) == (
        "News of a priority may name somebody",
        "“alex@example.org”",
    )
    assert not [one for one in found if one.id.startswith(("named:risk", "named:priority"))]
    with store.read() as session:
        draft = returns.draft(session, team, NOVEMBER, AFTER)
        told = [one.sentence for one in returns.findings(session, draft) if one.note]
    assert told == [
        "News of a priority may name somebody: take that out.",
        "Achievements may name somebody: take that out.",
    ], "a script is not told the words"


def test_a_section_with_nothing_can_be_answered_and_the_answer_taken_back(
    store: Store, team: TeamName
) -> None:
    one = named(look(store, team), "section:engagement")
    assert (one.part, one.title, one.does) == (TO_CHECK, "Engagement: nothing", "say none")
    with store.change("Checked, none: Engagement") as session:
        returns.say_none(session, team.id, NOVEMBER, "engagement")
    one = named(look(store, team), "section:engagement")
    assert (one.part, one.detail, one.does) == (CHECKED, "checked, none", "take back")


def test_a_checked_section_says_what_it_holds(store: Store, team: TeamName) -> None:
    log(store, team)
    found = look(store, team)
    assert named(found, "section:patrols").detail == "1 patrol, 1 h"
    assert named(found, "section:people").detail == "3 people, 3.0 full-time"


def test_a_month_that_is_not_over_is_to_check_and_its_silence_is_not(
    store: Store, team: TeamName
) -> None:
    found = look(store, team, NOVEMBER.plus(1))
    assert named(found, "open").title == "December 2026 is not over"
    assert not [one for one in found if one.id == "section:engagement"]


def test_what_forbids_sending_is_red(store: Store, team: TeamName) -> None:
    [one] = [one for one in look(store, team, NOVEMBER.plus(2)) if one.tone == "bad"]
    assert (one.title, one.does) == ("January 2027 has not begun.", "")


def test_a_return_in_which_nothing_differs_is_settled_and_not_left_to_check(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    with store.read() as session:
        draft = returns.draft(session, team, NOVEMBER, AFTER)
    returns.send(store, draft, tmp_path, "own copy")
    found = look(store, team)
    assert named(found, "settled").tone == "ok"
    assert checks.left(found, TO_CHECK) == sum(one.tone == "warn" for one in found)


def test_what_the_command_may_ask_is_dealt_with_by_a_word(store: Store, team: TeamName) -> None:
    wanted = "priorities.updated_in_3_months.all.all"
    one = named(look(store, team), f"word:{wanted}")
    assert (one.title, one.tone, one.does) == (
        "1 priority not updated for 3 months",
        "info",
        "write",
    )
    with store.change("Write on a figure") as session:
        words = {(commentary.FIGURE, wanted): "The update is\nset for 4 Dec."}
        commentary.write(session, team.id, NOVEMBER, words)
    found = look(store, team)
    one = named(found, f"word:{wanted}")
    assert (one.tone, one.detail) == ("ok", "The update is set for 4 Dec.")
    assert checks.left(found, WORTH) == 0
