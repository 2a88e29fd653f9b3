"""The force's figures from its teams' files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snt_desk.domain import figures, returns, rollup
from snt_desk.domain.clock import Month
from snt_desk.domain.facts import Facts
from snt_desk.domain.figures import NIL, NOT_RECORDED, PROVISIONAL, REPORTED, Figure
from snt_desk.domain.rollup import Rollup, roll_up
from snt_desk.errors import DeskError
from tests.domain.made_facts import facts, leg, patrol
from tests.domain.package_facts import GOLDEN, read_package
from tests.domain.random_facts import months
from tests.examples import times

EXPECTED = GOLDEN / "county/expected"
COUNTY = [(path.name, path.read_bytes()) for path in sorted(EXPECTED.glob("snt-return_*.csv"))]
COUNTY_TEAMS = [
    (row["code"], row["district"]) for row in read_package(GOLDEN / "county.zip")["teams"]
]

TEAMS = [("A-1", "Westshire"), ("A-2", "Eastshire"), ("B-1", "Westshire")]
OCTOBER = Month(2026, 10)

WALK = facts(patrols=(patrol(leg("2026-10-07T10:00", "2026-10-07T11:00"), priority="T1"),))
EMPTY = facts()

File = tuple[str, bytes]


def file(team: str, made: Facts = WALK, revision: int = 1) -> File:
    assert isinstance(made.month, Month)
    return written(team, figures.compute(made), revision, made.month)


def written(team: str, rows: tuple[Figure, ...], revision: int = 1, month: Month = OCTOBER) -> File:
    text = returns.csv_text(team, month, revision, rows)
    return returns.file_stem(team, month, revision) + ".csv", text.encode()


def lines(made: Rollup) -> list[str]:
    return made.csv.split("\r\n")


def detail(*files: File) -> str:
    with pytest.raises(DeskError) as refused:
        roll_up(files, TEAMS)
    return refused.value.detail


def test_the_county_rolls_up_byte_for_byte() -> None:
    made = roll_up(COUNTY, COUNTY_TEAMS)
    assert made.missing == ()
    assert made.file_name == "snt-force_2026-10.csv"
    assert made.csv.encode() == (EXPECTED / made.file_name).read_bytes()


def test_the_order_of_the_files_does_not_matter() -> None:
    assert roll_up(reversed(COUNTY), COUNTY_TEAMS).csv == roll_up(COUNTY, COUNTY_TEAMS).csv


def test_rows_are_the_force_then_districts_by_name_then_teams_by_district_and_code() -> None:
    made = roll_up([file("B-1"), file("A-1"), file("A-2")], TEAMS)
    order = list(dict.fromkeys((row.district, row.team) for row in made.rows))
    assert order == [
        ("*", "*"),
        ("Eastshire", "*"),
        ("Westshire", "*"),
        ("Eastshire", "A-2"),
        ("Westshire", "A-1"),
        ("Westshire", "B-1"),
    ]
    told = list(dict.fromkeys(tuple(line.split(",")[1:3]) for line in lines(made)[1:-1]))
    assert told == order


def test_rows_and_file_say_the_same() -> None:
    made = roll_up([file("A-1"), file("A-2")], TEAMS)
    told = [
        f"snt-force/1,{row.district},{row.team},2026-10,{','.join(map(str, row.figure))}"
        for row in made.rows
    ]
    assert lines(made) == [",".join(rollup.COLUMNS), *told, ""]


def test_sums_are_of_each_category_and_leave_out_what_means_something_in_one_team() -> None:
    made = roll_up([file("A-1"), file("B-1"), file("A-2")], TEAMS)
    by_name = {(row.district, row.team, row.figure.name): row.figure.value for row in made.rows}
    assert by_name["*", "*", "patrols.patrol_time.mode.foot"] == 180
    assert by_name["Westshire", "*", "patrols.patrol_time.mode.foot"] == 120
    assert by_name["Westshire", "B-1", "patrols.patrol_time.beat.B1"] == 60
    open_in_sums = [
        row for row in made.rows if row.team == "*" and row.figure.by in rollup.IN_ONE_TEAM
    ]
    assert open_in_sums == []


def renamed(rows: tuple[Figure, ...], by: str, old: str, new: str) -> tuple[Figure, ...]:
    return tuple(
        row._replace(category=new) if (row.by, row.category) == (by, old) else row for row in rows
    )


def test_categories_stand_as_they_first_come_with_the_teams_in_order_of_code() -> None:
    rows = figures.compute(EMPTY)
    first = written("A-2", renamed(rows, "mode", "vehicle", "e_bike"))
    second = written("B-1", renamed(rows, "mode", "foot", "horse"))
    made = roll_up([second, first], TEAMS)
    modes = [
        figure.category
        for figure in made.force
        if figure.measure == "patrol_time" and figure.by == "mode"
    ]
    assert modes == ["foot", "bicycle", "e_bike", "horse", "vehicle"]


def test_campaigns_of_a_sum_stand_in_code_point_order() -> None:
    channel = next(row for row in figures.compute(EMPTY) if row.by == "message_channel")

    def with_campaign(team: str, tag: str) -> File:
        rows = list(figures.compute(EMPTY))
        last = max(n for n, row in enumerate(rows) if row.section == "messages")
        rows.insert(last + 1, channel._replace(by="campaign", category=tag, value=2))
        return written(team, tuple(rows))

    made = roll_up([with_campaign("A-1", "#b"), with_campaign("A-2", "#B")], TEAMS)
    tags = [figure.category for figure in made.force if figure.by == "campaign"]
    assert tags == ["#B", "#b"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (PROVISIONAL, NIL, PROVISIONAL),
        (REPORTED, PROVISIONAL, PROVISIONAL),
        (NIL, REPORTED, REPORTED),
        (NOT_RECORDED, REPORTED, REPORTED),
        (NIL, NOT_RECORDED, NOT_RECORDED),
        (NIL, NIL, NIL),
    ],
)
def test_the_status_of_a_sum_is_the_weightiest_in_it(one: str, other: str, expected: str) -> None:
    rows = figures.compute(EMPTY)
    made = roll_up(
        [
            written("A-1", tuple(row._replace(status=one) for row in rows)),
            written("B-1", tuple(row._replace(status=other) for row in rows)),
        ],
        TEAMS,
    )
    assert {figure.status for figure in made.force} == {expected}
    assert {figure.status for figure in made.districts["Westshire"]} == {expected}


def test_teams_without_a_file_are_missing_and_the_rest_is_written() -> None:
    made = roll_up([file("A-2")], TEAMS)
    assert made.missing == ("A-1", "B-1")
    assert list(made.districts) == ["Eastshire"]


def test_the_highest_revision_counts_as_a_number() -> None:
    made = roll_up([file("A-1", EMPTY, 9), file("A-1", WALK, 10), file("A-1", EMPTY, 2)], TEAMS)
    assert [one.revision for _, one in made.teams] == [10]
    assert {one.name: one.value for one in made.force}["patrols.patrol_time.mode.foot"] == 60


def test_the_same_file_twice_is_one_however_it_was_saved() -> None:
    name, content = file("A-1")
    again = ("copy.csv", b"\xef\xbb\xbf" + content.replace(b"\r\n", b"\n"))
    assert roll_up([(name, content), again], TEAMS).csv == roll_up([(name, content)], TEAMS).csv


def test_the_name_of_a_district_is_free_text() -> None:
    for district, cell in [("=East", "'=East"), ('Welwyn, "new"', '"Welwyn, ""new"""')]:
        made = roll_up([file("A-1")], [("A-1", district)])
        assert f"\r\nsnt-force/1,{cell},*,2026-10,people,headcount," in made.csv


