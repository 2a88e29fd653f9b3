"""What stands out in a month's figures, by example."""

from __future__ import annotations

from snt_desk.domain.figures import Figure
from snt_desk.domain.remarks import held, percent, remarks


def figure(name: str, value: int, *, status: str = "reported") -> Figure:
    section, measure, by, category = name.split(".")
    return Figure(section, measure, by, category, value, "count", status)


FOOT = "patrols.patrol_time.mode.foot"


def titles(*figures: Figure, last_year: tuple[Figure, ...] = ()) -> list[str]:
    return [one.title for one in remarks(figures, last_year)]


def test_foot_hours_far_from_last_years_are_worth_a_word() -> None:
    [found] = remarks([figure(FOOT, 2565)], [figure(FOOT, 3720)])
    assert found.title == "Foot hours down 31 % on last year"
    assert found.detail == "43 h now, 62 h then"
    assert ".".join(found.key) == FOOT


def test_a_small_change_is_not() -> None:
    assert titles(figure(FOOT, 810), last_year=(figure(FOOT, 1000),)) == []
    assert titles(figure(FOOT, 800), last_year=(figure(FOOT, 1000),)) != []


def test_nor_is_much_of_nearly_nothing() -> None:
    assert titles(figure(FOOT, 0), last_year=(figure(FOOT, 599),)) == []


def test_a_month_that_is_not_over_is_not_held_against_a_whole_one() -> None:
    now = figure(FOOT, 10, status="provisional")
    assert titles(now, last_year=(figure(FOOT, 3720),)) == []


def test_people_away_are_worth_a_word_by_what_took_most() -> None:
    found = remarks(
        [
            figure("time.rostered.role.pc", 60_000),
            figure("time.unavailable.absence.sickness", 4_800),
            figure("time.abstracted.absence.court", 1_200),
            figure("time.abstracted.absence.scene_guard", 4_800),
        ],
        [],
    )
    assert [one.title for one in found] == [
        "Sickness took 8 % of duty time",
        "10 % of duty time abstracted",
    ]
    assert found[1].detail == "100 h, most of it scene guard"
    assert found[1].key[3] == "scene_guard"


def test_what_is_overdue_not_told_or_waiting_is_worth_a_word() -> None:
    assert titles(
        figure("partners.actions_overdue.owner.police", 2),
        figure("partners.actions_overdue.owner.partner", 1),
        figure("priorities.live.theme.asb", 3),
        figure("priorities.updated_in_3_months.all.all", 2),
        figure("residents.open_over_72h.all.all", 1),
    ) == [
        "2 police actions overdue",
        "1 partner action overdue",
        "1 priority not updated for 3 months",
        "1 resident waiting over 72 hours",
    ]


def test_each_section_says_what_it_holds() -> None:
    said = held(
        [
            figure("people.headcount.role.pc", 8),
            figure("people.headcount.role.sergeant", 1),
            figure("people.fte.role.pc", 830),
            figure("time.rostered.role.pc", 72_240),
            figure("hotspots.visits.all.all", 48),
            figure("hotspots.visits.hotspot.H1", 48),
            figure("priorities.live.theme.asb", 3),
            figure("priorities.updated_in_3_months.all.all", 3),
            figure("partners.meetings.meeting_kind.other", 1),
            figure("residents.needing_reply.all.all", 44),
            figure("residents.answered_in_72h.all.all", 41),
            figure("quality.overlapping_time.all.all", 65),
        ]
    )
    assert said["people"] == "9 people, 8.3 full-time"
    assert said["time"] == "1,204 h rostered"
    assert said["hotspots"] == "48 visits"
    assert said["priorities"] == "3 live, all updated"
    assert said["partners"] == "1 meeting"
    assert said["residents"] == "41 of 44 in time"
    assert said["quality"] == "1 h 5 min overlapping"


def test_a_change_is_rounded_to_whole_percent() -> None:
    assert (percent(108, 100), percent(69, 100), percent(0, 4)) == (8, -31, -100)
