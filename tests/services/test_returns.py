"""A return is looked over, sent once, and watched after."""

from __future__ import annotations

from pathlib import Path

import pytest

from snt_desk.db.store import Store
from snt_desk.domain import measures
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.errors import DeskError
from snt_desk.services import patrols, returns
from snt_desk.services.returns import Drift
from snt_desk.services.team import TeamName

NOVEMBER = Month(2026, 11)
AFTER = london(2026, 12, 2, 9)
LEG = LegDraft("foot", london(2026, 11, 22, 9), london(2026, 11, 22, 10), "B1", ("1432",))


def send(store: Store, team: TeamName, folder: Path, *, minute: int = 0) -> None:
    with store.read() as session:
        draft = returns.draft(session, team, NOVEMBER, AFTER.replace(minute=minute))
    returns.send(store, draft, folder, "the Local Policing Command")


def log(store: Store, team: TeamName, leg: LegDraft = LEG) -> None:
    with store.change("Log foot patrol, Peartree") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,)))


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name.startswith("snt-return"))


def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir(exist_ok=True)
    return folder


def test_sending_freezes_and_writes_three_files(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    log(store, team)
    send(store, team, out(tmp_path))
    stem = "snt-return_WHA-1_2026-11_r1"
    assert names(out(tmp_path)) == [f"{stem}-metadata.json", f"{stem}-notes.csv", f"{stem}.csv"]
    with store.read() as session:
        [sent] = returns.sent(session, team.id, NOVEMBER)
        assert (sent.revision, sent.as_at) == (1, AFTER)
        assert list(returns.faults(session)) == []


def test_undo_does_not_pass_a_sent_return(store: Store, team: TeamName, tmp_path: Path) -> None:
    log(store, team)
    send(store, team, out(tmp_path))
    assert store.undo_label is None


def test_a_return_in_which_nothing_differs_is_not_sent_again(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    send(store, team, out(tmp_path))
    with pytest.raises(DeskError, match="Nothing differs from revision 1"):
        send(store, team, out(tmp_path), minute=1)
    assert len(names(out(tmp_path))) == 3


def test_a_month_that_has_not_begun_is_not_sent(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    with store.read() as session:
        draft = returns.draft(session, team, NOVEMBER.plus(2), AFTER)
    with pytest.raises(DeskError, match="January 2027 has not begun"):
        returns.send(store, draft, out(tmp_path), "own copy")
    assert names(out(tmp_path)) == []


def test_a_revision_is_not_for_an_earlier_time_than_the_last(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    send(store, team, out(tmp_path), minute=5)
    log(store, team)
    with pytest.raises(DeskError, match="cannot be for an earlier time"):
        send(store, team, out(tmp_path))


def test_what_changed_since_is_seen_and_a_revision_mends_it(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    send(store, team, out(tmp_path))
    with store.read() as session:
        assert returns.drift(session, team, NOVEMBER) == ()
    log(store, team)
    with store.read() as session:
        drift = returns.drift(session, team, NOVEMBER)
    assert Drift(("patrols", "patrol_time", "mode", "foot"), 0, 60) in drift
    send(store, team, out(tmp_path), minute=1)
    with store.read() as session:
        assert [one.revision for one in returns.sent(session, team.id, NOVEMBER)] == [2, 1]
        assert returns.drift(session, team, NOVEMBER) == ()


def test_a_file_that_is_not_ours_is_left_alone_and_nothing_is_frozen(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    foreign = out(tmp_path) / "snt-return_WHA-1_2026-11_r1.csv"
    foreign.write_text("my own notes")
    with pytest.raises(DeskError, match="another file of that name"):
        send(store, team, out(tmp_path))
    assert foreign.read_text() == "my own notes"
    with store.read() as session:
        assert returns.sent(session, team.id, NOVEMBER) == []


def test_the_check_says_what_is_worth_a_look(store: Store, team: TeamName) -> None:
    log(store, team, LegDraft("foot", london(2026, 11, 22, 9), None, "B1", ("1432",)))
    with store.read() as session:
        draft = returns.draft(session, team, NOVEMBER, london(2026, 11, 23, 9))
        found = returns.findings(session, draft)
    sentences = [finding.sentence for finding in found]
    assert "November 2026 is not over: its figures are provisional." in sentences
    assert "1 leg has no end." in sentences
    assert not any(finding.forbids for finding in found)


def test_a_section_with_nothing_is_not_recorded_until_the_sergeant_says_none(
    store: Store, team: TeamName
) -> None:
    def states() -> set[str]:
        with store.read() as session:
            made = returns.draft(session, team, NOVEMBER, AFTER).made
        return {one.status for one in made.figures if one.section == "engagement"}

    assert states() == {"not_recorded"}
    for _ in ("once", "pressed twice"):
        with store.change("Checked, none: engagement") as session:
            returns.say_none(session, team.id, NOVEMBER, "engagement")
    assert states() == {"nil"}


def test_none_is_taken_back(store: Store, team: TeamName) -> None:
    with store.change("Checked, none: engagement") as session:
        returns.say_none(session, team.id, NOVEMBER, "engagement")
    with store.change("Take back none: engagement") as session:
        returns.take_back_none(session, team.id, NOVEMBER, "engagement")
    with store.read() as session:
        made = returns.draft(session, team, NOVEMBER, AFTER).made
    assert {one.status for one in made.figures if one.section == "engagement"} == {"not_recorded"}


def test_what_differs_is_told_in_the_order_of_the_return(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    send(store, team, out(tmp_path))
    log(store, team)
    with store.read() as session:
        found = [one.key[:3] for one in returns.drift(session, team, NOVEMBER)]
    assert found == sorted(found, key=measures.KEYS.index)
    assert ("patrols", "patrol_time", "beat") in found


def test_every_figure_knows_the_records_behind_it(store: Store, team: TeamName) -> None:
    log(store, team)
    key = ("patrols", "officer_time", "mode", "foot")
    with store.read() as session:
        figures = {one.key: one.value for one in returns.counted(session, team, NOVEMBER)}
        sources = returns.behind(session, team, NOVEMBER, key)
    assert figures[key] == sum(source.amount for source in sources) == 60
    assert [source.table for source in sources] == ["patrols"]