# --- Refused --------------------------------------------------------------------------------


def test_two_different_files_of_one_revision_are_refused_at_the_first_difference() -> None:
    name, content = file("A-1")
    changed = content.replace(b"patrol_time,mode,foot,60", b"patrol_time,mode,foot,61").replace(
        b"patrol_time,beat,B1,60", b"patrol_time,beat,B1,61"
    )
    at = 1 + next(n for n, line in enumerate(content.splitlines()) if b",mode,foot,60" in line)
    told = detail((name, content), ("copy.csv", changed))
    assert told == (
        f"copy.csv, line {at}: This is not what {name} has, and both are revision 1 of A-1."
    )


def test_two_files_of_one_revision_that_differ_in_a_status_alone_are_refused() -> None:
    rows = figures.compute(EMPTY)
    other = tuple(row._replace(status=NIL) if row.section == "messages" else row for row in rows)
    assert "revision 1 of A-1" in detail(written("A-1", rows), written("A-1", other))


def test_another_month_is_refused() -> None:
    told = detail(file("A-1"), file("A-2", facts("2026-11", "2026-12-05T09:00")))
    assert told == (
        "snt-return_A-2_2026-11_r1.csv, line 2: The month is 2026-11, but 2026-10 in"
        " snt-return_A-1_2026-10_r1.csv."
    )


