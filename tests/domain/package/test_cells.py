from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain.clock import ClockError
from snt_desk.domain.package.cells import (
    MOST_CELL,
    CellError,
    fault,
    guarded,
    reader,
    sentence_for,
    shown,
    text_of,
    without_guard,
    writer,
)
from snt_desk.domain.package.tables import Column, Kind

TEXT = Column("note", Kind.TEXT)
TITLE = Column("title", Kind.TEXT, required=True)
REF = Column("ref", Kind.REF, required=True)
PLACE = Column("place", Kind.REF, refers="places")
CREW = Column("officers", Kind.REF, many=True, refers="members")
COUNT = Column("count", Kind.NUMBER, required=True, least=1)
PERCENT = Column("fte_percent", Kind.NUMBER, required=True, most=100)
VISIBLE = Column("visible", Kind.YES_NO, required=True)
TRAINED = Column("cycle_trained", Kind.YES_NO)
START = Column("start", Kind.INSTANT, required=True)
END = Column("end", Kind.INSTANT)
DAY = Column("closed", Kind.DATE)
MONTH = Column("month", Kind.MONTH, required=True)
TAG = Column("tag", Kind.TAG, required=True)
FLAGS = Column("flags", Kind.CODE, many=True)


def said(column: Column, cell: str) -> str:
    """Why a cell is refused; fails if it is not."""
    try:
        value = reader(column)(cell)
    except (CellError, ClockError) as error:
        return sentence_for(column, cell, error)
    pytest.fail(f"taken as {value!r}")


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (TEXT, "Two groups moved on", "Two groups moved on"),
        (TEXT, "  spaces stay  ", "  spaces stay  "),
        (TEXT, "a line\nand\ta tab", "a line\nand\ta tab"),
        (TEXT, "👮‍♀️ שלום", "👮‍♀️ שלום"),
        (TEXT, "", None),
        (TEXT, "'", None),
        (TEXT, "'=1+1", "=1+1"),
        (TEXT, "''quoted'", "'quoted'"),
        (TEXT, "=1+1", "=1+1"),
        (REF, "WHA-1.P_7", "WHA-1.P_7"),
        (REF, "a" * 40, "a" * 40),
        (PLACE, "", None),
        (CREW, "202;303", ("202", "303")),
        (CREW, "303", ("303",)),
        (CREW, "", ()),
        (FLAGS, "abstracted", ("abstracted",)),
        (COUNT, "1", 1),
        (COUNT, "007", 7),
        (PERCENT, "0", 0),
        (PERCENT, "100", 100),
        (VISIBLE, "yes", True),
        (VISIBLE, "no", False),
        (TRAINED, "", None),
        (START, "2026-10-25T01:30+01:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (END, "", None),
        (DAY, "2026-10-25", date(2026, 10, 25)),
        (DAY, "", None),
        (MONTH, "2026-10", "2026-10"),
        (TAG, "#WeekOfAction", "#WeekOfAction"),
        (TAG, "#Wóchenende_2", "#Wóchenende_2"),
    ],
)
def test_a_cell_is_read_as_its_value(column: Column, cell: str, value: Any) -> None:
    read = reader(column)
    assert read(cell) == value
    assert read(cell) == value, "the second time, too"


@pytest.mark.parametrize("column", [TITLE, REF, COUNT, VISIBLE, START, MONTH, TAG])
def test_a_required_cell_is_never_empty(column: Column) -> None:
    assert said(column, "") == f"There is nothing in {column.name}. It must have a value."


def test_a_guard_with_nothing_behind_it_is_nothing() -> None:
    assert said(TITLE, "'") == "There is nothing in title. It must have a value."


@pytest.mark.parametrize("cell", ["P 1", " P1", "P1 ", "-P1", ".P1", "P/1", "Pé", "=P1", "'P1"])
def test_a_ref_has_only_letters_digits_and_three_signs(cell: str) -> None:
    assert said(REF, cell) == (
        f"“{cell}” cannot stand in ref. Use 1 to 40 letters (A to Z), digits, points, underscores"
        " and hyphens, first a letter or digit."
    )


def test_a_ref_of_41_characters_is_too_long() -> None:
    assert "1 to 40" in said(REF, "a" * 41)


@pytest.mark.parametrize(
    "cell", ["+5", "-5", " 5", "5 ", "5.0", "1e3", "\u0665", "²", "five", "1_000"]
)
def test_a_number_is_plain_digits(cell: str) -> None:
    assert said(COUNT, cell) == f"“{cell}” is not a whole number. Write it in digits, as 12."


@pytest.mark.parametrize(
    ("column", "cell", "bounds"),
    [
        (COUNT, "0", "count goes from 1 to 999,999,999"),
        (COUNT, "1000000000", "count goes from 1 to 999,999,999"),
        (COUNT, "9" * 5000, "count goes from 1 to 999,999,999"),
        (PERCENT, "101", "fte_percent goes from 0 to 100"),
    ],
)
def test_a_number_outside_its_bounds_names_them(column: Column, cell: str, bounds: str) -> None:
    assert said(column, cell) == f"“{shown(cell)}” is out of bounds: {bounds}."


@pytest.mark.parametrize("cell", ["Yes", "YES", "y", "true", "1"])
def test_yes_and_no_are_written_so(cell: str) -> None:
    assert said(VISIBLE, cell) == f"“{cell}” cannot stand in visible. Write yes or no."


@pytest.mark.parametrize("cell", ["Week", "#", "#a b", "#a-b", "# a", "#" + "a" * 40])
def test_a_campaign_tag_is_a_hash_and_a_word(cell: str) -> None:
    assert said(TAG, cell) == (
        f"“{cell}” is not a campaign tag. Write # and up to 39 letters, digits or _."
    )


