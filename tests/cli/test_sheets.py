"""Spreadsheets from the command line: what is written, what is said, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from snt_desk.cli import main
from tests.db.rows import all_rows
from tests.domain.sheets import EXAMPLES

HEAD = "Date,Start,End,Mode,Crew"
ROW = "22/11/2026,0930,1100,foot,5652"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The database of the examples' team, made once."""
    path = tmp_path_factory.mktemp("made") / "desk.db"
    assert main(["--database", str(path), "import", str(EXAMPLES / "context")]) == 0
    return path.read_bytes()


@pytest.fixture
def desk(made: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The database of the examples' team."""
    path = tmp_path / "desk.db"
    path.write_bytes(made)
    capsys.readouterr()
    return path


def run(desk: Path, source: Path, *options: str) -> int:
    return main(["--database", str(desk), "import", str(source), *options])


def sheet(folder: Path, *lines: str) -> Path:
    path = folder / "log.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_sheet_with_a_wrong_row_writes_nothing_and_names_each(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = all_rows(desk)
    assert run(desk, EXAMPLES / "patrols-a.csv") == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "patrols added 34 updated 0 unchanged 0 refused 27"
    assert "patrols-a.csv, row 2, From: “25:10” is not a time." in err
    assert "patrols-a.csv: row 65 left out: total." in err
    assert err.endswith("take the good ones with --partial.\n")
    assert all_rows(desk) == before


def test_the_good_rows_are_taken_and_the_bad_ones_go_to_a_file(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.csv"
    assert run(desk, EXAMPLES / "patrols-a.csv", "--partial", "--problems", str(bad)) == 1
    assert sum(table == "patrols" for table, _ in all_rows(desk)) == 34
    text = bad.read_bytes().decode("utf-8")
    assert text.startswith("DATE,From,End,Transport,")
    assert text.split("\r\n")[0].endswith(",problem")
    capsys.readouterr()
    assert run(desk, EXAMPLES / "patrols-a.csv", "--partial", "--problems", str(bad)) == 1
    assert capsys.readouterr().out.startswith("patrols added 0 updated 0 unchanged 34 refused 27")
    assert run(desk, bad, "--dry-run") == 1
    assert capsys.readouterr().out.startswith("patrols added 0 updated 0 unchanged 1 refused 26")


def test_a_sheet_in_which_all_is_right_ends_well(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(desk, EXAMPLES / "members-b.xlsx", "--team", "HSM-3") == 0
    assert capsys.readouterr().out == (
        "members added 60 updated 0 unchanged 0 refused 0\n"
        "postings added 60 updated 0 unchanged 0 refused 0\n"
    )


def test_a_dry_run_of_a_sheet_writes_nothing(desk: Path, tmp_path: Path) -> None:
    before = all_rows(desk)
    assert run(desk, sheet(tmp_path, HEAD, ROW), "--dry-run") == 0
    assert all_rows(desk) == before


def test_people_are_taken_before_the_patrols_that_name_them(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "team.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, rows in {
        "Log": [HEAD.split(","), ["22/11/2026", "0930", "1100", "foot", "Newcombley"]],
        "Notes": [["Remember", "the keys"]],
        "Team": [
            ["Collar", "Forename", "Surname", "Rank", "Joined"],
            ["1", "Jo", "Newcombley", "PC", "01/01/2026"],
        ],
    }.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    assert run(desk, path) == 0
    out, err = capsys.readouterr()
    assert [line.split(" updated")[0] for line in out.splitlines()] == [
        *("members added 1", "postings added 1"),
        *("patrols added 1", "legs added 1", "outcomes added 0"),
    ]
    assert "team.xlsx, Notes: no table was recognised; the sheet is left out." in err


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("Fruit,Price", "Apple,3"), "No table was recognised in log.csv"),
        ((f"{HEAD},Notes,Comments", f"{ROW},a,b"), "“Notes” and “Comments” could each be Note."),
        (("Date,Start,End,Crew", "22/11/2026,0930,1100,5652"), "No column is How."),
    ],
)
def test_what_only_somebody_could_decide_is_refused_with_what_to_change(
    desk: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    lines: tuple[str, ...],
    said: str,
) -> None:
    assert run(desk, sheet(tmp_path, *lines)) == 1
    out, err = capsys.readouterr()
    assert said in err
    assert not out


def test_a_column_that_is_left_out_is_named(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(desk, sheet(tmp_path, f"{HEAD},Day,Weather", f"{ROW},Sun,wet")) == 0
    assert capsys.readouterr().err.splitlines() == [
        "log.csv: “Day” is left out: Date is “Date”.",
        "log.csv: “Weather” is left out: it is no column that can be taken.",
    ]


def test_a_team_that_there_is_not_is_named_with_those_there_are(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(desk, sheet(tmp_path, HEAD, ROW), "--team", "ABC-1") == 1
    assert "The teams are: HSM-3." in capsys.readouterr().err


def test_a_sheet_makes_no_database_without_a_team(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "new.db", sheet(tmp_path, HEAD, ROW)) == 1
    assert "Which team?" in capsys.readouterr().err
    assert not (tmp_path / "new.db").exists()


def test_a_file_that_is_not_ours_is_not_replaced_by_the_bad_rows(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("mine", encoding="utf-8")
    before = all_rows(desk)
    source = sheet(tmp_path, HEAD, ROW, ROW.replace("0930", "late"))
    assert run(desk, source, "--partial", "--problems", str(other)) == 1
    assert "There is another file of that name" in capsys.readouterr().err
    assert other.read_text(encoding="utf-8") == "mine"
    assert all_rows(desk) == before


def test_a_team_with_a_package_is_wrong_usage(desk: Path) -> None:
    with pytest.raises(SystemExit) as end:
        run(desk, EXAMPLES / "context", "--team", "HSM-3")
    assert end.value.code == 2


def test_a_file_of_any_other_name_is_read_as_a_spreadsheet(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "log.html"
    page.write_text("<html><table></table></html>")
    assert run(desk, page, "--team", "HSM-3") == 1
    assert "log.html cannot be read" in capsys.readouterr().err
