from __future__ import annotations

from pathlib import Path

import pytest

from snt_desk.domain.package import Standing
from tests.domain.package.made import (
    added,
    changed,
    checked,
    folder,
    good,
    only,
    reading,
    refused,
    said,
    standing,
)


@pytest.mark.parametrize(
    ("table", "at", "cells", "problem"),
    [
        (
            *("places", 0, {"team": "STA-1"}),
            "places.csv 2 team: There is no team STA-1. Add the team or write another code.",
        ),
        (
            *("postings", 3, {"collar": "9999"}),
            (
                "postings.csv 5 collar: There is no member 9999."
                " Add the member or write another collar number."
            ),
        ),
        (
            *("duties", 0, {"collar": "9999"}),
            (
                "duties.csv 2 collar: There is no member 9999."
                " Add the member or write another collar number."
            ),
        ),
        (
            *("duties", 0, {"collar": "808"}),
            (
                "duties.csv 2 collar: 808 has never been posted to a team."
                " Add a posting or write another collar number."
            ),
        ),
        (
            *("absences", 0, {"collar": "808"}),
            (
                "absences.csv 2 collar: 808 has never been posted to a team."
                " Add a posting or write another collar number."
            ),
        ),
        (
            *("legs", 0, {"officers": "202;808"}),
            (
                "legs.csv 2 officers: 808 has never been posted to a team."
                " Add a posting or write another collar number."
            ),
        ),
        (
            *("legs", 0, {"patrol": "P7"}),
            "legs.csv 2 patrol: There is no patrol P7. Add the patrol or write another ref.",
        ),
        (
            *("legs", 0, {"place": "B9"}),
            "legs.csv 2 place: Team WHA-1 has no place B9. Add the place or write another code.",
        ),
        (
            *("legs", 1, {"partners": "O1;O9"}),
            (
                "legs.csv 3 partners: The partner O9 is one of team BRX-1, not of WHA-1."
                " Write one of WHA-1."
            ),
        ),
        (
            *("visits", 0, {"hotspot": "H7"}),
            (
                "visits.csv 2 hotspot: Team WHA-1 has no place H7. Add the place or write another"
                " code."
            ),
        ),
        (
            *("priorities", 0, {"place": "B9"}),
            (
                "priorities.csv 2 place: Team WHA-1 has no place B9."
                " Add the place or write another code."
            ),
        ),
        (
            *("patrols", 0, {"priority": "T9"}),
            (
                "patrols.csv 2 priority: The priority T9 is one of team BRX-1, not of WHA-1."
                " Write one of WHA-1."
            ),
        ),
        (
            *("patrols", 0, {"priority": "T7"}),
            (
                "patrols.csv 2 priority: There is no priority T7."
                " Add the priority or write another ref."
            ),
        ),
        (
            *("outcomes", 0, {"patrol": "P7"}),
            "outcomes.csv 2 patrol: There is no patrol P7. Add the patrol or write another ref.",
        ),
        (
            *("outcomes", 1, {"event": "E7"}),
            "outcomes.csv 3 event: There is no event E7. Add the event or write another ref.",
        ),
        (
            *("meetings", 0, {"priority": "T9"}),
            (
                "meetings.csv 2 priority: The priority T9 is one of team BRX-1, not of WHA-1."
                " Write one of WHA-1."
            ),
        ),
        (
            *("meetings", 0, {"officers": "9999"}),
            (
                "meetings.csv 2 officers: There is no member 9999."
                " Add the member or write another collar number."
            ),
        ),
        (
            *("actions", 0, {"meeting": "M9"}),
            (
                "actions.csv 2 meeting: The meeting M9 is one of team BRX-1, not of WHA-1."
                " Write one of WHA-1."
            ),
        ),
        (
            *("actions", 1, {"owner_partner": "O9"}),
            (
                "actions.csv 3 owner_partner: The partner O9 is one of team BRX-1, not of WHA-1."
                " Write one of WHA-1."
            ),
        ),
        (
            *("responses", 0, {"place": "B9"}),
            (
                "responses.csv 2 place: Team WHA-1 has no place B9."
                " Add the place or write another code."
            ),
        ),
        (
            *("responses", 0, {"consultation": "C7"}),
            (
                "responses.csv 2 consultation: There is no consultation C7."
                " Add the consultation or write another ref."
            ),
        ),
        (
            *("events", 0, {"campaign": "#Month"}),
            (
                "events.csv 2 campaign: There is no campaign #Month."
                " Add the campaign or write another tag."
            ),
        ),
        (
            *("contacts", 0, {"owner": "9999"}),
            (
                "contacts.csv 2 owner: There is no member 9999."
                " Add the member or write another collar number."
            ),
        ),
        (
            *("appointments", 0, {"contact": "Q9"}),
            (
                "appointments.csv 2 contact: The contact Q9 is one of team BRX-1, not of WHA-1."
                " Write one of WHA-1."
            ),
        ),
        (
            *("posts", 0, {"message": "W7"}),
            "posts.csv 2 message: There is no message W7. Add the message or write another ref.",
        ),
        (
            *("members", 0, {"driving": "advanced_plus"}),
            (
                "members.csv 2 driving: advanced_plus is no code of the list driving."
                " Use none, basic, standard, response, advanced, or add it to the list."
            ),
        ),
        (
            *("priorities", 0, {"theme": "hovercraft"}),
            (
                "priorities.csv 2 theme: hovercraft is no code of the list theme."
                " Use one of the list, or add it to the list."
            ),
        ),
    ],
)
def test_what_is_named_must_be_there(
    tmp_path: Path, table: str, at: int, cells: dict[str, str], problem: str
) -> None:
    result = checked(changed(good(), table, at, cells), tmp_path)
    assert problem in said(result)
    assert refused(result)[table] >= 1


