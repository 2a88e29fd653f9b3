from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.package.made import added, changed, checked, good, refused, said


@pytest.mark.parametrize(
    ("table", "at", "cells", "problem"),
    [
        (
            *("places", 0, {"code": "none"}),
            "places.csv 2 code: No place can be called none: in the return that means no place.",
        ),
        (
            *("postings", 1, {"to": "2020-01-01"}),
            "postings.csv 3 to: to is the first day not covered. Write a day after Wed 1 Jan 2020.",
        ),
        (
            *("duties", 0, {"end": "2026-10-03T14:00+01:00"}),
            (
                "duties.csv 2 end: It ends at 14:00 on Sat 3 Oct 2026, which is not after its start"
                " at 14:00 on Sat 3 Oct 2026."
            ),
        ),
        (
            *("duties", 0, {"end": "2026-10-04T06:01+01:00"}),
            (
                "duties.csv 2 end: It lasts 16 h 1 min, more than 16 h."
                " Look at the days and times of both ends."
            ),
        ),
        (
            *("absences", 0, {"end": "2026-10-11T17:00+01:00"}),
            (
                "absences.csv 2 end: It ends at 17:00 on Sun 11 Oct 2026, which is not after its"
                " start at 13:00 on Mon 12 Oct 2026."
            ),
        ),
        (
            *("priorities", 1, {"adopted": "2026-10-01"}),
            (
                "priorities.csv 3 adopted: The status is proposed, so adopted must be empty."
                " Change one of them."
            ),
        ),
        (
            *("priorities", 1, {"closed": "2026-10-01"}),
            (
                "priorities.csv 3 closed: The status is proposed, so closed must be empty."
                " Change one of them."
            ),
        ),
        (
            *("priorities", 0, {"adopted": ""}),
            (
                "priorities.csv 2 adopted: The status is adopted, so adopted must have a value."
                " Fill it in."
            ),
        ),
        (
            *("priorities", 0, {"closed": "2026-10-01"}),
            (
                "priorities.csv 2 closed: The status is adopted, so closed must be empty."
                " Change one of them."
            ),
        ),
        (
            *("priorities", 0, {"result": "reduced"}),
            (
                "priorities.csv 2 result: The status is adopted, so result must be empty."
                " Change one of them."
            ),
        ),
        (
            *("priorities", 2, {"closed": ""}),
            (
                "priorities.csv 4 closed: The status is closed, so closed must have a value."
                " Fill it in."
            ),
        ),
        (
            *("priorities", 2, {"result": ""}),
            (
                "priorities.csv 4 result: The status is closed, so result must have a value."
                " Fill it in."
            ),
        ),
        (
            *("outcomes", 0, {"event": "E1"}),
            (
                "outcomes.csv 2 patrol: An outcome is of a patrol or of an event."
                " Name one of them, not both."
            ),
        ),
        (
            *("outcomes", 0, {"patrol": ""}),
            (
                "outcomes.csv 2 patrol: An outcome is of a patrol or of an event."
                " Name one of them, not both."
            ),
        ),
        (
            *("meetings", 0, {"end": "2026-10-07T06:01+01:00"}),
            (
                "meetings.csv 2 end: It lasts 16 h 1 min, more than 16 h."
                " Look at the days and times of both ends."
            ),
        ),
        (
            *("actions", 0, {"owner_partner": "O1"}),
            (
                "actions.csv 2 owner_collar: An action has one owner, a member or a partner."
                " Name one of them."
            ),
        ),
        (
            *("actions", 0, {"owner_collar": ""}),
            (
                "actions.csv 2 owner_collar: An action has one owner, a member or a partner."
                " Name one of them."
            ),
        ),
        (
            *("consultations", 1, {"closed": "2026-08-31"}),
            (
                "consultations.csv 3 closed: Mon 31 Aug 2026 is before Tue 1 Sep 2026,"
                " on which it begins."
            ),
        ),
        (
            *("contacts", 0, {"answered": ""}),
            (
                "contacts.csv 2 answered: The status is answered, so answered must say when."
                " Fill it in."
            ),
        ),
        (
            *("contacts", 1, {"answered": "2026-10-24T09:00+01:00"}),
            (
                "contacts.csv 3 answered: The status is open, so answered must be empty."
                " Change one of them."
            ),
        ),
        (
            *("contacts", 0, {"answered": "2026-10-23T16:59+01:00"}),
            (
                "contacts.csv 2 answered: 16:59 on Fri 23 Oct 2026 is before the contact came in,"
                " at 17:00 on Fri 23 Oct 2026."
            ),
        ),
        (
            *("campaigns", 0, {"to": "2026-10-25"}),
            "campaigns.csv 2 to: Sun 25 Oct 2026 is before Mon 26 Oct 2026, on which it begins.",
        ),
        (
            *("nil_sections", 0, {"section": "gossip"}),
            (
                "nil_sections.csv 2 section: gossip is no section of the return. Use people, time,"
                " patrols, hotspots, outcomes, priorities, consultation, engagement, partners,"
                " messages, residents, quality."
            ),
        ),
        (
            *("codes", 0, {"valid_from": "2026-01-01", "valid_to": "2026-01-01"}),
            (
                "codes.csv 2 valid_to: valid_to is the first day not covered. Write a day after"
                " Thu 1 Jan 2026."
            ),
        ),
    ],
)
def test_a_row_that_cannot_be_true_is_refused_with_its_reason(
    tmp_path: Path, table: str, at: int, cells: dict[str, str], problem: str
) -> None:
    result = checked(changed(good(), table, at, cells), tmp_path)
    assert problem in said(result)
    assert refused(result)[table] >= 1