@pytest.mark.parametrize("cell", ["202;", ";202", "202;;303", ";"])
def test_a_list_has_no_semicolon_too_many(cell: str) -> None:
    assert said(CREW, cell) == f"“{cell}” has a semicolon too many. Write officers as A;B;C."


def test_a_list_names_each_once() -> None:
    assert said(CREW, "202;303;202") == "officers names 202 twice. Name each once."


def test_a_list_is_refused_for_one_bad_piece() -> None:
    assert said(CREW, "202; 303").startswith("“ 303” cannot stand in officers.")


def test_a_time_that_was_twice_names_its_readings() -> None:
    assert said(START, "2026-10-25T01:30") == (
        "01:30 on Sun 25 Oct 2026 was twice, because the clocks went back."
        " Write 2026-10-25T01:30+01:00 or 2026-10-25T01:30+00:00."
    )


def test_a_date_a_month_and_an_instant_are_written_one_way() -> None:
    assert said(DAY, "25/10/2026") == "“25/10/2026” is not a date. Write it as 2026-10-25."
    assert said(MONTH, "Oct 26") == "“Oct 26” is not a month. Write it as 2026-10."
    assert "Write it as 2026-10-25T01:30+01:00." in said(START, "half past one")


@pytest.mark.parametrize("column", [TEXT, REF, CREW, COUNT, VISIBLE, START, DAY, MONTH, TAG])
@pytest.mark.parametrize("control", ["\0", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\x9f", "\r"])
def test_a_control_character_is_named_in_every_kind_of_cell(column: Column, control: str) -> None:
    assert said(column, f"ab{control}c") == (
        f"{column.name} holds a control character (U+{ord(control):04X}, character 3 of the cell)."
        " Take it out."
    )


@pytest.mark.parametrize("text", ["\u202eevil", "zero\u200bwidth", "\u2028", "\ufeff", "\u00a0"])
def test_what_is_odd_but_no_control_character_is_kept(text: str) -> None:
    assert reader(TEXT)(text) == text


def test_bytes_that_are_not_utf_8_are_named() -> None:
    assert said(TEXT, "caf\udce9") == (
        "note holds bytes that are not UTF-8. Save the file as CSV UTF-8."
    )


def test_a_text_of_the_greatest_length_is_taken_with_its_guard() -> None:
    text = "=" + "a" * (MOST_CELL - 1)
    assert reader(TEXT)(guarded(text)) == text


def test_a_text_of_one_more_is_refused_with_its_length() -> None:
    assert said(TEXT, "a" * 65_536) == "note has 65,536 characters. A cell has 65,535 at most."


def test_a_long_cell_is_cut_short_in_the_sentence() -> None:
    assert said(DAY, "9" * 1000) == f"“{'9' * 80}…” is not a date. Write it as 2026-10-25."


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44 1632 960305", "'+44 1632 960305"),
        ("-please call", "'-please call"),
        ("@home", "'@home"),
        ("\tindented", "'\tindented"),
        ("\nlater", "'\nlater"),
        ("   =1+1", "'   =1+1"),
        ("\uff1dwide", "'\uff1dwide"),
        ("\uff0bwide", "'\uff0bwide"),
        ("\uff0dwide", "'\uff0dwide"),
        ("\uff20wide", "'\uff20wide"),
        ("'quoted'", "''quoted'"),
        ("''", "'''"),
        ("it's = fine", "it's = fine"),
        ("1-2", "1-2"),
        ("  plain", "  plain"),
        ("#tag", "#tag"),
    ],
)
def test_a_text_like_a_formula_gets_one_guard_and_no_other_does(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert without_guard(cell) == text


@given(st.text())
def test_a_guard_comes_off_as_it_went_on(text: str) -> None:
    assert without_guard(guarded(text)) == text
    assert not guarded(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        (TEXT, None, ""),
        (TEXT, 'say "hi"', '"say ""hi"""'),
        (TEXT, "a,b", '"a,b"'),
        (TEXT, "two\r\nlines\rthree", '"two\nlines\nthree"'),
        (TEXT, "\r\nfirst", '"\'\nfirst"'),
        (TEXT, "plain; text", "plain; text"),
        (PLACE, None, ""),
        (CREW, ("303", "202"), "303;202"),
        (CREW, (), ""),
        (COUNT, 12, "12"),
        (TRAINED, None, ""),
        (TRAINED, False, "no"),
        (START, datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25T01:30+00:00"),
        (END, None, ""),
        (DAY, date(2026, 10, 25), "2026-10-25"),
    ],
)
def test_a_value_is_written_as_its_cell(column: Column, value: Any, cell: str) -> None:
    write = writer(column)
    assert write is not None
    assert write(value) == cell


def test_a_required_ref_is_its_own_cell() -> None:
    assert writer(REF) is None


def test_for_people_a_text_has_neither_guard_nor_quotes() -> None:
    assert text_of(TEXT, '=say "hi"') == '=say "hi"'
    assert text_of(TEXT, None) == ""
    assert text_of(REF, "P1") == "P1"
    assert text_of(COUNT, 3) == "3"
    assert text_of(CREW, ("202", "303")) == "202;303"


def test_what_is_shown_of_a_cell_is_short_and_printable() -> None:
    assert shown("a\0b\udce9") == "a\ufffdb\ufffd"
    assert shown("x" * 200) == "x" * 80 + "…"
    assert shown("two\nlines") == "two\nlines"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_every_reader_takes_a_cell_or_says_why_not(cell: str) -> None:
    for column in (TEXT, TITLE, REF, CREW, COUNT, VISIBLE, START, DAY, MONTH, TAG, FLAGS):
        try:
            reader(column)(cell)
        except (CellError, ClockError) as error:
            sentence_for(column, cell, error).encode()
        else:
            assert fault(column, cell) is None
