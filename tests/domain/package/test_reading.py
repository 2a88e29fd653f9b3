from __future__ import annotations

import contextlib
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from snt_desk.domain.package import TABLES, Problem, Reading, read, read_table
from snt_desk.domain.package.schema import description
from snt_desk.domain.package.source import MOST_ROWS
from snt_desk.errors import DeskError
from tests.domain.package.made import GOLDEN, SEEDS, folder, good, reading

TEAMS = "code,name,district,force,police_uk_id,cycle_months"
OUTCOMES = "patrol,event,kind,count"


def package(where: Path, file: str, content: str | bytes) -> Path:
    """A package with that one table."""
    where.mkdir(exist_ok=True)
    (where / "datapackage.json").write_bytes(description())
    (where / file).write_bytes(content.encode() if isinstance(content, str) else content)
    return where


def outcomes(where: Path, *lines: str) -> Reading:
    return read(package(where, "outcomes.csv", "\r\n".join([OUTCOMES, *lines, ""])))


def refusal(path: Path) -> str:
    with pytest.raises(DeskError) as caught:
        read(path)
    return str(caught.value)


# --- The examples ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tiny/package", "county.zip"])
def test_an_example_is_read_without_a_problem(name: str) -> None:
    found = read(GOLDEN / name)
    assert not found.problems
    assert all(found.rows[table.name] for table in TABLES)
    assert [len(found.lines[table.name]) for table in TABLES] == [
        len(found.rows[table.name]) for table in TABLES
    ]


def test_the_longest_note_of_the_year_is_read_whole() -> None:
    reading = read(GOLDEN / "year" / "package")
    assert reading.problems == []
    assert max(len(row[6] or "") for row in reading.rows["patrols"]) == 35_220


def test_a_row_of_the_tiny_example_is_a_tuple_of_values() -> None:
    found = read(GOLDEN / "tiny" / "package")
    assert found.rows["legs"][3] == (
        *("P3", 1, "foot", "B1"),
        datetime(2026, 10, 7, 9, 0, tzinfo=UTC),
        datetime(2026, 10, 7, 9, 30, tzinfo=UTC),
        *(("6404",), ()),
    )
    assert found.rows["patrols"][4] == (
        *("P4", "WHA-1", "other", None, None, False, "=plain clothes"),
    )
    assert found.lines["patrols"] == [2, 3, 4, 5, 6, 7, 8]


# --- Headings -------------------------------------------------------------------------------


def test_an_unknown_column_is_refused_by_name(tmp_path: Path) -> None:
    path = package(tmp_path, "outcomes.csv", "patrol,event,kind,count,suspect\r\n")
    assert refusal(path) == (
        "outcomes.csv cannot be read: The column “suspect” is none of patrol, event, kind, count."
    )


def test_a_missing_column_is_refused_by_name(tmp_path: Path) -> None:
    path = package(tmp_path, "outcomes.csv", "patrol,kind,count\r\nP1,arrest,1\r\n")
    assert refusal(path) == (
        "outcomes.csv cannot be read: The column event is missing."
        " The first row is patrol,event,kind,count."
    )


def test_a_column_twice_is_refused_by_name(tmp_path: Path) -> None:
    path = package(tmp_path, "outcomes.csv", "patrol,event,kind,count,kind\r\n")
    assert refusal(path) == (
        "outcomes.csv cannot be read: The column kind is in it twice. Take one out."
    )


@pytest.mark.parametrize("content", [b"", b"\r\n", b"\xef\xbb\xbf"])
def test_a_file_without_a_heading_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "outcomes.csv cannot be read" in refusal(package(tmp_path, "outcomes.csv", content))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_in_utf_16_is_told_to_be_utf_8(tmp_path: Path, encoding: str) -> None:
    content = f"{OUTCOMES}\r\nP1,,arrest,1\r\n".encode(encoding)
    assert refusal(package(tmp_path, "outcomes.csv", content)) == (
        "outcomes.csv cannot be read: Its heading is no text in UTF-8. Save it as CSV UTF-8."
    )


def test_columns_in_another_order_are_found_by_their_names(tmp_path: Path) -> None:
    content = "count,kind,event,patrol\r\n2,arrest,,P1\r\nx,arrest,,P2\r\n"
    found = read(package(tmp_path, "outcomes.csv", content))
    assert found.rows["outcomes"] == [("P1", None, "arrest", 2)]
    assert [(one.row, one.column, one.value) for one in found.problems] == [(3, "count", "x")]


# --- Rows -----------------------------------------------------------------------------------


def test_every_cell_that_cannot_be_taken_is_named(tmp_path: Path) -> None:
    found = outcomes(tmp_path, "P1,,arrest,1", "P 2,,,none")
    assert found.rows["outcomes"] == [("P1", None, "arrest", 1)]
    assert found.problems == [
        Problem(
            *("outcomes.csv", 3, "patrol", "P 2"),
            "“P 2” cannot stand in patrol. Use 1 to 40 letters (A to Z), digits, points,"
            " underscores and hyphens, first a letter or digit.",
        ),
        Problem("outcomes.csv", 3, "kind", "", "There is nothing in kind. It must have a value."),
        Problem(
            *("outcomes.csv", 3, "count", "none"),
            "“none” is not a whole number. Write it in digits, as 12.",
        ),
    ]
    assert found.broken["outcomes"] == [(3, (None, None, None, None))]


def test_what_can_be_read_of_a_broken_row_is_kept_for_what_depends_on_it(tmp_path: Path) -> None:
    assert outcomes(tmp_path, "P1,,arrest,x").broken["outcomes"] == [
        (2, ("P1", None, "arrest", None))
    ]