@pytest.mark.parametrize(
    ("table", "at", "cells"),
    [
        ("meetings", 0, {"officers": "202;808"}),
        ("contacts", 1, {"owner": "808"}),
        ("appointments", 0, {"officer": "808", "contact": ""}),
        ("actions", 0, {"owner_collar": "808"}),
        ("legs", 2, {"officers": "202;707"}),
        ("responses", 0, {"consultation": "C9", "place": "B9"}),
    ],
)
def test_who_only_owns_or_attends_need_not_be_posted_and_teams_may_help_each_other(
    tmp_path: Path, table: str, at: int, cells: dict[str, str]
) -> None:
    assert said(checked(changed(good(), table, at, cells), tmp_path)) == []


def test_a_code_of_an_own_list_and_one_that_no_longer_stands_are_taken(tmp_path: Path) -> None:
    tables = added(
        good(),
        "codes",
        {"list": "mode", "code": "tram", "label": "Tram", "valid_to": "2020-01-01"},
        {"list": "wards", "code": "w1", "label": "West"},
    )
    assert said(checked(changed(tables, "legs", 0, {"mode": "tram"}), tmp_path)) == []


# --- With what stands already ---------------------------------------------------------------


def test_references_to_what_stands_already_resolve(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    for name in good():
        assert said(checked(only(good(), name), tmp_path, there)) == []


def test_without_it_they_do_not(tmp_path: Path) -> None:
    result = checked(only(good(), "posts", "codes"), tmp_path, Standing())
    assert refused(result) == {"posts": 1}


def test_a_ref_that_another_team_has_is_refused(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    tables = changed(good(), "partners", 0, {"team": "BRX-1"})
    assert said(checked(only(tables, "partners"), tmp_path, there)) == [
        "partners.csv 2 ref: O1 is a row of another team, WHA-1. Write another ref."
    ]


def test_a_response_may_not_go_to_another_teams_consultation(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    tables = changed(good(), "responses", 0, {"consultation": "C9", "place": ""})
    assert said(checked(only(tables, "responses"), tmp_path, there)) == [
        "responses.csv 2 ref: R1 is a row of another team, WHA-1. Write another ref."
    ]


def test_a_response_may_go_to_another_consultation_of_its_team(tmp_path: Path) -> None:
    tables = added(
        good(),
        "consultations",
        {"ref": "C2", "team": "WHA-1", "title": "Winter", "opened": "2026-11-01"},
    )
    there = standing(tables, tmp_path)
    moved = changed(tables, "responses", 0, {"consultation": "C2"})
    assert said(checked(only(moved, "responses"), tmp_path, there)) == []


def test_an_absence_may_move_to_a_colleague_and_to_nobody_elses(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    colleague = changed(good(), "absences", 0, {"collar": "303"})
    assert said(checked(only(colleague, "absences"), tmp_path, there)) == []
    stranger = changed(good(), "absences", 0, {"collar": "707"})
    assert said(checked(only(stranger, "absences"), tmp_path, there)) == [
        "absences.csv 2 ref: A1 is a row of another team, WHA-1. Write another ref."
    ]


# --- What falls with what -------------------------------------------------------------------


def test_a_patrol_goes_with_all_its_legs_visits_and_outcomes(tmp_path: Path) -> None:
    result = checked(changed(good(), "patrols", 0, {"purpose": "golf"}), tmp_path)
    assert refused(result) == {"patrols": 1, "legs": 2, "visits": 2, "outcomes": 1}
    assert said(result)[1:] == [
        f"{file} patrol: The patrol P1 is refused (patrols.csv, row 2), and this row with it."
        for file in (
            *("legs.csv 2", "legs.csv 3", "visits.csv 2", "visits.csv 3", "outcomes.csv 2"),
        )
    ]


def test_one_bad_leg_takes_the_whole_patrol(tmp_path: Path) -> None:
    result = checked(changed(good(), "legs", 1, {"officers": "9999", "partners": ""}), tmp_path)
    assert refused(result) == {"patrols": 1, "legs": 2, "visits": 2, "outcomes": 1}
    assert said(result)[0] == (
        "patrols.csv 2 ref: Leg 2 of patrol P1 is refused (legs.csv, row 3),"
        " and a patrol goes with all its legs."
    )
    assert said(result)[2] == (
        "legs.csv 3 officers: There is no member 9999."
        " Add the member or write another collar number."
    )


def test_a_leg_that_cannot_be_read_takes_the_whole_patrol(tmp_path: Path) -> None:
    result = checked(changed(good(), "legs", 1, {"start": "yesterday"}), tmp_path)
    assert refused(result) == {"patrols": 1, "legs": 2, "visits": 2, "outcomes": 1}
    broken = checked(changed(good(), "legs", 1, {"leg": "two"}), tmp_path)
    assert said(broken)[0].startswith("patrols.csv 2 ref: A leg of patrol P1 is refused")


def test_a_patrol_that_cannot_be_read_takes_its_legs_also_if_it_stands_already(
    tmp_path: Path,
) -> None:
    there = standing(good(), tmp_path)
    result = checked(changed(good(), "patrols", 0, {"visible": "perhaps"}), tmp_path, there)
    assert refused(result) == {"patrols": 1, "legs": 2, "visits": 2, "outcomes": 1}


def test_a_bad_visit_or_outcome_falls_alone(tmp_path: Path) -> None:
    tables = changed(good(), "visits", 0, {"hotspot": "H7"})
    tables = changed(tables, "outcomes", 0, {"kind": "golf"})
    assert refused(checked(tables, tmp_path)) == {"visits": 1, "outcomes": 1}


def test_a_patrol_without_any_leg_is_refused(tmp_path: Path) -> None:
    tables = good()
    tables["legs"] = tables["legs"][:2]
    result = checked(tables, tmp_path)
    assert said(result) == [
        "patrols.csv 3 ref: Patrol P2 has no leg. Add its first leg to legs.csv."
    ]


def test_a_changed_patrol_needs_no_leg_in_the_package_if_one_stands(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    tables = changed(only(good(), "patrols"), "patrols", 0, {"note": "Quiet"})
    assert said(checked(tables, tmp_path, there)) == []


def test_what_refers_to_a_refused_row_falls_too_however_far(tmp_path: Path) -> None:
    result = checked(changed(good(), "members", 2, {"first_name": ""}), tmp_path)
    assert said(result) == [
        "members.csv 4 first_name: There is nothing in first_name. It must have a value.",
        (
            "postings.csv 5 collar: The member 707 is refused (members.csv, row 4),"
            " and this row with it."
        ),
        (
            "patrols.csv 3 ref: Leg 1 of patrol P2 is refused (legs.csv, row 4),"
            " and a patrol goes with all its legs."
        ),
        (
            "legs.csv 4 officers: The member 707 is refused (members.csv, row 4),"
            " and this row with it."
        ),
    ]


def test_a_reference_to_a_refused_change_still_finds_the_row_that_stands(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    result = checked(changed(good(), "members", 2, {"first_name": ""}), tmp_path, there)
    assert refused(result) == {"members": 1}


def test_a_part_falls_with_its_refused_parent_also_if_that_stands_already(tmp_path: Path) -> None:
    there = standing(good(), tmp_path)
    tables = changed(good(), "messages", 0, {"kind": "golf"})
    tables = changed(tables, "consultations", 0, {"title": ""})
    result = checked(tables, tmp_path, there)
    assert refused(result) == {"messages": 1, "posts": 1, "consultations": 1, "responses": 1}


def test_a_code_that_is_refused_is_no_code(tmp_path: Path) -> None:
    tables = added(
        good(),
        "codes",
        *({"list": "mode", "code": "tram", "label": ""},),
    )
    result = checked(changed(tables, "legs", 2, {"mode": "tram"}), tmp_path)
    assert refused(result) == {"patrols": 1, "legs": 1, "codes": 1}


def test_a_package_does_not_depend_on_the_order_of_its_rows(tmp_path: Path) -> None:
    tables = {name: rows[::-1] for name, rows in good().items()}
    assert said(checked(tables, tmp_path)) == []
    assert reading(tables, tmp_path).rows["legs"]
    assert folder(tables, tmp_path / "again").is_dir()
