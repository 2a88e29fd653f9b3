"""The return as files, and what is refused when one is read back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import figures, returns
from snt_desk.domain.clock import Month
from snt_desk.domain.facts import Facts
from snt_desk.domain.returns import MonthlyReturn, Note
from snt_desk.errors import DeskError
from tests.domain.made_facts import facts, t
from tests.domain.package_facts import GOLDEN
from tests.domain.random_facts import months

OCTOBER = Month(2026, 10)
SAMPLE = (GOLDEN / "tiny/expected/snt-return_WHA-1_2026-10_r1.csv").read_bytes()
ALL_GOLDEN = sorted(GOLDEN.glob("*/expected/snt-return_*.csv"))


# --- Written --------------------------------------------------------------------------------


def test_a_return_is_named_by_team_month_and_revision() -> None:
    assert returns.file_stem("WHA-1", OCTOBER, 2) == "snt-return_WHA-1_2026-10_r2"
    made = MonthlyReturn("WHA-1", OCTOBER, 2, t("2026-11-09T09:00"), ())
    assert made.stem == "snt-return_WHA-1_2026-10_r2"


def test_the_figures_have_headings_crlf_no_bom_and_no_needless_quotes() -> None:
    text = returns.csv_text("WHA-1", OCTOBER, 1, figures.compute(facts()))
    lines = text.split("\r\n")
    assert lines[0] == "schema,team,month,revision,section,measure,by,category,value,unit,status"
    assert lines[1].startswith("snt-return/1,WHA-1,2026-10,1,people,headcount,role,sergeant,0,")
    assert lines[-1] == ""
    assert '"' not in text
    assert "\n" not in text.replace("\r\n", "")


def test_the_fingerprint_is_that_of_the_file() -> None:
    assert returns.sha256("abc\r\n") == hashlib.sha256(b"abc\r\n").hexdigest()


def test_notes_stand_by_kind_and_then_ref_and_else_as_they_were_given() -> None:
    notes = [
        Note("figure", "patrols.patrols.mode.foot", "Rain"),
        Note("risk", "", "Second thoughts"),
        Note("risk", "", "First thoughts"),
        Note("action", "T1", "Met the school"),
        Note("priority", "T2", "Parking"),
        Note("priority", "T1", "Speeding"),
    ]
    text = returns.notes_csv("WHA-1", OCTOBER, 1, notes)
    assert text.split("\r\n") == [
        "team,month,revision,kind,ref,text",
        "WHA-1,2026-10,1,priority,T1,Speeding",
        "WHA-1,2026-10,1,priority,T2,Parking",
        "WHA-1,2026-10,1,action,T1,Met the school",
        "WHA-1,2026-10,1,risk,,Second thoughts",
        "WHA-1,2026-10,1,risk,,First thoughts",
        "WHA-1,2026-10,1,figure,patrols.patrols.mode.foot,Rain",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("'quoted'", "''quoted'"),
        ("one,\r\ntwo", '"one,\ntwo"'),
        ("old\rline", '"old\nline"'),
    ],
)
def test_the_text_of_a_note_is_free_text(text: str, cell: str) -> None:
    written = returns.notes_csv("WHA-1", OCTOBER, 1, [Note("support", "", text)])
    assert written.split("\r\n", 1)[1] == f"WHA-1,2026-10,1,support,,{cell}\r\n"


# --- Read back ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ALL_GOLDEN, ids=lambda path: path.stem)
def test_a_golden_return_reads_back_and_writes_again_to_the_same_bytes(path: Path) -> None:
    found = returns.parse(path.name, path.read_bytes())
    text = returns.csv_text(found.team, found.month, found.revision, found.figures)
    assert text.encode() == path.read_bytes()
    assert path.stem == returns.file_stem(found.team, found.month, found.revision)


@given(months(), st.integers(1, 12))
def test_any_month_reads_back_as_it_was_written(found: Facts, revision: int) -> None:
    made = figures.compute(found)
    assert isinstance(found.month, Month)
    text = returns.csv_text(found.team, found.month, revision, made)
    read = returns.parse("return.csv", text.encode())
    assert read.figures == made
    assert (read.team, read.month, read.revision) == (found.team, found.month, revision)
    assert text.split("\r\n")[1:-1] == [
        f"snt-return/1,WHA-1,2026-10,{revision},{row}" for row in read.rows
    ]


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.replace(b"\r\n", b"\n"),
        lambda text: text.replace(b"\r\n", b"\r"),
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text + b"\r\n\r\n",
        lambda text: text.replace(b",foot,", b',"foot",'),
    ],
    ids=["LF", "CR", "BOM", "empty lines at the end", "quotes"],
)
def test_how_a_program_saved_the_file_does_not_matter(saved: Callable[[bytes], bytes]) -> None:
    again = returns.parse("x.csv", saved(SAMPLE))
    assert again == returns.parse("x.csv", SAMPLE)


def test_a_value_may_have_fifteen_digits() -> None:
    large = SAMPLE.replace(b"role,pc,180,", b"role,pc,999999999999999,")
    assert max(one.value for one in returns.parse("x.csv", large).figures) == 10**15 - 1


def test_a_line_of_the_file_is_found_for_a_measure() -> None:
    found = returns.parse("x.csv", SAMPLE)
    line = found.line_of("patrols", "patrol_time")
    assert SAMPLE.splitlines()[line - 1].startswith(
        b"snt-return/1,WHA-1,2026-10,1,patrols,patrol_time,mode,foot,"
    )


def line_with(start: bytes) -> int:
    lines = SAMPLE.splitlines()
    return next(n for n, line in enumerate(lines) if line.split(b"1,", 3)[-1].startswith(start))


def swapped(one: int, other: int) -> bytes:
    lines = SAMPLE.splitlines(keepends=True)
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def without(number: int) -> bytes:
    lines = SAMPLE.splitlines(keepends=True)
    return b"".join(lines[:number] + lines[number + 1 :])


HEAD = b"snt-return/1,WHA-1,2026-10,1,"
BIKE = HEAD + b"patrols,patrols,mode,bicycle,2,count,reported"
B1 = HEAD + b"patrols,patrol_time,beat,B1,300,minutes,reported"
TEEN = b"snt-return/1,WHA-1,2026-10,1,people,headcount,role,pc,"

REFUSED: list[tuple[str, bytes, int, str]] = [
    ("nothing at all", b"", 1, "headings"),
    ("another table", b"team,month\r\nWHA-1,2026-10\r\n", 1, "headings"),
    ("headings alone", SAMPLE.splitlines()[0], 1, "no figures"),
    ("another schema", SAMPLE.replace(b"return/1", b"return/2"), 2, "“snt-return/2”"),
    ("a bad team", SAMPLE.replace(b"WHA-1", b"=WHA"), 2, "“=WHA”"),
    ("a bad month", SAMPLE.replace(b"2026-10", b"Oct-26"), 2, "“Oct-26” is not a month"),
    ("revision 0", SAMPLE.replace(b"2026-10,1,", b"2026-10,0,"), 2, "“0” is not a revision"),
    ("no UTF-8", SAMPLE.replace(b"sergeant,1", b"\xff,1"), 2, "UTF-8"),
    ("open quotes", SAMPLE + b'"', len(SAMPLE.splitlines()) + 1, "not CSV"),
    ("a comma in quotes", SAMPLE.replace(b",pc,2", b',"p,c",2'), 3, "comma"),
    ("two teams", SAMPLE.replace(TEEN, TEEN.replace(b"WHA-1", b"WHA-2"), 1), 3, "WHA-1"),
    ("two months", SAMPLE.replace(TEEN, TEEN.replace(b"2026-10", b"2026-11"), 1), 3, "2026-10"),
    ("a gap", SAMPLE.replace(b"\r\n", b"\r\n\r\n", 3).replace(b"\r\n\r\n", b"\r\n", 2), 4, "begin"),
    ("a cell too few", SAMPLE.replace(b"pc,2,count,reported", b"pc,2,count"), 3, "11 cells"),
    ("a cell too many", SAMPLE.replace(b"pc,2,count,", b"pc,2,count,x,"), 3, "11 cells"),
    ("an unknown measure", SAMPLE.replace(b"headcount", b"heads"), 2, "people.heads by role"),
    ("a bad category", SAMPLE.replace(b"role,pc,2", b"role,=pc,2"), 3, "“=pc”"),
    ("another owner", SAMPLE.replace(b"owner,police,1", b"owner,council,1", 1), -1, "“council”"),
    ("a part of one", SAMPLE.replace(b"role,pc,2,", b"role,pc,2.5,"), 3, "“2.5”"),
    ("less than none", SAMPLE.replace(b"role,pc,2,", b"role,pc,-2,"), 3, "“-2”"),
    ("other digits", SAMPLE.replace(b"pc,2,", "pc,٢,".encode()), 3, "“٢”"),
    ("far too many", SAMPLE.replace(b"role,pc,2,", b"role,pc,2000000000000000,"), 3, "whole"),
    ("another unit", SAMPLE.replace(b"pc,2,count", b"pc,2,minutes"), 3, "not count"),
    ("another status", SAMPLE.replace(b"pc,2,count,reported", b"pc,2,count,ok"), 3, "“ok”"),
    ("a row twice", SAMPLE.replace(BIKE, BIKE + b"\r\n" + BIKE), -1, "“bicycle” is here twice"),
    ("an open row twice", SAMPLE.replace(B1, B1 + b"\r\n" + B1), -1, "“B1” is here twice"),
]


@pytest.mark.parametrize(
    ("content", "line", "words"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED]
)
def test_a_file_that_is_no_return_is_refused_by_file_and_line(
    content: bytes, line: int, words: str
) -> None:
    with pytest.raises(DeskError) as refused:
        returns.parse("october.csv", content)
    name, _, sentence = refused.value.detail.partition(": ")
    assert words in sentence
    assert name.startswith("october.csv, line ")
    if line > 0:  # where the line is worth counting
        assert name == f"october.csv, line {line}"


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.995])
def test_a_file_cut_short_is_refused_at_its_end(kept: float) -> None:
    lines = SAMPLE.splitlines(keepends=True)
    part = lines[: int(len(lines) * kept)]
    with pytest.raises(DeskError, match=rf"october\.csv, line {len(part) + 1}: .*missing"):
        returns.parse("october.csv", b"".join(part))


@pytest.mark.parametrize(
    "start",
    [
        b"people,joiners,",
        b"hotspots,visits,all,",
        b"partners,actions_raised,owner,police",
        b"people,fte,role,special",
        b"quality,off_duty_time,",
        b"priorities,live,theme,drugs",
        b"engagement,attendance,event_kind,other",
    ],
)
def test_a_row_that_must_be_there_is_missed(start: bytes) -> None:
    number = line_with(start)
    with pytest.raises(DeskError) as refused:
        returns.parse("october.csv", without(number))
    assert "october.csv, line " in refused.value.detail


def test_a_row_that_is_there_twice_is_refused_where_it_comes_again() -> None:
    lines = SAMPLE.splitlines()
    again = lines.index(BIKE) + 2
    content = b"\n".join([*lines[: again - 1], BIKE, *lines[again - 1 :]])
    with pytest.raises(DeskError, match=f"line {again}: “bicycle” is here twice"):
        returns.parse("x.csv", content)


def test_a_row_of_an_open_dimension_is_missed_by_its_sum_alone() -> None:
    found = returns.parse("x.csv", without(line_with(b"patrols,patrol_time,beat,none")))
    assert len(found.figures) == len(SAMPLE.splitlines()) - 2


def test_measures_out_of_order_are_refused_where_they_are() -> None:
    joiners = line_with(b"people,joiners")
    with pytest.raises(DeskError, match=rf"line {joiners + 1}: The rows of people.joiners"):
        returns.parse("x.csv", swapped(joiners, joiners + 1))


def test_a_measure_in_two_places_is_refused() -> None:
    foot = line_with(b"patrols,patrols,mode,foot")
    lines = SAMPLE.splitlines(keepends=True)
    moved = [*lines[:foot], *lines[foot + 1 : foot + 5], lines[foot], *lines[foot + 5 :]]
    with pytest.raises(DeskError, match="out of order"):
        returns.parse("x.csv", b"".join(moved))


def test_beats_out_of_order_are_refused() -> None:
    first = line_with(b"patrols,patrol_time,beat,B1")
    with pytest.raises(DeskError, match="rows by beat are out of order"):
        returns.parse("x.csv", swapped(first, first + 1))


@given(st.binary(max_size=200))
def test_any_other_file_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(DeskError, match=r"x\.csv, line \d+: "):
        returns.parse("x.csv", content)


@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SAMPLE) - 1))
    damaged = SAMPLE[:at] + data.draw(st.binary(max_size=3)) + SAMPLE[at + 1 :]
    refusal = refusal_of(damaged)
    assert refusal is None or refusal.startswith("x.csv, line ")


def refusal_of(content: bytes) -> str | None:
    try:
        returns.parse("x.csv", content)
    except DeskError as refused:
        return refused.detail
    return None