@pytest.mark.parametrize(("line", "count"), [("P1,,arrest", 3), ("P1,,arrest,1,", 5)])
def test_a_row_of_another_width_is_refused(tmp_path: Path, line: str, count: int) -> None:
    found = outcomes(tmp_path, line, "P2,,arrest,1")
    assert found.problems == [
        Problem(
            *("outcomes.csv", 2, "", line),
            f"This row has {count} cells; outcomes.csv has 4 columns.",
        )
    ]
    assert found.broken["outcomes"][0][1][0] == "P1"
    assert len(found.rows["outcomes"]) == 1


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    content = f'{TEAMS}\n\nWHA-1,"North\nand east",Welwyn Hatfield,,,\n,,,,,\n\nBRX-1,East,,,,x\n'
    found = read(package(tmp_path, "teams.csv", content))
    assert found.lines["teams"] == [3]
    assert found.rows["teams"] == [("WHA-1", "North\nand east", "Welwyn Hatfield", *(None,) * 3)]
    assert {problem.row for problem in found.problems} == {6}


def test_a_row_with_wrong_quotation_marks_is_refused_alone(tmp_path: Path) -> None:
    found = outcomes(tmp_path, '"P1"x,,arrest,1', "P2,,arrest,1")
    assert [(one.row, one.column) for one in found.problems] == [(2, "")]
    assert "quotation mark" in found.problems[0].problem
    assert found.rows["outcomes"] == [("P2", None, "arrest", 1)]


def test_a_quotation_mark_that_is_never_closed_names_file_row_and_column(tmp_path: Path) -> None:
    path = package(tmp_path, "outcomes.csv", f'{OUTCOMES}\r\nP1,,"arrest,1\r\nP2,,arrest,1\r\n')
    assert refusal(path) == (
        "outcomes.csv cannot be read: Row 2, kind: A quotation mark is opened here and never"
        " closed. Close it, or double it if it is part of the text."
    )


def test_a_control_character_is_refused_by_row_and_column(tmp_path: Path) -> None:
    content = f"{TEAMS}\nWHA-1,No\0rth,Welwyn Hatfield,,,\n"
    found = read(package(tmp_path, "teams.csv", content))
    assert found.problems == [
        Problem(
            *("teams.csv", 2, "name", "No\ufffdrth"),
            "name holds a control character (U+0000, character 3 of the cell). Take it out.",
        )
    ]


def test_a_row_that_is_not_utf_8_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    content = TEAMS.encode() + b"\nWHA-1,Caf\xe9,WH,,,\nBRX-1,East,Broxbourne,,,\n"
    found = read(package(tmp_path, "teams.csv", content))
    assert [row[0] for row in found.rows["teams"]] == ["BRX-1"]
    assert found.problems == [
        Problem(
            *("teams.csv", 2, "name", "Caf\ufffd"),
            "name holds bytes that are not UTF-8. Save the file as CSV UTF-8.",
        )
    ]


def test_a_cell_of_one_character_too_many_is_refused_by_row_and_column(tmp_path: Path) -> None:
    content = f"{TEAMS}\nWHA-1,{'a' * 65_536},WH,,,\nBRX-1,{'a' * 65_535},WH,,,\n"
    found = read(package(tmp_path, "teams.csv", content))
    assert [row[0] for row in found.rows["teams"]] == ["BRX-1"]
    assert [(one.row, one.column, one.problem) for one in found.problems] == [
        (2, "name", "name has 65,536 characters. A cell has 65,535 at most.")
    ]


def test_a_missing_file_means_no_rows(tmp_path: Path) -> None:
    path = folder(good(), tmp_path / "package")
    (path / "visits.csv").unlink()
    found = read(path)
    assert found.rows["visits"] == []
    assert not found.problems


def test_more_rows_than_a_package_may_have_are_refused_by_file(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("datapackage.json", description())
        made.writestr("codes.csv", "list,code,label,valid_from,valid_to,flags\n" + "\n" * MOST_ROWS)
        made.writestr("teams.csv", f"{TEAMS}\nWHA-1,North,WH,,,\n")
    assert refusal(path).startswith(
        "codes.csv has too many rows: It takes the package over 5,000,000 rows."
    )


def test_one_table_of_ours_is_read_by_itself() -> None:
    rows = read_table(SEEDS, "codes")
    assert rows[0] == ("role", "sergeant", "Sergeant", None, None, ())
    assert len(rows) == 201


def test_one_table_of_ours_with_a_fault_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("list,code,label,valid_from,valid_to,flags\nmode,foot,,,,\n", encoding="utf-8")
    with pytest.raises(DeskError, match="Row 2: There is nothing in label"):
        read_table(path, "codes")


# --- At random ------------------------------------------------------------------------------


def test_the_good_package_reads_without_a_problem(tmp_path: Path) -> None:
    assert not reading(good(), tmp_path).problems


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=120)
    | st.text(alphabet="P1,\"\r\n;='#é\0\u2028 0123-:T", max_size=120).map(str.encode)
)
def test_hostile_bytes_are_rows_problems_or_one_sentence(tmp_path: Path, content: bytes) -> None:
    whole = f"{OUTCOMES}\r\nP1,,arrest,1\r\n".encode() + content
    for data in (whole, content):
        with contextlib.suppress(DeskError):
            found = read(package(tmp_path, "outcomes.csv", data))
            seen = found.lines["outcomes"] + [row for row, _ in found.broken["outcomes"]]
            assert len(seen) == len(set(seen))
            assert {problem.row for problem in found.problems} == {
                row for row, _ in found.broken["outcomes"]
            }
            for problem in found.problems:
                assert (problem.value + problem.problem).encode()
