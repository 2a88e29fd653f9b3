from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from snt_desk.domain.package import TABLES, Row, by_name, read, write
from snt_desk.domain.package.source import FILES
from snt_desk.domain.package.writing import in_order, write_table
from snt_desk.errors import DeskError
from tests.domain.package.made import GOLDEN, folder, good, reading

SORTED_IN_TINY = [table for table in TABLES if table.name != "outcomes"]
"""The example has the outcome of an event after those of patrols, not at its ref."""


def rows(tmp_path: Path) -> dict[str, list[Row]]:
    return reading(good(), tmp_path).rows


def written(table: str, *some: Row) -> str:
    stream = io.BytesIO()
    write_table(stream, by_name(table), some)
    return stream.getvalue().decode()


def refusal(destination: Path, some: dict[str, list[Row]]) -> str:
    with pytest.raises(DeskError) as caught:
        write(destination, some)
    return str(caught.value)


def contents(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        return {file.name: file.read_bytes() for file in path.iterdir()}
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def cells(data: bytes) -> list[list[str]]:
    return sorted(csv.reader(io.StringIO(data.decode(), newline="")))


# --- Bytes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("table", SORTED_IN_TINY, ids=lambda table: table.name)
def test_the_tiny_example_is_written_with_the_same_bytes(tmp_path: Path, table: Any) -> None:
    example = GOLDEN / "tiny" / "package"
    write(tmp_path / "out", read(example).rows)
    assert (tmp_path / "out" / table.file).read_bytes() == (example / table.file).read_bytes()


def test_the_tiny_examples_outcomes_are_written_by_the_ref_of_patrol_or_event(
    tmp_path: Path,
) -> None:
    write(tmp_path / "out", read(GOLDEN / "tiny" / "package").rows)
    assert (tmp_path / "out" / "outcomes.csv").read_text(encoding="utf-8").split() == [
        *("patrol,event,kind,count", ",E1,crime_prevention_advice,7"),
        *("P0,,intelligence,1", "P1,,arrest,1", "P1,,stop_search,2"),
    ]


@pytest.mark.parametrize("name", ["year/package", "county.zip"])
def test_the_other_examples_are_written_with_the_same_lines(tmp_path: Path, name: str) -> None:
    example = contents(GOLDEN / name)
    found = read(GOLDEN / name)
    write(tmp_path / "out", found.rows)
    for table in TABLES:
        ours = (tmp_path / "out" / table.file).read_bytes()
        if found.broken[table.name]:
            assert len(cells(ours)) == len(cells(example[table.file])) - 1
        else:
            assert cells(ours) == cells(example[table.file])
            assert len(ours) == len(example[table.file]), "quotes only where needed"


def test_a_file_has_crlf_no_bom_and_quotes_only_where_needed() -> None:
    team = ("WHA-1", 'North, "old" part', "Welwyn; Hatfield", None, "=x", 4)
    assert written("teams", team) == (
        "code,name,district,force,police_uk_id,cycle_months\r\n"
        'WHA-1,"North, ""old"" part",Welwyn; Hatfield,,\'=x,4\r\n'
    )


def test_a_table_without_rows_has_its_heading() -> None:
    assert written("posts") == "ref,message,channel,posted,reach\r\n"


def test_instants_are_londons_with_their_offset() -> None:
    start, end = (
        datetime(2026, 10, 25, 0, 55, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 10, tzinfo=UTC),
    )
    assert written("visits", ("P2", 1, "H1", start, end)).splitlines()[1] == (
        "P2,1,H1,2026-10-25T01:55+01:00,2026-10-25T01:10+00:00"
    )


def test_every_kind_of_value_has_its_cell() -> None:
    member = ("202", "Ewan", "O'Sheaburn", False, None, None)
    assert written("members", member).splitlines()[1] == "202,Ewan,O'Sheaburn,no,,"
    leg = ("P1", 2, "foot", None, datetime(2026, 7, 1, 11, tzinfo=UTC), None, ("303", "202"), ())
    assert written("legs", leg).splitlines()[1] == "P1,2,foot,,2026-07-01T12:00+01:00,,303;202,"


def test_the_same_rows_give_the_same_bytes_in_whatever_order_they_come(tmp_path: Path) -> None:
    found = rows(tmp_path)
    turned = {name: some if name == "codes" else some[::-1] for name, some in found.items()}
    for name in ("out", "out.zip"):
        write(tmp_path / name, found)
        first = contents(tmp_path / name)
        write(tmp_path / name, turned)
        assert contents(tmp_path / name) == first
    again = tmp_path / "again.zip"
    write(again, found)
    assert again.read_bytes() == (tmp_path / "out.zip").read_bytes()


def test_a_zip_has_its_files_in_order_and_an_old_date(tmp_path: Path) -> None:
    write(tmp_path / "out.zip", rows(tmp_path))
    with zipfile.ZipFile(tmp_path / "out.zip") as packed:
        entries = packed.infolist()
    assert tuple(entry.filename for entry in entries) == FILES
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr) for entry in entries} == {(3, 0o644 << 16)}