def test_an_unknown_team_is_refused() -> None:
    assert detail(file("C-9")) == (
        "snt-return_C-9_2026-10_r1.csv, line 2: There is no team C-9 here."
    )


def test_another_schema_is_refused() -> None:
    name, content = file("A-1")
    told = detail((name, content.replace(b"snt-return/1", b"snt-return/2")))
    assert told == f"{name}, line 2: The schema is “snt-return/2”, not snt-return/1."


def test_a_broken_sum_is_refused_at_the_line_of_its_measure() -> None:
    name, content = file("A-1")
    told = detail(
        (name, content.replace(b"patrols,patrols,mode,foot,1", b"patrols,patrols,mode,foot,2"))
    )
    line = 1 + next(
        n for n, one in enumerate(content.splitlines()) if b"patrols,patrols,mode" in one
    )
    assert told == f"{name}, line {line}: Patrols differs: 2 by mode, 1 by purpose."


def test_a_file_that_is_no_whole_return_is_refused() -> None:
    name, content = file("A-1")
    cut = b"".join(content.splitlines(keepends=True)[:100])
    assert detail((name, cut)).startswith(f"{name}, line ")


def test_a_lower_revision_that_does_not_count_is_checked_all_the_same() -> None:
    name, content = file("A-1", WALK, 1)
    broken = (name, content.replace(b"patrols,patrols,mode,foot,1", b"patrols,patrols,mode,foot,2"))
    assert name in detail(broken, file("A-1", WALK, 2))


def test_every_file_that_is_refused_is_named() -> None:
    told = detail(file("C-8"), ("notes.txt", b"hello"), file("A-1"), file("C-9"))
    assert [line.partition(",")[0] for line in told.splitlines()] == [
        "snt-return_C-8_2026-10_r1.csv",
        "notes.txt",
        "snt-return_C-9_2026-10_r1.csv",
    ]


def test_no_file_at_all_is_refused() -> None:
    with pytest.raises(DeskError, match="nothing to roll up"):
        roll_up([], TEAMS)


# --- Whatever the teams send ----------------------------------------------------------------


@settings(max_examples=times(8))  # each is three teams' months
@given(st.lists(months(), min_size=1, max_size=3))
def test_the_force_is_the_sum_of_its_teams(found: list[Facts]) -> None:
    files = [file(team, made) for (team, _), made in zip(TEAMS, found, strict=False)]
    made = roll_up(files, TEAMS)
    sums: dict[str, int] = {}
    for row in (row for row in made.rows if row.team != "*"):
        if row.figure.by not in rollup.IN_ONE_TEAM:
            sums[row.figure.name] = sums.get(row.figure.name, 0) + row.figure.value
    assert {figure.name: figure.value for figure in made.force} == sums
