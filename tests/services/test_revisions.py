"""What was sent is kept figure by figure, and its files can be written again."""

from __future__ import annotations

from pathlib import Path

import pytest

from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.errors import DeskError
from snt_desk.services import commentary, patrols, returns, revisions
from snt_desk.services.returns import Drift
from snt_desk.services.revisions import Revision
from snt_desk.services.team import TeamName

NOVEMBER = Month(2026, 11)
AFTER = london(2026, 12, 2, 9)
LEG = LegDraft("foot", london(2026, 11, 22, 9), london(2026, 11, 22, 10), "B1", ("1432",))
FOOT = ("patrols", "patrol_time", "mode", "foot")


def folder(tmp_path: Path, name: str) -> Path:
    made = tmp_path / name
    made.mkdir(exist_ok=True)
    return made


def log(store: Store, team: TeamName) -> None:
    with store.change("Log foot patrol, Peartree") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(LEG,)))


def send(store: Store, team: TeamName, to: Path, *, minute: int = 0) -> None:
    with store.read() as session:
        draft = returns.draft(session, team, NOVEMBER, AFTER.replace(minute=minute))
    returns.send(store, draft, to, "the Local Policing Command")


def history(store: Store, team: TeamName) -> tuple[Revision, ...]:
    with store.read() as session:
        return revisions.history(session, team, NOVEMBER)


def contents(where: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in where.iterdir()}


def test_each_revision_says_when_and_by_whom_it_was_sent(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    send(store, team, folder(tmp_path, "out"))
    [one] = history(store, team)
    assert (one.number, one.made.as_at, one.by) == (1, AFTER, store.actor.collar)


def test_the_same_bytes_are_written_again_though_the_records_have_changed(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    with store.change("Write risks") as session:
        commentary.write(session, team.id, NOVEMBER, {("risk", ""): "=Two leave."})
    log(store, team)
    send(store, team, folder(tmp_path, "out"))
    log(store, team)
    [one] = history(store, team)
    revisions.save_again(store, one.made, folder(tmp_path, "again"), "own copy")
    assert contents(tmp_path / "again") == contents(tmp_path / "out")
    assert len(contents(tmp_path / "again")) == 3


def test_a_folder_that_is_not_there_is_said(store: Store, team: TeamName, tmp_path: Path) -> None:
    send(store, team, folder(tmp_path, "out"))
    [one] = history(store, team)
    with pytest.raises(DeskError, match="cannot be written"):
        revisions.save_again(store, one.made, tmp_path / "not there", "own copy")


def test_what_changed_between_two_revisions_is_told_figure_by_figure(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    send(store, team, folder(tmp_path, "out"))
    log(store, team)
    send(store, team, folder(tmp_path, "out"), minute=1)
    second, first = history(store, team)
    found = revisions.differences(first.made, second.made)
    assert Drift(FOOT, 0, 60) in found
    assert all(one.sent != one.now for one in found)
