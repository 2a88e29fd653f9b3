"""The ref that a row gets from its content: the same for the same, however it is written."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain.sheet import Grid, Line, Value
from tests.domain.sheets import from_csv, understood

HEAD: tuple[Value, ...] = ("Date", "Start", "End", "Mode", "Crew", "Place", "Purpose", "Note")
ROW = "22/11/2026,0930,1100,foot,5652 & 6241,PB1,rural,Quiet"


def line(*cells: Value) -> Line:
    (one,) = understood(Grid("Log", (HEAD, cells))).lines
    assert not one.problems
    return one


def ref_of(row: str) -> str:
    (one,) = understood(from_csv(f"{','.join(map(str, HEAD))}\n{row}\n")).lines
    assert one.made
    return one.ref


def test_the_ref_of_a_row_is_for_ever() -> None:
    """A ref that changes would take in again every sheet that was ever taken."""
    assert ref_of(ROW) == "made-bed78b648953061002380952bad2cfbe"
    assert ref_of(ROW.replace("1100", "")) == "made-af419d111adf52ed32210a66c1bba799"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        *(("22/11", "23/11"), ("0930", "0931"), ("1100", ""), ("foot", "bike"), (" & 6241", "")),
        *(("PB1", "PB2"), ("PB1", ""), ("rural", "retail"), ("Quiet", "Quiet "), ("Quiet", "")),
    ],
)
def test_a_row_that_says_something_else_has_another_ref(was: str, now: str) -> None:
    changed = ref_of(ROW.replace(was, now))
    assert (changed == ref_of(ROW)) == (now == "Quiet ")


DAYS = st.dates(date(2020, 1, 1), date(2039, 12, 31)).filter(
    lambda day: day.month not in {3, 10}  # the clocks change
)
TIMES = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
HOW = st.tuples(
    st.sampled_from(["%d/%m/%Y", "%d/%m/%y", "%d %b %Y", "%Y-%m-%d", None]),
    st.sampled_from(["%H%M", "%H:%M", "%H.%M", "%I.%M%p", None]),
)
WORDS = st.tuples(
    st.sampled_from(["foot", "F", "walking", "On foot"]),
    st.sampled_from(["5652;6241", "6241 & PS 5652", "Rainbirdly and N Nowakówna-Lee"]),
    st.sampled_from(["PB1", "High Street", "high  street"]),
)


@given(DAYS, TIMES, HOW, WORDS)
def test_however_a_row_is_written_its_ref_is_the_same(
    day: date, at: time, how: tuple[str | None, str | None], words: tuple[str, str, str]
) -> None:
    written = (
        day if how[0] is None else day.strftime(how[0]),
        at if how[1] is None else at.strftime(how[1]),
    )
    plainly = (f"{day:%d/%m/%Y}", f"{at:%H:%M}", None, "foot", "5652;6241", "PB1", "rural", None)
    assert line(*written, None, *words, "Rural", "").ref == line(*plainly).ref
