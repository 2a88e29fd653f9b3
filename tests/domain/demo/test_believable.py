"""A sergeant who looks at the demo sees a team that could be theirs, loose ends included."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from tests.domain.demo.made import SUNDAY, first_legs, patrols_of, table

POWERS = {"arrest", "stop_search", "drugs_seized", "vehicle_seized"}


def test_some_patrols_last_over_midnight_and_some_have_more_than_one_leg() -> None:
    over = [
        leg
        for leg in table("legs")
        if leg.end and clock.local_day(leg.start) != clock.local_day(leg.end)
    ]
    assert len(over) >= 10
    numbers = Counter(leg.leg for leg in table("legs"))
    assert numbers[2] > 60
    assert numbers[3] > 5


def test_hot_spot_visits_last_a_quarter_of_an_hour_mostly() -> None:
    stays = [clock.minutes_between(visit.start, visit.end) for visit in table("visits")]
    usual = sum(10 <= stay <= 20 for stay in stays)
    assert 0.85 < usual / len(stays) < 1
    assert len({visit.hotspot for visit in table("visits")}) == 4


def test_friday_and_saturday_evenings_are_in_the_town_centre() -> None:
    patrols = patrols_of(SUNDAY)
    evenings = Counter(
        clock.local_day(leg.start).weekday()
        for leg in first_legs(SUNDAY)
        if patrols[leg.patrol].purpose == "town_centre" and clock.local(leg.start).hour >= 17
    )
    assert evenings[4] + evenings[5] > 0.8 * evenings.total()
    assert min(evenings[4], evenings[5]) >= 25


def test_school_runs_are_on_weekdays_when_the_gates_are_busy() -> None:
    patrols = patrols_of(SUNDAY)
    runs = [leg for leg in first_legs(SUNDAY) if patrols[leg.patrol].purpose == "school_run"]
    assert len(runs) > 30
    assert {clock.local(leg.start).hour for leg in runs} <= {8, 14, 15}
    assert not [leg for leg in runs if clock.local_day(leg.start).weekday() > 4]
    assert not [leg for leg in runs if clock.local_day(leg.start).month == 8]


def test_volunteers_partners_and_the_neighbouring_team_come_along() -> None:
    roles = {posting.collar: posting for posting in table("postings")}
    seen = Counter(
        (roles[collar].team, roles[collar].role) for leg in table("legs") for collar in leg.officers
    )
    assert seen["WHA-1", "volunteer"] >= 5
    assert seen["WHA-2", "pc"] >= 5
    assert sum(bool(leg.partners) for leg in table("legs")) >= 12
    only_volunteers = [
        leg
        for leg in table("legs")
        if leg.officers and all(roles[collar].role == "volunteer" for collar in leg.officers)
    ]
    assert not only_volunteers


def test_pcsos_alone_arrest_and_search_nobody() -> None:
    pcsos = {one.collar for one in table("postings") if one.role == "pcso"}
    crews = defaultdict(set)
    for leg in table("legs"):
        crews[leg.patrol].update(leg.officers)
    powers = [one.patrol for one in table("outcomes") if one.patrol and one.kind in POWERS]
    assert powers
    assert not [patrol for patrol in powers if crews[patrol] <= pcsos]


def test_notes_are_short_and_many() -> None:
    notes = [patrol.note for patrol in table("patrols") if patrol.note]
    assert 0.5 < len(notes) / len(table("patrols")) < 0.85
    assert len(set(notes)) > 150
    assert max(map(len, notes)) <= 90


def test_leave_is_taken_in_summer_and_at_christmas() -> None:
    leave = Counter(
        clock.local_day(one.start).month for one in table("absences") if one.kind == "annual_leave"
    )
    assert leave[12] > leave[3]
    days = Counter[int]()
    for one in table("absences"):
        if one.kind == "annual_leave":
            days[clock.local_day(one.start).month] += (one.end - one.start).days
    assert days[7] + days[8] > 2 * (days[3] + days[4])


def test_nobody_is_rostered_twice_at_once() -> None:
    duties = defaultdict(list)
    for duty in table("duties"):
        duties[duty.collar].append((duty.start, duty.end))
    for held in duties.values():
        held.sort()
        assert all(held[n][1] <= held[n + 1][0] for n in range(len(held) - 1))


def test_too_short_a_rest_is_there_to_be_warned_of_and_rare() -> None:
    duties = defaultdict(list)
    for duty in table("duties"):
        duties[duty.collar].append((duty.start, duty.end))
    short = sum(
        held[n + 1][0] - held[n][1] < timedelta(hours=11)
        for held in map(sorted, duties.values())
        for n in range(len(held) - 1)
    )
    assert 1 <= short <= 6


def test_only_months_without_answers_are_checked_none() -> None:
    answered = {Month.of(one.received) for one in table("responses")}
    marked = {Month.parse(one.month) for one in table("nil_sections")}
    assert marked
    assert not marked & answered
    assert max(marked) < Month.of(SUNDAY).plus(-1)
