"""Filters are kept under a name, one each, and every step can be undone."""

from __future__ import annotations

import pytest

from snt_desk.db.models import Setting
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from snt_desk.services import saved_filters
from snt_desk.services.saved_filters import Saved
from snt_desk.services.team import TeamName

NIGHTS = Saved("Nights", {"month": "this", "mode": "foot"})


def save(store: Store, team: TeamName, saved: Saved = NIGHTS) -> None:
    with store.change(f"Save filter {saved.name}") as session:
        saved_filters.save(session, team.id, saved)


def every(store: Store, team: TeamName) -> list[Saved]:
    with store.read() as session:
        return saved_filters.every(session, team.id)


def test_filters_stand_by_name_and_one_of_the_same_name_is_replaced(
    store: Store, team: TeamName
) -> None:
    save(store, team)
    save(store, team, Saved("about town", {"place": "B1"}))
    save(store, team, Saved("  NIGHTS ", {"mode": "vehicle"}))
    expected = [Saved("about town", {"place": "B1"}), Saved("NIGHTS", {"mode": "vehicle"})]
    assert every(store, team) == expected
    store.undo()
    assert NIGHTS in every(store, team)


def test_a_filter_gets_another_name_or_goes(store: Store, team: TeamName) -> None:
    save(store, team)
    save(store, team, Saved("Days", {}))
    with store.change("Rename filter Nights") as session:
        saved_filters.rename(session, team.id, "Nights", "Late")
        with pytest.raises(DeskError, match="There is a filter days already"):
            saved_filters.rename(session, team.id, "Late", "days")
    assert [one.name for one in every(store, team)] == ["Days", "Late"]
    with store.change("Delete filter Late") as session:
        saved_filters.delete(session, team.id, "Late")
        with pytest.raises(DeskError, match="no longer there"):
            saved_filters.delete(session, team.id, "Late")
    assert [one.name for one in every(store, team)] == ["Days"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 41])
def test_a_name_has_letters_and_not_too_many(store: Store, team: TeamName, name: str) -> None:
    with pytest.raises(DeskError):
        save(store, team, Saved(name, {}))


@pytest.mark.parametrize("value", ["", "{", "[1]", '[{"name": 1, "words": {}}]', '{"a": 1}'])
def test_what_cannot_be_read_is_passed_over(store: Store, team: TeamName, value: str) -> None:
    with store.change("Break it") as session:
        session.add(Setting(key=f"patrols.filters.{team.id}", value=value))
    assert every(store, team) == []
    save(store, team)
    assert every(store, team) == [NIGHTS]


def test_there_are_not_more_than_one_list_holds(
    store: Store, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_filters, "MOST", 1)
    save(store, team)
    save(store, team)
    with pytest.raises(DeskError, match="too many"):
        save(store, team, Saved("Days", {}))
