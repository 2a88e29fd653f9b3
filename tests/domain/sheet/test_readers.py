"""Crews, codes, places and numbers as people write them; what could mean two things is refused."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from snt_desk.domain.codes import Code, CodeLists
from snt_desk.domain.sheet import (
    KINDS,
    Grid,
    Somebody,
    Value,
    by_name,
    match,
    propose,
    understand,
)
from snt_desk.domain.sheet.readers import ForPriority, WithPartners, reader
from snt_desk.domain.sheet.times import SheetError
from tests.domain.sheets import around

HERE = replace(
    around(),
    people=(
        *around().people,
        Somebody("77", "Anna", "Black"),
        Somebody("78", "Alan", "Black"),
        Somebody("79", "Nia", "Thornleigh", posted=False),
        Somebody("A12", "Con", "O'Dell"),
    ),
    places=(*around().places, ("X1", "The green"), ("X2", "The Green")),
    partners=(("O1", "Marks and Sparrow"), ("O2", "The Council")),
)


def read(kind: str, field: str, cell: Value) -> Any:
    table = by_name(kind).with_outcomes(HERE.codes)
    return reader(table, field, HERE)(cell)


@pytest.mark.parametrize(
    "cell",
    [
        *("6742", 6742, 6742.0, "PC 6742", "pc6742", "PCSO 6742", "Müllerby", "MÜLLERBY"),
        *("Siân Müllerby", "S Müllerby", "S. Müllerby", "PC Müllerby", "Sgt. S Müllerby"),
        *("Mullerby", "Sian Mullerby"),
    ],
)
def test_somebody_is_named_by_collar_or_by_a_name_that_fits_one(cell: Value) -> None:
    assert read("patrols", "officers", cell) == ("6742",)
    assert read("duties", "collar", cell) == "6742"


@pytest.mark.parametrize("between", [";", ",", "/", " & ", "+", " and ", "\n", " AND ", "; "])
def test_a_crew_is_separated_in_every_usual_way(between: str) -> None:
    assert read("patrols", "officers", f"6742{between}PC 6241") == ("6742", "6241")


@pytest.mark.parametrize(
    ("cell", "officers", "partners"),
    [
        ("Müllerby, The Council", ("6742",), ("O2",)),
        ("Müllerby, Marks and Sparrow, 6241", ("6742", "6241"), ("O1",)),
        ("marks & sparrow", (), ("O1",)),
        ("The Council; Marks and Sparrow", (), ("O2", "O1")),
    ],
)
def test_a_crew_names_partners_too_as_the_log_shows_it(
    cell: str, officers: tuple[str, ...], partners: tuple[str, ...]
) -> None:
    assert read("patrols", "officers", cell) == WithPartners(officers, partners)


def test_who_fits_a_member_is_no_partner() -> None:
    here = replace(HERE, partners=(("O1", "Müllerby"), ("O2", "Müllerby and Thornleigh-Holt")))
    find = reader(by_name("patrols"), "officers", here)
    assert find("Müllerby") == ("6742",)
    assert find("Müllerby and Thornleigh-Holt") == WithPartners((), ("O2",))


def test_a_partner_in_a_crew_is_named_whole_and_never_by_its_ref() -> None:
    for cell in ("O1", "6742, Council", "6742, Sparrow"):
        with pytest.raises(SheetError, match="Nobody has the name"):
            read("patrols", "officers", cell)
    twins = replace(HERE, partners=(("O1", "Fire"), ("O2", "FIRE")))
    with pytest.raises(SheetError, match="O1 or O2 could be meant"):
        reader(by_name("patrols"), "officers", twins)("6742, fire")
    with pytest.raises(SheetError, match="names somebody twice"):
        read("patrols", "officers", "The Council, the council")
    with pytest.raises(SheetError, match="Nobody has the name “The Council”"):
        read("duties", "collar", "The Council")


def test_a_patrol_may_be_for_a_priority_as_the_log_itself_writes_it() -> None:
    here = replace(HERE, priorities=(("T1", "Woodhall shops"),))
    find = reader(by_name("patrols"), "purpose", here)
    assert find("Priority: Woodhall shops") == find("priority:T1") == ForPriority("T1")
    assert find("Priority") == "priority"
    with pytest.raises(SheetError, match="There is no priority “Narnia”"):
        find("Priority: Narnia")


def test_a_name_with_and_in_it_is_no_crew_of_two() -> None:
    assert read("patrols", "officers", "Con O'Dell") == ("A12",)
    assert read("patrols", "officers", "a12") == ("A12",)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Black", "could be Anna Black (77) or Alan Black (78). Write the collar number."),
        ("A Black", "could be Anna Black"),
        ("9999", "Nobody has the collar number “9999”"),
        ("Nobody", "Nobody has the name “Nobody”"),
        ("6742 & PC 6742", "names somebody twice"),
        ("Thornleigh", "has never been posted to a team"),
        (";", "names nobody"),
    ],
)
def test_a_crew_that_is_not_sure_is_refused(cell: str, said: str) -> None:
    with pytest.raises(SheetError) as refused:
        read("patrols", "officers", cell)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("mode", "cells"),
    [
        ("foot", ("foot", "F", "on foot", "walking", "On Foot")),
        ("bicycle", ("bicycle", "B", "bike", "cycle", "pedal cycle", "Pedal-cycle")),
        ("vehicle", ("vehicle", "V", "car", "van", "mobile", "VEHICLE")),
    ],
)
def test_a_mode_is_known_by_what_people_call_it(mode: str, cells: tuple[str, ...]) -> None:
    assert {read("patrols", "mode", cell) for cell in cells} == {mode}


@pytest.mark.parametrize(
    ("role", "cells"),
    [
        ("sergeant", ("sergeant", "Sgt", "PS")),
        ("pc", ("PC", "Con", "Police constable")),
        ("pcso", ("PCSO", "Police community support officer")),
        ("special", ("SC", "special", "Special constable")),
        ("volunteer", ("Vol", "volunteer", "Police support volunteer")),
    ],
)
def test_a_role_is_known_by_what_people_call_it(role: str, cells: tuple[str, ...]) -> None:
    assert {read("members", "role", cell) for cell in cells} == {role}


@pytest.mark.parametrize(
    ("cell", "percent"),
    [
        *((0.6, 60), ("0.6", 60), ("60", 60), (60.0, 60), ("60%", 60), ("60 %", 60), (1, 100)),
        *((1.0, 100), ("100%", 100), ("1%", 1), (0, 0), ("0.05", 5), (100, 100)),
    ],
)
def test_a_part_of_full_time_is_read_as_it_was_meant(cell: Value, percent: int) -> None:
    assert read("members", "fte_percent", cell) == percent


@pytest.mark.parametrize("cell", ["half", "0.333", "101", "-1", "1e9", "1e999999999", "NaN", 101.0])
def test_what_is_no_part_of_full_time_is_refused(cell: Value) -> None:
    with pytest.raises(SheetError, match="not a part of full time"):
        read("members", "fte_percent", cell)


@pytest.mark.parametrize(("cell", "count"), [("2", 2), (2.0, 2), (0, 0), ("", None), (" 3 ", 3)])
def test_a_count_is_a_whole_number(cell: Value, count: int | None) -> None:
    assert read("patrols", "outcome:arrest", cell) == count


@pytest.mark.parametrize("cell", ["two", "1.5", 1.5, -1, "-1", "²", "1" * 30, float("nan")])
def test_what_is_no_count_is_refused(cell: Value) -> None:
    with pytest.raises(SheetError):
        read("patrols", "outcome:arrest", cell)


@pytest.mark.parametrize(
    ("cell", "seen"), [("Y", True), ("yes", True), ("n", False), ("NO", False), ("TRUE", True)]
)
def test_yes_and_no_have_a_letter_too(cell: str, seen: bool) -> None:  # noqa: FBT001  # a value
    assert read("patrols", "visible", cell) is seen


def test_a_place_of_two_names_alike_is_refused_and_its_code_is_not() -> None:
    with pytest.raises(SheetError, match=r"could be The green \(X1\) or The Green \(X2\)"):
        read("patrols", "place", "the green")
    assert read("patrols", "place", "X2") == "X2"


def test_a_word_that_is_nearly_right_is_answered_with_the_right_one() -> None:
    with pytest.raises(SheetError, match=r"Write one of: Speed check\."):
        read("patrols", "purpose", "Speed chek")


def test_a_code_that_is_anothers_label_means_what_it_is() -> None:
    lists = CodeLists([Code("purpose", "a", "b"), Code("purpose", "b", "c")])
    find = reader(by_name("patrols"), "purpose", replace(HERE, codes=lists))
    assert find("b") == "b"
    with pytest.raises(SheetError, match="could be b"):
        find("B")


def test_a_partner_may_have_and_in_its_name() -> None:
    assert read("meetings", "partners", "Marks and Sparrow; the council") == ("O1", "O2")
    assert read("meetings", "partners", "Marks and Sparrow") == ("O1",)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("=1+1", "=1+1"),
        ("''quoted", "'quoted"),
        ("'tis late", "tis late"),
        ("''tis late", "'tis late"),
        ("' =1", "=1"),
        ("'", None),
        ("a\r\nb", "a\nb"),
        ("  ", None),
        (12.0, "12"),
    ],
)
def test_a_note_is_the_text_that_was_written(cell: Value, text: str | None) -> None:
    assert read("patrols", "note", cell) == text


def test_a_control_character_is_refused_by_name() -> None:
    with pytest.raises(SheetError, match="note holds a control character"):
        read("patrols", "note", "a\x07b")


@pytest.mark.parametrize("cell", ["", None, "  "])
def test_an_empty_cell_says_nothing(cell: Value) -> None:
    for field in ("mode", "place", "purpose", "priority", "note", "visible", "ref"):
        assert read("patrols", field, cell) is None
    assert read("patrols", "officers", cell) == ()


@pytest.mark.parametrize("sign", ["(", "x", "a ", ", ", "1/", "0 ", "and ", "\n", "12:", "'"])
def test_a_cell_filled_to_its_end_takes_no_time_to_speak_of(sign: str) -> None:
    cell = (sign * 32_000)[:32_000]
    begun = time.process_time()
    propose(Grid("Odd", ((cell,) * 12, (cell,) * 12)), around())
    for kind in KINDS:
        heads = tuple(field.label for field in kind.fields)
        grid = Grid("Odd", (heads, (cell,) * len(heads)))
        understand(grid, match(grid, kind.name, around(), 1), around())
    assert time.process_time() - begun < 5