def test_a_folder_and_a_zip_hold_the_same_files(tmp_path: Path) -> None:
    found = rows(tmp_path)
    write(tmp_path / "out", found)
    write(tmp_path / "out.ZIP", found)
    assert contents(tmp_path / "out") == contents(tmp_path / "out.ZIP")


# --- Order ----------------------------------------------------------------------------------


def test_texts_are_sorted_by_code_point_and_numbers_as_numbers() -> None:
    legs = [("P2", 1), ("P10", 10), ("P10", 9), ("p1", 1)]
    made = [(*key, *(None,) * 6) for key in legs]
    assert [row[:2] for row in in_order(by_name("legs"), made)] == [
        *(("P10", 9), ("P10", 10), ("P2", 1), ("p1", 1)),
    ]


def test_visits_are_sorted_by_the_text_of_their_start() -> None:
    twice = [
        datetime(2026, 10, 25, hour, minute, tzinfo=UTC) for hour, minute in ((0, 55), (1, 10))
    ]
    made = [("P1", 1, "H1", start, None) for start in twice]
    assert [row[3] for row in in_order(by_name("visits"), made)] == twice[::-1]


def test_outcomes_are_sorted_by_patrol_or_event_and_kind() -> None:
    made: list[Row] = [
        *((None, "P1", "arrest", 1), ("P1", None, "arrest", 2), ("P1", None, "abc", 3)),
        (None, "E1", "arrest", 4),
    ]
    assert [row[3] for row in in_order(by_name("outcomes"), made)] == [4, 3, 2, 1]


def test_codes_keep_their_order_in_lists_in_theirs_with_own_ones_last() -> None:
    made: list[Row] = [
        (name, code, "label", None, None, ())
        for name, code in (
            *(("wards", "w"), ("mode", "z"), ("areas", "b"), ("role", "y")),
            *(("mode", "a"), ("areas", "a")),
        )
    ]
    assert [row[:2] for row in in_order(by_name("codes"), made)] == [
        *(("role", "y"), ("mode", "z"), ("mode", "a")),
        *(("areas", "b"), ("areas", "a"), ("wards", "w")),
    ]


# --- Where it goes --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_an_older_package_is_replaced_whole(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, rows(tmp_path))
    write(tmp_path / name, {})
    assert not any(read(tmp_path / name).rows.values())
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", {})
    assert len(list((tmp_path / "out").iterdir())) == len(FILES)


def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path: Path) -> None:
    there = folder(good(), tmp_path / "out")
    (there / "letter.txt").write_text("Dear all", encoding="utf-8")
    before = contents(there)
    assert refusal(there, {}) == (
        "out is not written: What is there is no data package: letter.txt is none of the files of"
        " a data package. Take it out. Choose another name."
    )
    assert contents(there) == before


