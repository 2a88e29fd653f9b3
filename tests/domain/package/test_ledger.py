from __future__ import annotations

from pathlib import Path

from snt_desk.domain.package import Standing
from snt_desk.domain.package.ledger import Ledger
from tests.domain.package.made import added, changed, good, reading, standing


def ledger(tmp_path: Path) -> Ledger:
    return Ledger(reading(good(), tmp_path), Standing())


def test_a_refused_row_is_no_longer_alive_and_its_key_is_lost(tmp_path: Path) -> None:
    book = ledger(tmp_path)
    book.refuse("teams", 0, "code", "It is gone.")
    assert [row[0] for row in book.alive("teams").rows] == ["BRX-1"]
    assert list(book.alive("teams").places) == [1]
    assert len(book.readable("teams").rows) == 2
    assert book.lost("teams") == {("WHA-1",): 2}
    assert [(line, row[0]) for line, row in book.fallen("teams")] == [(2, "WHA-1")]


def test_a_row_refused_twice_counts_once_and_says_each_thing_once(tmp_path: Path) -> None:
    book = ledger(tmp_path)
    book.refuse("teams", 0, "name", "Too long.")
    book.refuse("teams", 0, "code", "It is gone.")
    book.refuse("teams", 0, "code", "It is gone.")
    assert book.refused == 1
    assert [(one.column, one.value, one.problem) for one in book.problems()] == [
        ("code", "WHA-1", "It is gone."),
        ("name", "Welwyn Hatfield North", "Too long."),
    ]


def test_a_key_that_another_good_row_has_is_not_lost(tmp_path: Path) -> None:
    tables = good()
    found = reading(added(tables, "teams", tables["teams"][0]), tmp_path)
    book = Ledger(found, Standing())
    book.refuse("teams", 2, "code", "Twice.")
    assert book.lost("teams") == {}


def test_a_row_that_could_not_be_read_is_lost_by_what_could(tmp_path: Path) -> None:
    found = reading(changed(good(), "teams", 0, {"name": ""}), tmp_path)
    assert Ledger(found, Standing()).lost("teams") == {("WHA-1",): 2}


def test_what_would_stand_is_the_database_with_the_good_rows_over_it(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    tables = changed(good(), "teams", 0, {"name": "Hatfield"})
    tables = changed(tables, "teams", 1, {"name": "Cheshunt"})
    book = Ledger(reading(tables, tmp_path), there)
    book.refuse("teams", 1, "name", "Not so.")
    assert {key[0]: row[1] for key, row in book.merged("teams").items()} == {
        "WHA-1": "Hatfield",
        "BRX-1": "Cheshunt East",
    }
