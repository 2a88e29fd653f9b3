"""What the reading process says, and what is done with what it may not say."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from snt_desk.services import sheet_files_wire as wire

CELLS: list[wire.Value] = [
    "PC 1432",
    '\0\x07\u2028\ud7ff\U0001f600\\r\\n"',
    '{"d":"2026-11-22"}',
    0,
    -1,
    2**53,
    0.1,
    1e300,
    True,
    False,
    None,
    date(2026, 11, 22),
    datetime(2026, 11, 22, 22, 15, 30),
    time(22, 15),
    timedelta(days=1, hours=9, minutes=30),
    -timedelta(minutes=1),
    "end",
]


def test_every_cell_arrives_as_it_was_said() -> None:
    (line,) = wire.rows_said([CELLS])
    assert line.count(b"\n") == 1
    (row,) = wire.rows_heard(*wire.heard(line)[1:])
    assert list(row) == CELLS
    assert list(map(type, row)) == list(map(type, CELLS))


def test_whole_numbers_come_without_a_point_and_times_on_the_second() -> None:
    moments: list[wire.Value] = [
        90.0,
        time(22, 14, 59, 999_990),
        datetime(2026, 11, 22, 23, 59, 59, 999_990),
        timedelta(seconds=59, microseconds=999_990),
        float("nan"),
    ]
    (line,) = wire.rows_said([moments])
    ((whole, *later),) = wire.rows_heard(*wire.heard(line)[1:])
    assert (whole, type(whole)) == (90, int)
    assert later == [
        time(22, 15),
        datetime(2026, 11, 23),
        timedelta(minutes=1),
        "NaN",
    ]


def test_blank_rows_are_counted_and_those_at_the_end_left_out() -> None:
    lines = wire.rows_said([["a"], *[["", None]] * 1_700, ["b", ""], *[[""]] * 300_000])
    assert [tuple(wire.heard(line)[:2]) for line in lines] == [
        ("rows", 500),
        ("blank", 1_000),
        ("rows", 500),
    ]


@pytest.mark.parametrize(
    "column",
    [
        ["a", "", "b"],
        ["\x7f", "", "b\x7f"],
        ["", "x", None],
        [date(2026, 11, 22), date(1900, 1, 1), date(9999, 12, 31)],
        [time(0), time(23, 59, 59), time(22, 15)],
        [date(2026, 11, 22), "", time(22, 15)],
        [1.5, 2, True],
    ],
    ids=repr,
)
def test_a_column_arrives_as_it_was_said(column: list[wire.Value]) -> None:
    (line,) = wire.rows_said([["x", cell, "y"] for cell in column])
    rows = wire.rows_heard(*wire.heard(line)[1:])
    assert rows == [("x", None if cell == "" else cell, "y") for cell in column]


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (199, "GR"), (16_383, "XFD")]
)
def test_columns_are_named_as_a_spreadsheet_program_names_them(column: int, letters: str) -> None:
    assert wire.column_letters(column) == letters


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"SNT Desk 0.1.0\n",
        b"\xff\n",
        b"[]\n",
        b"7\n",
        b"[" * 100_000,
        b'["rows",1,[["c",[' + b"9" * 5_000 + b"]]]]",
        b'["c",{"d":"2026-13-01"}]',
        b'["c",{"d":7}]',
        b'["c",{"d":[]}]',
        b'["c",{"q":1}]',
        b'["c",{}]',
        b'["c",{"t":86400}]',
        b'["c",{"s":1e400}]',
        b'["c",{"s":1000000000000000}]',
    ],
)
def test_what_is_no_message_is_not_understood(line: bytes) -> None:
    with pytest.raises(wire.Unintelligible):
        wire.heard(line)


@pytest.mark.parametrize(
    ("size", "columns"),
    [
        (1, 7),
        (1, [7]),
        (1, None),
        (1, []),
        (1, [["c", [[1]]]]),
        (1, [["q", [1]]]),
        (1, [["d", ["x"]]]),
        (1, [["d", [0]]]),
        (1, [["t", [-1]]]),
        (2, [["c", [1]]]),
        (2, ["a\x7fb", "a"]),
        ("1", ["a"]),
        (1, ["a"] * 201),
    ],
)
def test_what_are_no_rows_is_not_understood(size: object, columns: object) -> None:
    with pytest.raises(wire.Unintelligible):
        wire.rows_heard(size, columns)
