"""Duties are put on days, repeated and taken away; a month of them is read as it is."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlalchemy import event

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.duties import AbsenceDraft, DutyDraft, ShiftTimes, Slot
from snt_desk.errors import DeskError
from snt_desk.services import duties, duty_month, holidays, returns
from snt_desk.services.duty_month import MonthRoster
from snt_desk.services.team import TeamName
from tests.fixtures_team import another_team

NOVEMBER = Month(2026, 11)
RIDLEY, CALLOWAY = "1432", "7104"


def slot(day: int, collar: str = RIDLEY) -> Slot:
    return Slot(collar, date(2026, 11, day))


def put(store: Store, team: TeamName, code: str, *slots: Slot) -> int:
    with store.change("Set duties") as session:
        return duties.put(session, team.id, slots, code)


def month(store: Store, team: TeamName, wanted: Month = NOVEMBER) -> MonthRoster:
    with store.read() as session:
        return duty_month.read(session, team.id, wanted)


def said(store: Store, team: TeamName, collar: str = RIDLEY) -> dict[int, list[str]]:
    """Say what somebody does on the days of November that have a duty."""
    person = next(one for one in month(store, team).people if one.collar == collar)
    return {
        day.slot.day.day: [f"{one.code} {ShiftTimes.of(one.span).shown}" for one in day.duties]
        for day in person.days
        if day.duties
    }


# --- Writing ----------------------------------------------------------------------------------


def test_a_duty_is_put_on_days_at_its_usual_times(store: Store, team: TeamName) -> None:
    assert put(store, team, "late", slot(23), slot(24)) == 2
    assert said(store, team) == {
        22: ["early 07:00 to 15:00"],
        23: ["late 14:00 to 22:00"],
        24: ["late 14:00 to 22:00"],
    }


def test_another_duty_takes_the_place_of_the_only_one_and_keeps_its_name_and_note(
    store: Store, team: TeamName
) -> None:
    with store.change("Note") as session:
        session.query(m.Duty).one().note = "Exigencies of duty"
    put(store, team, "night", slot(22))
    with store.read() as session:
        duty = session.query(m.Duty).one()
        assert (duty.ref, duty.note, duty.code) == ("D1", "Exigencies of duty", "night")
        assert (duty.start, duty.end) == (london(2026, 11, 22, 21), london(2026, 11, 23, 5))


def test_the_same_duty_again_keeps_its_own_times(store: Store, team: TeamName) -> None:
    draft = DutyDraft(RIDLEY, "early", london(2026, 11, 22, 6), london(2026, 11, 22, 12))
    with store.change("Change") as session:
        duties.change(session, "D1", draft)
    assert put(store, team, "early", slot(22)) == 0
    assert said(store, team) == {22: ["early 06:00 to 12:00"]}


def test_two_duties_of_a_day_are_never_replaced_by_one(store: Store, team: TeamName) -> None:
    second = DutyDraft(RIDLEY, "late", london(2026, 11, 22, 16), london(2026, 11, 22, 20))
    with store.change("Add") as session:
        duties.add(session, team.id, second)
    before = said(store, team)
    with pytest.raises(DeskError, match="There are 2 duties on Sun 22 Nov"):
        put(store, team, "night", slot(21), slot(22))
    assert said(store, team) == before


def test_who_is_not_posted_that_day_gets_no_duty(store: Store, team: TeamName) -> None:
    with pytest.raises(DeskError, match="not posted here on Wed 31 Dec"):
        put(store, team, "early", Slot(RIDLEY, date(2025, 12, 31)))


def test_a_day_is_repeated_with_its_own_times_and_a_rest_day_as_rest(
    store: Store, team: TeamName
) -> None:
    draft = DutyDraft(RIDLEY, "early", london(2026, 11, 22, 6), london(2026, 11, 22, 12))
    put(store, team, "night", slot(25))
    with store.change("Repeat") as session:
        duties.change(session, "D1", draft)
        duties.repeat(session, team.id, [(slot(22), slot(23)), (slot(23), slot(24))])
        duties.repeat(session, team.id, [(slot(21), slot(25))])
    early = ["early 06:00 to 12:00"]
    assert said(store, team) == {22: early, 23: early, 24: early}


def test_days_are_cleared_and_brought_back_by_undo(store: Store, team: TeamName) -> None:
    put(store, team, "late", slot(23), slot(23, CALLOWAY))
    before = said(store, team)
    with store.change("Delete duties") as session:
        assert duties.clear(session, team.id, [slot(22), slot(23)]) == 2
    assert said(store, team) == {}
    assert said(store, team, CALLOWAY) == {23: ["late 14:00 to 22:00"]}
    store.undo()
    assert said(store, team) == before


def test_the_teams_own_times_are_those_of_new_duties(store: Store, team: TeamName) -> None:
    with store.change("Times") as session:
        duties.keep_times(session, "early", ShiftTimes(time(6), time(14)))
        duties.keep_times(session, "night", ShiftTimes(time(22), time(7)))
    put(store, team, "early", slot(23))
    put(store, team, "night", slot(24))
    assert said(store, team) == {
        22: ["early 07:00 to 15:00"],
        23: ["early 06:00 to 14:00"],
        24: ["night 22:00 to 07:00"],
    }


def test_a_duty_that_cannot_be_true_is_refused(store: Store, team: TeamName) -> None:
    draft = DutyDraft(RIDLEY, "early", london(2026, 11, 22, 7), london(2026, 11, 23, 7))
    with pytest.raises(DeskError, match="cannot be saved"), store.change("Change") as session:
        duties.change(session, "D1", draft)


def test_what_is_gone_is_said(store: Store, team: TeamName) -> None:
    with store.read() as session:
        assert duties.slot(session, "D1") == slot(22)
        with pytest.raises(DeskError, match="no longer there"):
            duties.slot(session, "D0")
        with pytest.raises(DeskError, match="no longer there"):
            duties.absence_slot(session, "A0")


def leave(kind: str = "annual_leave") -> AbsenceDraft:
    return AbsenceDraft(RIDLEY, kind, london(2026, 11, 22), london(2026, 11, 25))


def test_an_absence_is_added_changed_and_taken_away(store: Store, team: TeamName) -> None:
    with store.change("Add") as session:
        ref = duties.add_absence(session, leave())
    with store.change("Change") as session:
        duties.change_absence(session, ref, leave("sickness"))
    person = next(one for one in month(store, team).people if one.collar == RIDLEY)
    shown = {day.slot.day.day: day.taken.letter for day in person.days if day.taken}
    assert shown == {22: "S", 23: "S", 24: "S"}
    with store.read() as session:
        assert duties.absence_slot(session, ref) == slot(22)
    with store.change("Delete") as session:
        duties.delete_absence(session, ref)
        assert session.query(m.Absence).count() == 0


# --- A month ----------------------------------------------------------------------------------


def test_people_stand_by_role_and_name_and_who_is_only_lent_comes_last(
    store: Store, team: TeamName
) -> None:
    with store.change("Lend") as session:
        other = another_team(session)
        lent = m.Member(collar="9", first_name="Owen", last_name="Able")
        session.add(lent)
        session.flush()
        session.add(
            m.Posting(
                member_id=lent.id,
                team_id=other,
                role="sergeant",
                fte_percent=100,
                from_=date(2026, 1, 1),
            )
        )
        draft = DutyDraft("9", "late", london(2026, 11, 21, 14), london(2026, 11, 21, 22))
        duties.add(session, team.id, draft)
    people = month(store, team).people
    assert [one.called for one in people] == [
        "Sgt Okafor",
        "PC Ridley",
        "PCSO Calloway",
        "Sgt Able",
    ]
    assert [day.open for day in people[-1].days] == [day == 21 for day in range(1, 31)]


def test_cover_is_counted_as_far_as_the_roster_goes(store: Store, team: TeamName) -> None:
    put(store, team, "day", slot(22, CALLOWAY), slot(23, CALLOWAY))
    early, late = month(store, team).cover
    assert early.counts[20:] == (0, 2, 1, *([None] * 7))
    assert early.short[20:24] == (True, False, True, False)
    assert late.counts[22] == 0


def test_rest_is_looked_at_across_the_months_end(store: Store, team: TeamName) -> None:
    put(store, team, "late", slot(30))
    with store.change("Set") as session:
        duties.put(session, team.id, [Slot(RIDLEY, date(2026, 12, 1))], "early")
    (person,) = [one for one in month(store, team, Month(2026, 12)).people if one.collar == RIDLEY]
    assert [one.title for one in person.breaches] == ["Only 9 h off before this duty"]
    assert [p.breaches for p in month(store, team).people if p.collar == RIDLEY] == [()]


def test_abstraction_is_what_the_return_counts(store: Store, team: TeamName) -> None:
    put(store, team, "late", slot(23), slot(24))
    court = AbsenceDraft(RIDLEY, "court", london(2026, 11, 23, 9), london(2026, 11, 23, 18))
    with store.change("Add") as session:
        duties.add_absence(session, court)
    figure = month(store, team).abstraction
    with store.read() as session:
        counted = {one.name: one.value for one in returns.counted(session, team, NOVEMBER)}
    assert figure.by_kind == {"court": counted["time.abstracted.absence.court"]} == {"court": 240}
    assert figure.rostered == sum(
        value for name, value in counted.items() if name.startswith("time.rostered.")
    )


def test_a_month_is_read_in_as_many_queries_however_many_people_there_are(
    store: Store, team: TeamName
) -> None:
    asked: list[str] = []
    with store.read() as session:
        connection = session.connection()

        @event.listens_for(connection, "before_cursor_execute")
        def _count(*said: object) -> None:
            asked.append(str(said[2]))

        duty_month.read(session, team.id, NOVEMBER)
    assert len(asked) <= 9


# --- Bank holidays ----------------------------------------------------------------------------


def test_bank_holidays_have_their_names_and_substitute_days() -> None:
    known = holidays.bank_holidays()
    assert known[date(2026, 12, 25)] == "Christmas Day"
    assert known[date(2026, 12, 28)] == "Boxing Day (substitute day)"
    assert date(2026, 12, 26) not in known
    assert date(2026, 3, 17) not in known  # St Patrick’s Day is no holiday here
    assert holidays.known_until() >= 2028
