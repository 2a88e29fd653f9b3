"""Appointments are agreed without who it is for; what they clash with is said, and not refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.appointments import AppointmentDraft
from snt_desk.domain.clock import london
from snt_desk.domain.community import ContactDraft, Details, EventDraft
from snt_desk.domain.duties import DutyDraft
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.domain.partners import MeetingDraft
from snt_desk.errors import DeskError
from snt_desk.services import (
    appointment_lists,
    appointments,
    clashes,
    contacts,
    diary,
    duties,
    events,
    history,
    partners,
    series,
)
from snt_desk.services.appointment_lists import AppointmentRow
from snt_desk.services.community_lists import Asked
from snt_desk.services.team import TeamName

# Ridley is on duty on Sun 22 Nov from 07:00 to 15:00, and nobody else on any day.
NOW = london(2026, 11, 22, 6)
TEN = london(2026, 11, 22, 10)
LIGHTS = ContactDraft(london(2026, 11, 20, 8, 15), "phone", "Lights out", "1432", priority="T1")
WHO = Details("Rose Ashdown", "01632 960301", "step-free")
VISIT = AppointmentDraft("home", TEN, 45, "1432", place="B1")
HOUR = timedelta(hours=1)


@pytest.fixture
def lights(store: Store, team: TeamName) -> str:
    """What the appointments are about; its ref."""
    with store.change("Add contact") as session:
        return contacts.add(session, team.id, LIGHTS, WHO)


def add(store: Store, team: TeamName, draft: AppointmentDraft) -> str:
    with store.change("Add appointment") as session:
        return appointments.add(session, team.id, draft)


def against(store: Store, team: TeamName, draft: AppointmentDraft, ref: str = "") -> list[str]:
    """What speaks against it, in a word or two."""
    with store.read() as session:
        return [one.brief for one in clashes.of_appointment(session, team.id, draft, ref)]


# --- Written and read -------------------------------------------------------------------------


def test_it_is_opened_as_it_was_written(store: Store, team: TeamName, lights: str) -> None:
    draft = replace(VISIT, contact=lights, partner="O1")
    ref = add(store, team, draft)
    with store.read() as session:
        assert appointments.opened(session, ref) == draft
        assert appointments.of_contact(session, lights) == [ref]
    later = replace(draft, at=TEN + HOUR, lasts=None, officer=None, status="held", partner=None)
    with store.change("Change appointment") as session:
        appointments.change(session, ref, later)
    with store.read() as session:
        assert appointments.opened(session, ref) == later


def test_it_can_be_deleted_and_brought_back(store: Store, team: TeamName) -> None:
    ref = add(store, team, VISIT)
    with store.change("Delete appointment") as session:
        appointments.delete(session, ref)
    with store.read() as session, pytest.raises(DeskError, match="no longer there"):
        appointments.opened(session, ref)
    store.undo()
    with store.read() as session:
        assert appointments.opened(session, ref) == VISIT


@pytest.mark.parametrize(
    "draft",
    [
        replace(VISIT, kind=""),
        replace(VISIT, at=None),
        replace(VISIT, lasts=0),
        replace(VISIT, lasts=961),
        replace(VISIT, officer="9999"),
        replace(VISIT, contact="gone"),
        replace(VISIT, partner="gone"),
    ],
)
def test_what_cannot_be_true_is_not_written(
    store: Store, team: TeamName, draft: AppointmentDraft
) -> None:
    with pytest.raises(DeskError):
        add(store, team, draft)
    with store.read() as session:
        assert appointment_lists.count(session, team.id) == 0


def test_what_a_resident_needs_is_not_told_only_that_something_is(
    store: Store, team: TeamName, lights: str
) -> None:
    add(store, team, replace(VISIT, contact=lights))
    with store.read() as session:
        assert appointments.has_needs(session, lights)
        [row] = read(store, team)
        [entry] = diary.coming(session, team.id, NOW)
        subjects = appointments.subjects(session, team.id)
    assert row.needs
    assert entry.needs
    said = repr((row, entry, subjects))
    assert not any(one in said for one in ("Ashdown", "01632", "step-free"))


def test_an_old_contact_can_still_be_chosen_where_it_is_meant(
    store: Store, team: TeamName, lights: str
) -> None:
    with store.change("Many more") as session:
        said = {"team_id": team.id, "channel": "phone", "subject": "Noise", "status": "open"}
        session.add_all(
            m.Contact(ref=f"C{number}", received=TEN + number * HOUR, **said)
            for number in range(200)
        )
    with store.read() as session:
        latest = {one.ref for one in appointments.subjects(session, team.id)}
        also = [one.ref for one in appointments.subjects(session, team.id, (lights,))]
    assert (len(latest), lights in latest) == (200, False)
    assert also[-1] == lights


# --- Clashes ----------------------------------------------------------------------------------


def test_who_is_on_duty_and_free_can_go(store: Store, team: TeamName) -> None:
    assert against(store, team, VISIT) == []


@pytest.mark.parametrize(
    ("at", "officer", "brief"),
    [
        (london(2026, 11, 22, 14, 30), "1432", "off duty"),
        (london(2026, 11, 22, 6, 59), "1432", "off duty"),
        (TEN, "7104", "rest day"),
        # Of this day the roster says nothing at all.
        (london(2026, 11, 23, 10), "1432", ""),
    ],
)
def test_who_is_off_duty_then_is_named(
    store: Store, team: TeamName, at: datetime, officer: str, brief: str
) -> None:
    found = against(store, team, replace(VISIT, at=at, officer=officer))
    assert found == ([brief] if brief else [])


def test_whose_duty_goes_on_in_another_is_there_and_whose_has_a_gap_is_not(
    store: Store, team: TeamName
) -> None:
    at_end = replace(VISIT, at=london(2026, 11, 22, 14, 45), lasts=30)
    overtime = DutyDraft("1432", "other", london(2026, 11, 22, 15, 5), london(2026, 11, 22, 18))
    with store.change("Add duty") as session:
        ref = duties.add(session, team.id, overtime)
    assert against(store, team, at_end) == ["off duty"]
    with store.change("Change duty") as session:
        duties.change(session, ref, replace(overtime, start=london(2026, 11, 22, 15)))
    assert against(store, team, at_end) == []


def test_leave_is_said_and_not_that_there_is_no_duty_as_well(store: Store, team: TeamName) -> None:
    with store.change("Leave") as session:
        key = session.scalar(select(m.Member.id).where(m.Member.collar == "7104"))
        leave = m.Absence(ref="L1", member_id=key, kind="annual_leave")
        leave.start, leave.end = london(2026, 11, 22), london(2026, 11, 24)
        session.add(leave)
    assert against(store, team, replace(VISIT, officer="7104")) == ["annual leave"]


def test_whatever_else_takes_the_same_time_is_named(store: Store, team: TeamName) -> None:
    with store.change("Be elsewhere") as session:
        appointments.add(session, team.id, replace(VISIT, at=TEN + HOUR / 2))
        stall = EventDraft("stall", "Stall", start=TEN - HOUR, end=TEN + HOUR, officers=("1432",))
        events.add(session, team.id, stall)
        panel = MeetingDraft("other", "Panel", TEN, TEN + HOUR, officers=("1432",))
        partners.add_meeting(session, team.id, panel)
    with store.read() as session:
        found = [one.text for one in clashes.of_appointment(session, team.id, VISIT, "")]
    assert found == [
        "PC Ridley has an appointment then, 10:30 to 11:15.",
        "PC Ridley has the event Stall then, 09:00 to 11:00.",
        "PC Ridley has the meeting Panel then, 10:00 to 11:00.",
    ]


@pytest.mark.parametrize(("minutes", "meets"), [(44, True), (45, False), (-29, True), (-30, False)])
def test_what_ends_as_the_next_begins_does_not_clash(
    store: Store, team: TeamName, minutes: int, *, meets: bool
) -> None:
    # Nobody has said how long the other is: it takes half an hour.
    add(store, team, replace(VISIT, at=TEN + timedelta(minutes=minutes), lasts=None))
    assert against(store, team, VISIT) == (["double booked"] if meets else [])


def test_neither_itself_nor_what_was_cancelled_clashes(store: Store, team: TeamName) -> None:
    ref = add(store, team, VISIT)
    add(store, team, replace(VISIT, status="cancelled_by_resident"))
    assert against(store, team, VISIT, ref) == []
    assert against(store, team, VISIT) == ["double booked"]
    off = london(2026, 11, 22, 20)
    assert against(store, team, replace(VISIT, at=off, status="cancelled_by_police")) == []


# --- What is to come --------------------------------------------------------------------------


def test_the_next_days_have_events_meetings_and_appointments_in_order(
    store: Store, team: TeamName, lights: str
) -> None:
    with store.change("Plan") as session:
        panel = MeetingDraft("other", "Panel", TEN + HOUR, None, officers=("1432",))
        partners.add_meeting(session, team.id, panel)
        appointments.add(session, team.id, replace(VISIT, contact=lights))
        for title, start, end in (
            ("Begun", NOW - HOUR, NOW + HOUR),
            ("Over", NOW - 2 * HOUR, NOW - HOUR),
            ("Next week", NOW + timedelta(days=7), None),
        ):
            stall = EventDraft("stall", title, start=start, end=end, officers=("7104",))
            events.add(session, team.id, stall)
        appointments.add(session, team.id, replace(VISIT, status="cancelled_by_police"))
    with store.read() as session:
        found = diary.coming(session, team.id, NOW)
    assert [(one.table, one.title, one.who) for one in found] == [
        ("events", "Begun", ("PCSO Calloway",)),
        ("appointments", "Lights out", ("PC Ridley",)),
        ("meetings", "Panel", ("PC Ridley",)),
    ]
    assert [[clash.brief for clash in one.clashes] for one in found] == [["rest day"], [], []]


def test_a_meeting_of_a_series_is_to_come_and_clashes_before_it_is_planned(
    store: Store, team: TeamName
) -> None:
    with store.change("Meet every week") as session:
        draft = SeriesDraft("other", "Tasking", "weekly", 1, date(2026, 11, 1), "10:30", 60)
        series.add(session, team.id, replace(draft, officers=("1432",)))
        appointments.add(session, team.id, VISIT)
    with store.read() as session:
        visit, met = diary.coming(session, team.id, NOW)
        [found] = clashes.of_appointment(session, team.id, replace(VISIT, lasts=30), "")[:1]
    assert (met.table, met.title, met.who) == ("meeting_series", "Tasking", ("PC Ridley",))
    assert met.start == london(2026, 11, 22, 10, 30)
    assert [[one.brief for one in each.clashes] for each in (visit, met)] == [["double booked"]] * 2
    assert found.text == "PC Ridley has an appointment then, 10:00 to 10:45."
    with store.change("End posting") as session:
        member = session.scalars(select(m.Member.id).where(m.Member.collar == "1432")).one()
        for one in session.scalars(select(m.Posting).where(m.Posting.member_id == member)):
            one.to = date(2026, 11, 22)
    with store.read() as session:
        assert [
            one.who for one in diary.coming(session, team.id, NOW) if one.title == "Tasking"
        ] == [()]


# --- The list ---------------------------------------------------------------------------------


def read(store: Store, team: TeamName, asked: Asked = Asked()) -> list[AppointmentRow]:  # noqa: B008  # frozen
    with store.read() as session:
        found = appointment_lists.listed(session, team.id, asked, NOW)
        return appointment_lists.rows(session, [key for key in found.keys if key >= 0])


def titles(store: Store, team: TeamName, asked: Asked) -> tuple[str, ...]:
    with store.read() as session:
        return appointment_lists.listed(session, team.id, asked, NOW).titles


@pytest.fixture
def five(store: Store, team: TeamName, lights: str) -> TeamName:
    """One that nobody has said anything of since, two to come, two that are over."""
    for days, kind, status, about in (
        (2, "phone", "booked", None),
        (1, "home", "requested", lights),
        (-1, "station", "booked", None),
        (-3, "video", "held", None),
        (-2, "street", "did_not_attend", None),
    ):
        at = TEN + timedelta(days=days)
        add(store, team, replace(VISIT, kind=kind, status=status, at=at, contact=about))
    return team


def test_what_is_to_be_said_stands_first_then_the_next_then_the_last(
    store: Store, five: TeamName
) -> None:
    kinds = [one.kind for one in read(store, five)]
    assert kinds == ["Police station", "Home visit", "Phone", "Street", "Video"]
    assert titles(store, five, Asked()) == (
        *("Say what became of it, 1", "To come, 2", "Over, or cancelled, 2"),
    )
    assert [one.kind for one in read(store, five, Asked(only=True))] == kinds[:3]
    with store.read() as session:
        assert appointment_lists.to_say(session, five.id, NOW) == 1


@pytest.mark.parametrize("name", sorted(appointment_lists.columns()))
def test_each_column_sorts_either_way(store: Store, five: TeamName, name: str) -> None:
    add(store, five, replace(VISIT, officer="7104", place="B2"))
    for order in {(name, False), (name, True)} - {appointment_lists.USUAL}:
        found = read(store, five, Asked(orders=(order,)))
        shown = [getattr(one, {"status": "status_label"}.get(name, name)) for one in found]
        there = sorted((one for one in shown if one), reverse=order[1])
        assert (len(found), shown) == (6, there + [""] * (6 - len(there)))


def test_words_are_looked_for_in_what_is_shown_and_a_priority_in_the_contact(
    store: Store, five: TeamName
) -> None:
    assert [one.subject for one in read(store, five, Asked("LIGHTS home"))] == ["Lights out"]
    assert [one.kind for one in read(store, five, Asked("did not"))] == ["Street"]
    assert read(store, five, Asked("ashdown")) == []
    assert [one.kind for one in read(store, five, Asked(priority="T1"))] == ["Home visit"]


def test_its_history_says_in_words_what_was_changed(
    store: Store, team: TeamName, lights: str
) -> None:
    ref = add(store, team, VISIT)
    with store.change("Change appointment") as session:
        later = replace(VISIT, officer="7104", status="held", contact=lights, lasts=60)
        appointments.change(session, ref, later)
    with store.read() as session:
        changed = history.of(session, "appointments", ref)[0]
    said = {one.field: (one.before, one.after) for one in changed.differences}
    assert said["Status"] == ("Booked", "Held")
    assert said["Minutes"] == ("45", "60")
    assert said["Contact"] == ("", "Fri 20 Nov 2026 08:15")
    assert "Calloway" in said["Officer"][1]
    assert "Ashdown" not in repr(changed)
