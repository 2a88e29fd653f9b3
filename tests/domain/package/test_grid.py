from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain.package.cells import MOST_CELL
from snt_desk.domain.package.grid import GridError, GridRow, rows


def grid(data: bytes, piece: int = 1 << 16) -> list[GridRow]:
    pieces = (data[start : start + piece] for start in range(0, len(data), piece))
    return list(rows(pieces, 4))


def cells(data: bytes, piece: int = 1 << 16) -> list[list[str]]:
    return [row for _, row, _ in grid(data, piece)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_any_newline_and_a_bom_make_no_difference(newline: str, bom: bytes) -> None:
    data = bom + newline.join(["a,b", "1,é", ""]).encode()
    assert cells(data) == [["a", "b"], ["1", "é"]]


def test_newlines_may_be_mixed() -> None:
    assert cells(b"a\rb\nc\r\nd") == [["a"], ["b"], ["c"], ["d"]]


def test_the_last_row_needs_no_newline() -> None:
    assert cells(b"a,b\n1,") == [["a", "b"], ["1", ""]]


def test_blank_rows_count_and_a_cell_with_lines_is_one_row() -> None:
    data = b'a,b\n\n"one\ntwo",2\n\n3,4\n'
    assert [(number, row) for number, row, _ in grid(data)] == [
        (1, ["a", "b"]),
        (2, [""]),
        (3, ["one\ntwo", "2"]),
        (4, [""]),
        (5, ["3", "4"]),
    ]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_a_line_break_in_a_cell_is_kept_as_lf(newline: bytes) -> None:
    assert cells(b'"one' + newline + b'two",x\n') == [["one\ntwo", "x"]]


def test_quotes_around_commas_quotes_and_nothing() -> None:
    assert cells(b'"a,b","say ""hi""","",""""\n') == [["a,b", 'say "hi"', "", '"']]


def test_a_quotation_mark_within_a_bare_cell_is_text() -> None:
    assert cells(b'37\xc2\xb036\'37.8"N,5" pipe\n') == [["37°36'37.8\"N", '5" pipe']]


def test_other_line_separators_are_text() -> None:
    text = "a\u2028b\x0bc\x85d\x1ce"
    assert cells(f"{text},x\n".encode()) == [[text, "x"]]


def test_text_after_a_closing_quotation_mark_is_the_fault_of_that_row_alone() -> None:
    found = grid(b'a,b\n"one" more,2\n3,4\n')
    assert [number for number, _, fault in found if fault] == [2]
    assert found[1][2] == (
        "Something stands after the closing quotation mark of a cell."
        " Double a quotation mark that is part of the text."
    )
    assert found[2][1] == ["3", "4"]


def test_a_quotation_mark_that_is_never_closed_is_refused_with_row_and_place() -> None:
    with pytest.raises(GridError) as caught:
        grid(b'a,b\n1,2\n3,"four\n5,6\n7,8\n')
    assert (caught.value.number, caught.value.place) == (3, 1)
    assert caught.value.reason == (
        "A quotation mark is opened here and never closed."
        " Close it, or double it if it is part of the text."
    )


def test_bytes_that_are_not_utf_8_become_lone_surrogates_in_their_cell() -> None:
    assert cells(b"caf\xe9,x\nok,y\n") == [["caf\udce9", "x"], ["ok", "y"]]


@pytest.mark.parametrize("opening", [b"", b'"', b'1,2\n3,"'])
def test_a_cell_without_an_end_is_given_up_after_a_row_of_the_greatest_size(
    opening: bytes,
) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        yield opening
        while True:
            taken += 1 << 16
            yield b"a" * (1 << 16)

    with pytest.raises(GridError, match="more than 65,535 characters"):
        list(rows(endless(), 4))
    assert taken < 5 * 4 * MOST_CELL


def test_a_quoted_cell_of_endless_lines_is_given_up_too() -> None:
    with pytest.raises(GridError, match="more than 65,535 characters"):
        grid(b'a,b\n1,"' + b"\n" * (10 * MOST_CELL))


def test_the_row_of_the_greatest_size_is_read() -> None:
    cell = b'"' + b'""' * MOST_CELL + b'"'
    row = b",".join([cell] * 4)
    assert cells(b"a,b,c,d\n" + row + b"\n")[1] == ['"' * MOST_CELL] * 4


lines_of_cells = st.lists(
    st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))),
    max_size=5,
)


@given(lines_of_cells, st.integers(1, 7))
def test_what_the_csv_module_writes_is_read_back_whatever_the_pieces(
    lines: list[list[str]], piece: int
) -> None:
    wanted = [line for line in lines if line]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(wanted)
    data = b"\xef\xbb\xbf" + text.getvalue().encode()
    assert cells(data, piece) == wanted


@given(st.binary(max_size=300), st.integers(1, 9))
def test_hostile_bytes_give_rows_or_a_grid_error_the_same_for_any_pieces(
    data: bytes, piece: int
) -> None:
    def outcome(size: int) -> list[GridRow] | tuple[int, int]:
        try:
            return grid(data, size)
        except GridError as error:
            return error.number, error.place

    assert outcome(piece) == outcome(1 << 16)