def test_a_file_that_is_no_package_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out.zip").write_bytes(b"holiday pictures")
    assert "What is there is no data package" in refusal(tmp_path / "out.zip", {})
    assert (tmp_path / "out.zip").read_bytes() == b"holiday pictures"


def test_a_file_is_no_folder_and_a_folder_no_zip(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    (tmp_path / "out.zip").mkdir()
    assert "is not a folder." in refusal(tmp_path / "out", {})
    assert "is not a file." in refusal(tmp_path / "out.zip", {})


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert refusal(tmp_path / "lost" / "out", {}) == (
        f"out is not written: There is no folder {tmp_path / 'lost'}."
        " Make it, or choose another place."
    )


def broken_rows() -> Iterator[Row]:
    yield ("Z1", "W1", "facebook", datetime(2026, 10, 1, tzinfo=UTC), None)
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_where_the_disk_fails_half_way_the_old_package_stays_and_nothing_else(
    tmp_path: Path, name: str
) -> None:
    write(tmp_path / name, rows(tmp_path))
    before = contents(tmp_path / name)
    there = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(DeskError) as caught:
        write(tmp_path / name, {"posts": broken_rows()})
    assert str(caught.value) == (
        f"{name} is not written: No space left on device. Nothing was changed."
    )
    assert contents(tmp_path / name) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == there


def test_a_new_folder_cannot_take_the_place_of_the_old_one_and_that_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "out", rows(tmp_path))
    before = contents(tmp_path / "out")
    rename = os.rename

    def refuse(source: Path, target: Path) -> None:
        if str(source).endswith(".part"):
            raise PermissionError(13, "Permission denied")
        rename(source, target)

    monkeypatch.setattr(os, "rename", refuse)
    assert "Permission denied. Nothing was changed." in refusal(tmp_path / "out", {})
    assert contents(tmp_path / "out") == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


# --- Round trip -----------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t=+-@'\""))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_any_text_comes_back_as_it_was(tmp_path: Path, pairs: list[tuple[str, str]]) -> None:
    teams: list[Row] = [
        (f"T{number}", "North", "Broxbourne", force or None, uk_id or None, None)
        for number, (force, uk_id) in enumerate(pairs)
    ]
    write(tmp_path / "out.zip", {"teams": teams})
    first = (tmp_path / "out.zip").read_bytes()
    found = read(tmp_path / "out.zip")
    assert not found.problems
    assert found.rows["teams"] == teams
    write(tmp_path / "out.zip", found.rows)
    assert (tmp_path / "out.zip").read_bytes() == first


def test_no_cell_of_free_text_begins_like_a_formula(tmp_path: Path) -> None:
    starts = ["=", "+", "-", "@", "\t", "\n", " =", "\uff1d", "'="]
    teams: list[Row] = [
        (f"T{number}", f"{start}1+1", "D", None, None, None) for number, start in enumerate(starts)
    ]
    write(tmp_path / "out", {"teams": teams})
    with (tmp_path / "out" / "teams.csv").open(encoding="utf-8", newline="") as file:
        next(file)
        assert all(row[1].startswith("'") for row in csv.reader(file))
    assert read(tmp_path / "out").rows["teams"] == teams


def test_a_line_break_of_any_kind_is_written_as_lf_and_read_back_so(tmp_path: Path) -> None:
    write(tmp_path / "out", {"teams": [("T1", "a\r\nb\rc\nd", "D", None, None, None)]})
    assert read(tmp_path / "out").rows["teams"][0][1] == "a\nb\nc\nd"


def test_a_name_that_is_too_long_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for name in ("a" * 300, "a" * 250 + ".zip"):
        assert refusal(tmp_path / name, {}).startswith(f"{name} is not written: ")
    assert not list(tmp_path.iterdir())
