"""CSV files of any program, and cells from the clipboard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from snt_desk.domain.sheet.grid import Value
from snt_desk.errors import DeskError
from snt_desk.services import sheet_files

SPECTRUM = Path(__file__).parent / "csv_spectrum"


def rows_of(folder: Path, data: bytes) -> tuple[tuple[Value, ...], ...]:
    path = folder / "log.csv"
    path.write_bytes(data)
    (sheet,) = sheet_files.read(path).sheets
    return sheet.rows


def refusal(folder: Path, data: bytes) -> str:
    with pytest.raises(DeskError) as raised:
        rows_of(folder, data)
    assert raised.value.title == "log.csv cannot be read"
    return raised.value.detail


@pytest.mark.parametrize("path", sorted(SPECTRUM.glob("csvs/*.csv")), ids=lambda path: path.stem)
def test_edge_cases_of_csv_are_read_as_their_makers_say(path: Path) -> None:
    right = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
    if path.stem == "location_coordinates":
        # Its own answer names another phone number than its file.
        right = [{**right, "Contact Phone Number": "2095257564"}]
    (sheet,) = sheet_files.read(path).sheets
    heading, *rows = sheet.rows
    names = [str(name) for name in heading]
    said = [
        {name: row[at] or "" if at < len(row) else "" for at, name in enumerate(names)}
        for row in rows
    ]
    # formats.md: a line break inside a cell is LF, whatever the file has.
    wanted = [{name: text.replace("\r\n", "\n") for name, text in row.items()} for row in right]
    assert said == wanted


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    data = "Crew;Note\nMüllerby;“Café” – 5 €\n".encode(encoding)
    assert rows_of(tmp_path, data)[1] == ("Müllerby", "“Café” – 5 €")


def test_utf_16_from_the_other_end_has_a_mark_too(tmp_path: Path) -> None:
    data = b"\xfe\xff" + "Crew\tNote\nŁ\t😀\n".encode("utf-16-be")
    assert rows_of(tmp_path, data)[1] == ("Ł", "😀")


def test_what_says_it_is_utf_8_and_is_not_is_refused(tmp_path: Path) -> None:
    assert "not UTF-8" in refusal(tmp_path, b"\xef\xbb\xbfa,b\n1,\xff\n")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_cells_are_told_apart_whatever_stands_between_them(tmp_path: Path, separator: str) -> None:
    lines = [["Date", "Crew", "Note"], ["22/11/2026", "1432", "all well"]]
    data = "".join(separator.join(line) + "\n" for line in lines).encode()
    assert rows_of(tmp_path, data) == tuple(map(tuple, lines))


@pytest.mark.parametrize(
    ("data", "second"),
    [
        (b"Date,Crew\n22/11/2026,1432;7104\n23/11/2026,6008;5652\n", ("22/11/2026", "1432;7104")),
        (b'Date;Note\n22/11/2026;"Wet, windy, quiet"\n', ("22/11/2026", "Wet, windy, quiet")),
        (b"Potters Bar\nDate,Crew\n22/11/2026,1432\n", ("Date", "Crew")),
        (b"Note\nWet\nSmith, Jane was seen\nQuiet\n", ("Wet",)),
        (b'Date, Note\n22/11/2026, "Wet, windy"\n', ("22/11/2026", "Wet, windy")),
        (b"sep=;\r\nCrew;Note\r\n1432;a,b\r\n", ("1432", "a,b")),
        (b"sep=,\nCrew\n1432\n", ("1432",)),
    ],
    ids=[
        "semicolons in cells",
        "commas in cells",
        "a title above",
        "one column",
        "spaces",
        "sep=;",
        "sep=,",
    ],
)
def test_the_separator_is_that_of_the_table(
    tmp_path: Path, data: bytes, second: tuple[str, ...]
) -> None:
    assert rows_of(tmp_path, data)[1] == second


def test_rows_are_counted_as_a_spreadsheet_program_shows_them(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, b'\r\nDate,Note\r\r\n22/11/2026,"one\r\ntwo\rthree"\n,\nend,x\n\n')
    assert rows == ((), ("Date", "Note"), (), ("22/11/2026", "one\ntwo\nthree"), (), ("end", "x"))


def test_what_looks_empty_is_kept_to_the_letter(tmp_path: Path) -> None:
    odd = "\u202eevil\u202c", "\u200bz\u200d\u0301\u0301", "'=1+1", " a\u00a0"
    assert rows_of(tmp_path, ",".join(odd).encode() + b"\n1,2,3,4") == (odd, ("1", "2", "3", "4"))


def test_a_control_character_stays_for_the_preview_to_name(tmp_path: Path) -> None:
    assert rows_of(tmp_path, b"a,b\n1,x\x00y\n2,\x81\n")[1:] == (("1", "x\0y"), ("2", "\x81"))


def test_half_a_surrogate_is_no_text(tmp_path: Path) -> None:
    assert rows_of(tmp_path, b"\xff\xfea\0,\0\x00\xd8b\0") == (("a", "\ufffdb"),)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'a,b\n1,"never closed\nc,d\n', "Row 2: a quotation mark is opened here and never closed"),
        (b'a,b\n\n1,"x"y\n', "Row 3: something stands after the closing quotation mark"),
        (b'a,b\n1,"' + b"x\n" * 40_000, "Row 2: a cell has more than 32,767 characters"),
        (b"a,b\n1," + b"x" * 32_768, "Row 2: a cell has more than 32,767 characters"),
        (b"a" * 14_000_000, "A line of it has more than"),
        (b"1,2\n" * 200_001, "It has more than 200,000 rows"),
        (b"x" + b"," * 200 + b"y\n", "Something stands in column GS"),
        (b"\n\r\n,,\n", "There is nothing in it"),
        (b"\xef\xbb\xbf", "There is nothing in it"),
    ],
    ids=[
        "open quote",
        "after a quote",
        "open for long",
        "long cell",
        "long line",
        "many rows",
        "many columns",
        "blank",
        "mark alone",
    ],
)
def test_what_would_join_or_lose_cells_is_refused(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    assert refusal(tmp_path, data).startswith(sentence)


def test_the_longest_sheet_there_may_be_is_read(tmp_path: Path) -> None:
    data = b"1,2\n" * 200_000 + b",\n" * 10 + b"\n"
    assert len(rows_of(tmp_path, data)) == 200_000
    longest = b"x" * 32_767 + b"," * 199 + b"y\n"
    assert len(rows_of(tmp_path, longest)[0]) == 200


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\n1\t2\r\n", (("a", "b"), ("1", "2"))),
        ("a\tb", (("a", "b"),)),
        ('a\t"one\ntwo"\tc\n', (("a", "one\ntwo", "c"),)),
        ('"with ""marks"" in it"\tb', (('with "marks" in it', "b"),)),
        ('"Quiet" he said\tb\n"c\td', (('"Quiet" he said', "b"), ('"c', "d"))),
        ('12" ruler\t"word"', (('12" ruler', '"word"'),)),
        ("a\n\n\t\nb\n", (("a",), (), (), ("b",))),
        ("one, two; three", (("one, two; three",),)),
        ("\ud83d\ude00\ud800", (("\U0001f600\ufffd",),)),
        ("\t", ()),
    ],
)
def test_what_a_spreadsheet_program_copies_is_taken_as_it_was(
    text: str, rows: tuple[tuple[str, ...], ...]
) -> None:
    book = sheet_files.pasted(text)
    assert (book.file, [sheet.name for sheet in book.sheets]) == ("Clipboard", ["Clipboard"])
    assert book.sheets[0].rows == rows


def test_a_paste_over_the_limits_gets_a_sentence() -> None:
    with pytest.raises(DeskError, match="row 2, column B has more than 32,767 characters"):
        sheet_files.pasted("a\tb\nc\t" + "x" * 32_768)
    with pytest.raises(DeskError, match="more than 200,000 rows"):
        sheet_files.pasted("a\n" * 200_001)
