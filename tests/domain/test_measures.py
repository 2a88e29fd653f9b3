"""The table of measures, held against the words of the contract."""

from __future__ import annotations

from itertools import groupby

import pytest

from snt_desk.domain import measures
from snt_desk.domain.codes import LISTS
from snt_desk.domain.facts import CodeFact
from snt_desk.domain.measures import DIMENSIONS, FIXED, KEYS, MEASURES, OPEN, SECTIONS
from tests.domain.package_facts import GOLDEN, read_table

EXPECTED = read_table(
    (GOLDEN / "year/expected/snt-return_WHA-1_2027-06_r2.csv").read_bytes(),
)


def test_the_table_has_the_rows_of_a_golden_return_in_their_order() -> None:
    keys = [(row["section"], row["measure"], row["by"]) for row in EXPECTED]
    assert [key for key, _ in groupby(keys)] == list(KEYS)


def test_the_table_has_the_units_of_a_golden_return() -> None:
    units = {(row["section"], row["measure"]): row["unit"] for row in EXPECTED}
    assert {(one.section, one.name): one.unit for one in MEASURES} == units


def test_sections_stand_in_the_order_of_their_measures() -> None:
    assert [section for section, _ in groupby(one.section for one in MEASURES)] == list(SECTIONS)


def test_every_dimension_is_fixed_open_or_a_list_of_codes() -> None:
    used = {by for _, _, by in KEYS}
    assert used == set(DIMENSIONS)
    assert used - OPEN - FIXED.keys() <= set(LISTS)


def test_every_measure_of_a_section_has_a_label_of_its_own() -> None:
    labels = [(one.section, one.label) for one in MEASURES]
    assert len(set(labels)) == len(labels)


def test_only_absences_with_its_flag_are_rows_of_a_measure_of_time_away() -> None:
    away = measures.measure("time", "abstracted")
    assert away.takes(CodeFact("court", flags=frozenset({"abstracted"})))
    assert not away.takes(CodeFact("toil", flags=frozenset({"unavailable"})))
    assert measures.measure("time", "rostered").takes(CodeFact("pc"))


@pytest.mark.parametrize(
    ("section", "name", "by", "category", "words"),
    [
        ("patrols", "patrol_time", "mode", "On foot", "Patrol time: On foot"),
        ("people", "joiners", "all", "All", "Joined"),
    ],
)
def test_a_figure_has_a_name_for_people(
    section: str, name: str, by: str, category: str, words: str
) -> None:
    assert measures.phrase(measures.measure(section, name), by, category) == words
