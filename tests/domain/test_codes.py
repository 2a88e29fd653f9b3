from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from snt_desk.domain.codes import LISTS, RULED, Code, CodeLists, after_import
from snt_desk.domain.package import read_table

SEEDS = Path(__file__).parents[2] / "resources" / "codes.csv"


@pytest.fixture(scope="module")
def seeds() -> CodeLists:
    return CodeLists.of(read_table(SEEDS, "codes"))


def lists(*codes: Code) -> CodeLists:
    return CodeLists(codes)


FOOT = Code("mode", "foot", "On foot")
BICYCLE = Code("mode", "bicycle", "Bicycle")
VEHICLE = Code("mode", "vehicle", "Vehicle")


def test_every_list_has_seeds_in_the_order_of_the_format(seeds: CodeLists) -> None:
    assert seeds.names == LISTS
    assert [len(seeds.codes(name)) for name in LISTS] == [
        *(5, 3, 5, 2, 6, 19, 20, 3, 5, 11, 16, 16, 12, 10, 15, 6, 9, 5, 6, 6, 8, 5, 8)
    ]
    assert [code.code for code in seeds.codes("mode")] == ["foot", "bicycle", "vehicle"]


def test_the_seeds_hold_every_code_that_a_rule_depends_on(seeds: CodeLists) -> None:
    for name, codes in RULED.items():
        assert codes <= {code.code for code in seeds.codes(name)}


def test_absences_are_seeded_as_unavailable_or_abstracted(seeds: CodeLists) -> None:
    flags = {code.code: code.flags for code in seeds.codes("absence")}
    assert flags["sickness"] == ("unavailable",)
    assert flags["court"] == ("abstracted",)
    assert set(flags.values()) == {("unavailable",), ("abstracted",)}


def test_the_old_messaging_service_stands_until_its_last_day(seeds: CodeLists) -> None:
    owl = seeds.find("message_channel", "owl")
    assert owl is not None
    assert owl.valid_on(date(2024, 4, 30))
    assert not owl.valid_on(date(2024, 5, 1))


def test_both_services_are_offered_while_they_overlap(seeds: CodeLists) -> None:
    def offered(day: date) -> set[str]:
        names = {code.code for code in seeds.offered("message_channel", day)}
        return names & {"owl", "herts_connected"}

    assert offered(date(2024, 3, 31)) == {"owl"}
    assert offered(date(2024, 4, 1)) == {"owl", "herts_connected"}
    assert offered(date(2024, 5, 1)) == {"herts_connected"}


def test_a_code_without_dates_always_stands() -> None:
    assert FOOT.valid_on(date.min)
    assert FOOT.valid_on(date.max)


def test_a_label_is_found_and_an_unknown_code_is_its_own(seeds: CodeLists) -> None:
    assert seeds.label("theme", "asb") == "Anti-social behaviour"
    assert seeds.label("theme", "hovercraft") == "hovercraft"
    assert seeds.label("no_such_list", "asb") == "asb"
    assert seeds.find("no_such_list", "asb") is None


def test_the_place_of_a_code_is_that_of_its_row(seeds: CodeLists) -> None:
    assert seeds.place("mode", "foot") == 0
    assert seeds.place("mode", "vehicle") == 2
    assert seeds.place("mode", "hovercraft") == 3


def test_own_lists_come_after_the_known_ones_by_name() -> None:
    found = lists(Code("wards", "w1", "West"), Code("areas", "a1", "North"), VEHICLE)
    assert found.names == (*LISTS, "areas", "wards")
    assert [code.list for code in found.all()] == ["mode", "areas", "wards"]


def test_a_code_is_the_row_it_was_made_of(seeds: CodeLists) -> None:
    assert [code.row for code in seeds.all()] == read_table(SEEDS, "codes")


def test_rules_depend_on_the_volunteer_and_on_no_other_role() -> None:
    assert Code("role", "volunteer", "Volunteer").ruled
    assert not Code("role", "pc", "Constable").ruled
    assert Code("place_kind", "beat", "Beat").ruled
    assert not Code("mode", "foot", "On foot").ruled


# --- After an import ------------------------------------------------------------------------


def codes_after(
    standing: CodeLists, coming: CodeLists, seeded: CodeLists, *used: tuple[str, str]
) -> list[str]:
    return [code.code for code in after_import(standing, coming, seeded, used).codes("mode")]


def test_an_imported_list_comes_first_in_its_own_order() -> None:
    there = lists(FOOT, BICYCLE, VEHICLE)
    tram = Code("mode", "tram", "Tram")
    coming = lists(tram, Code("mode", "foot", "Walking"))
    assert codes_after(there, coming, there) == ["tram", "foot"]
    assert after_import(there, coming, there, ()).label("mode", "foot") == "Walking"


def test_a_seeded_code_that_is_used_stays_after_the_imported_ones() -> None:
    there = lists(FOOT, BICYCLE, VEHICLE)
    assert codes_after(there, lists(VEHICLE), there, ("mode", "bicycle")) == ["vehicle", "bicycle"]


def test_a_code_that_the_team_has_changed_or_made_stays() -> None:
    seeded = lists(FOOT, BICYCLE)
    there = lists(FOOT, Code("mode", "bicycle", "Pedal cycle"), Code("mode", "tram", "Tram"))
    assert codes_after(there, lists(VEHICLE), seeded) == ["vehicle", "bicycle", "tram"]


def test_a_code_that_a_rule_depends_on_is_never_removed() -> None:
    beat, hotspot = Code("place_kind", "beat", "Beat"), Code("place_kind", "hotspot", "Hot spot")
    there = lists(beat, hotspot)
    after = after_import(there, lists(Code("place_kind", "beat", "Patch")), there, ())
    assert [(code.code, code.label) for code in after.codes("place_kind")] == [
        ("beat", "Patch"),
        ("hotspot", "Hot spot"),
    ]


def test_a_list_of_which_the_package_has_no_row_stays_as_it_is() -> None:
    there = lists(FOOT, BICYCLE)
    coming = lists(Code("wards", "w1", "West"))
    after = after_import(there, coming, there, ())
    assert after.codes("mode") == (FOOT, BICYCLE)
    assert after.codes("wards") == coming.codes("wards")