@pytest.mark.parametrize("flags", ["absent", "unavailable;abstracted"])
def test_an_absence_has_one_known_flag_or_none(tmp_path: Path, flags: str) -> None:
    tables = good()
    at = next(at for at, row in enumerate(tables["codes"]) if row["list"] == "absence")
    result = checked(changed(tables, "codes", at, {"flags": flags}), tmp_path)
    assert said(result) == [
        (
            f"codes.csv {at + 2} flags: The flag of an absence is unavailable or abstracted,"
            " or there is none."
        )
    ]
    assert not said(checked(changed(tables, "codes", at, {"flags": ""}), tmp_path))


@pytest.mark.parametrize(
    ("table", "at", "cells"),
    [
        ("duties", 0, {"end": "2026-10-04T06:00+01:00"}),
        ("absences", 0, {"end": "2027-03-01T06:00+00:00"}),
        ("priorities", 2, {"adopted": "2026-05-01"}),
        ("priorities", 0, {"status": "paused"}),
        ("postings", 1, {"to": "2020-01-02"}),
        ("consultations", 0, {"closed": "2026-09-01"}),
        ("contacts", 0, {"answered": "2026-10-23T17:00+01:00"}),
        ("contacts", 1, {"status": "passed_on"}),
        ("meetings", 0, {"end": ""}),
        ("outcomes", 0, {"count": "1"}),
    ],
)
def test_what_can_just_be_true_is_taken(
    tmp_path: Path, table: str, at: int, cells: dict[str, str]
) -> None:
    paused = {"list": "priority_status", "code": "paused", "label": "Paused"}
    tables = added(changed(good(), table, at, cells), "codes", paused)
    assert said(checked(tables, tmp_path)) == []


def test_sixteen_hours_are_real_ones_when_the_clocks_go_back(tmp_path: Path) -> None:
    night = {"start": "2026-10-24T18:00+01:00", "end": "2026-10-25T09:00+00:00"}
    assert said(checked(changed(good(), "duties", 0, night), tmp_path)) == []
    night["end"] = "2026-10-25T09:01+00:00"
    assert said(checked(changed(good(), "duties", 0, night), tmp_path)) == [
        (
            "duties.csv 2 end: It lasts 16 h 1 min, more than 16 h."
            " Look at the days and times of both ends."
        )
    ]


def test_a_leg_with_nobody_on_it_is_let_in(tmp_path: Path) -> None:
    result = checked(changed(good(), "legs", 2, {"officers": ""}), tmp_path)
    assert said(result) == []


@pytest.mark.parametrize(
    "crew", [{"officers": "707"}, {"officers": "", "partners": "O1"}, {"officers": "202"}]
)
def test_an_officer_a_volunteer_or_a_partner_makes_a_leg(
    tmp_path: Path, crew: dict[str, str]
) -> None:
    assert said(checked(changed(good(), "legs", 2, crew), tmp_path)) == []


def test_every_fault_of_a_row_is_said_and_it_counts_once(tmp_path: Path) -> None:
    cells = {"end": "2026-10-05T10:00+01:00", "officers": "9999", "mode": "hovercraft"}
    result = checked(changed(good(), "legs", 2, cells), tmp_path)
    assert said(result)[1:] == [
        (
            "legs.csv 4 mode: hovercraft is no code of the list mode. Use foot, bicycle, vehicle,"
            " or add it to the list."
        ),
        (
            "legs.csv 4 end: It ends at 10:00 on Mon 5 Oct 2026, which is not after its start"
            " at 10:00 on Mon 5 Oct 2026."
        ),
        (
            "legs.csv 4 officers: There is no member 9999. Add the member or write another"
            " collar number."
        ),
    ]
    assert refused(result) == {"patrols": 1, "legs": 1}
