"""Street-level files are checked row by row, and only counts of a place come out of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import street_crime
from snt_desk.domain.outlines import Outline
from snt_desk.domain.street_crime import Figure, MonthFile, Where
from snt_desk.errors import DeskError
from tests.domain.crimes import HEADINGS, row

SQUARE = Outline("Peartree", "B1", (((-0.2, 51.7), (-0.1, 51.7), (-0.1, 51.8), (-0.2, 51.8)),))
HOLE = ((-0.16, 51.74), (-0.14, 51.74), (-0.14, 51.76), (-0.16, 51.76))


def made(*rows: Sequence[str], name: str = "2026-10-hertfordshire-street.csv") -> MonthFile:
    return street_crime.read(name, [HEADINGS, *rows])


def counts(file: MonthFile, where: Where) -> dict[str, int]:
    return {one.category: one.number for one in street_crime.figures(file.spots, where)}


def test_crimes_inside_an_outline_are_counted() -> None:
    file = made(row(), row("Drugs"), row(), row(at=("-0.05", "51.72")), row(at=("", "")))
    assert counts(file, Where((SQUARE,))) == {"Shoplifting": 2, "Drugs": 1}


def test_what_a_hole_of_an_outline_leaves_out_is_left_out() -> None:
    ring = Outline("Ring", "B2", (*SQUARE.rings, HOLE))
    file = made(row(at=("-0.15", "51.75")), row(at=("-0.18", "51.75"), category="Drugs"))
    assert counts(file, Where((ring,))) == {"Drugs": 1}


def test_where_two_outlines_lie_over_each_other_crimes_count_once() -> None:
    again = Outline("Square again", "B1", SQUARE.rings)
    assert counts(made(row(), row("Drugs")), Where((SQUARE, again))) == counts(
        made(row(), row("Drugs")), Where((SQUARE,))
    )


def test_without_outlines_areas_or_words_of_a_street_choose() -> None:
    file = made(row(), row(location="On or near Church Road", area="Welwyn Hatfield 003B"))
    areas = street_crime.areas(file.spots)
    assert areas == ("Welwyn Hatfield 002A", "Welwyn Hatfield 003B")
    assert counts(file, Where(areas=frozenset(areas[1:]))) == {"Shoplifting": 1}
    assert counts(file, Where(words="woodhall parade")) == {"Shoplifting": 1}
    assert counts(file, Where()) == {"Shoplifting": 2}


def test_a_category_without_any_in_a_month_is_nought_there() -> None:
    october, november = made(row()), made(row("Drugs", "2026-11"), name="2026-11.csv")
    together = street_crime.together([october, november])
    assert street_crime.figures(together, Where()) == (
        Figure("2026-10", "Drugs", 0),
        Figure("2026-10", "Shoplifting", 1),
        Figure("2026-11", "Drugs", 1),
        Figure("2026-11", "Shoplifting", 0),
    )


def test_the_same_month_of_one_force_is_not_counted_twice() -> None:
    with pytest.raises(DeskError) as refused:
        street_crime.together([made(row()), made(row(), name="copy.csv")])
    assert "both have October 2026" in refused.value.title


def test_the_same_month_of_another_force_is_added() -> None:
    other = row()
    other[2] = "Metropolitan Police Service"
    added = street_crime.together([made(row()), made(other, name="met.csv")])
    assert sum(added.values()) == 2


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row(month="2026-13"), "Row 3, Month: “2026-13” is not a month"),
        (row(month=""), "Row 3, Month:"),
        (row(""), "Row 3, Crime type: it is empty."),
        (row(at=("here", "51.7")), "Row 3, Longitude: “here” is not a number of degrees."),
        (row(at=("-0.1", "nan")), "Row 3, Latitude: “nan” is not a number of degrees."),
        (row(at=("-0.1", "1e9")), "Row 3, Latitude:"),
        (row(at=("-0.1", "91.0")), "Row 3, Latitude:"),
        (row(at=("-0.1", "")), "Row 3, Latitude: it is empty, the other is not."),
        (row(location="x" * 121), "Row 3, Location: it has more than 120 characters."),
        (row(area="a\u202eb"), "Row 3, LSOA name: it has signs that cannot be shown."),
        (["only", "two"], "Row 3, Month:"),
    ],
)
def test_a_bad_field_is_named_with_its_row_and_nothing_is_read(
    bad: Sequence[str], said: str
) -> None:
    with pytest.raises(DeskError) as refused:
        made(row(), bad)
    assert refused.value.title == "2026-10-hertfordshire-street.csv was not read"
    assert said in refused.value.detail


def test_what_is_no_street_level_file_is_refused() -> None:
    with pytest.raises(DeskError, match="there is no column Month"):
        street_crime.read("duties.csv", [["Date", "Officer"], ["1", "2"]])
    with pytest.raises(DeskError, match="There are no crimes in it"):
        street_crime.read("empty.csv", [HEADINGS])
    with pytest.raises(DeskError, match="There are no crimes in it"):
        street_crime.read("nothing.csv", [])


def test_more_kinds_than_there_are_is_no_street_level_file() -> None:
    with pytest.raises(DeskError, match="more than 60 kinds"):
        made(*(row(f"Kind {at}") for at in range(61)))


@given(st.lists(st.lists(st.text(max_size=8), max_size=13), max_size=6))
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_a_sentence(
    rows: list[list[str]],
) -> None:
    found = read_or_refused(rows)
    if isinstance(found, DeskError):
        assert found.title == "any.csv was not read"
        assert found.detail
    else:
        assert found.number > 0


def read_or_refused(rows: list[list[str]]) -> MonthFile | DeskError:
    try:
        return street_crime.read("any.csv", [HEADINGS, *rows])
    except DeskError as error:
        return error


def test_the_source_names_publisher_months_files_and_licence() -> None:
    assert street_crime.source(["a.csv"], ["2026-10", "2026-12", "2026-11"]) == (
        "data.police.uk, October to December 2026 (a.csv). Open Government Licence v3.0"
    )
    assert street_crime.months_shown(["2025-12", "2026-02"]) == (
        "December 2025 to February 2026, 2 of the months"
    )
