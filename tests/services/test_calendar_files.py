"""What is written for a calendar is read by somebody else's reader as it was meant."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Event
from sqlalchemy import func, select

from snt_desk.cli import main
from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import calendars, clock
from snt_desk.domain.calendars import Entry
from snt_desk.domain.clock import LONDON, london
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.domain.partners import MeetingDraft
from snt_desk.errors import DeskError
from snt_desk.services import bring_back, calendar_files, partners, series
from snt_desk.services.team import TeamName

MADE = london(2026, 11, 2, 9)
HOSTILE = "Shops; bins, gates\\n\nEND:VEVENT\r\nATTENDEE:mailto:x\x00\x85é 警察 " + "👮🏽" * 40
PANEL = SeriesDraft(
    kind="asb_panel",
    title="ASB panel",
    rule="month_last_weekday",
    first=date(2026, 11, 24),
    at="14:00",
    lasts=90,
    venue="Council offices, room 2",
    partners=("O1",),
    agenda="Mr Nobody of 1 No Street",
    left_out={date(2027, 1, 26): None},
)


def read(data: bytes) -> list[Any]:
    """Give the entries; their values are of many types, each of which is asked for what it is."""
    (calendar,) = Calendar.from_ical(data, multiple=True)
    assert not calendar.errors
    found = list(calendar.walk("VEVENT"))
    assert all(isinstance(one, Event) and not one.errors for one in found)
    return found


def starts(found: list[Any]) -> list[datetime]:
    return [one.start for one in found]


@pytest.fixture
def panel(store: Store, team: TeamName) -> str:
    """The panel that comes again; its ref."""
    with store.change("Add meetings") as session:
        return series.add(session, team.id, PANEL)


def written(store: Store, team: TeamName, of: str = "") -> bytes:
    with store.read() as session:
        return calendar_files.to_come(session, team, date(2026, 11, 2), of)


# --- The format -------------------------------------------------------------------------------


def test_words_come_back_whatever_is_in_them() -> None:
    one = Entry("a@snt-desk", 3, HOSTILE, MADE, MADE + clock.HOUR, where=HOSTILE, about=HOSTILE)
    made = calendars.written(HOSTILE, "OFFICIAL", [one], MADE)
    (found,) = read(made.encode())
    words = HOSTILE.replace("\r\n", "\n").replace("\x00", "").replace("\x85", "\n")
    assert str(found["SUMMARY"]) == str(found["LOCATION"]) == words
    assert str(found["DESCRIPTION"]) == f"OFFICIAL\n{words}"
    assert "ATTENDEE" not in found
    assert (found["SEQUENCE"], str(found["UID"])) == (3, "a@snt-desk")


def test_words_stay_apart_whatever_space_is_between_them() -> None:
    one = Entry("a@snt-desk", 0, "Room\t2,\N{NO-BREAK SPACE}first\N{THIN SPACE}floor", MADE)
    (found,) = read(calendars.written("Team", "OFFICIAL", [one], MADE).encode())
    assert str(found["SUMMARY"]) == "Room 2, first floor"


def test_no_line_is_longer_than_75_octets_and_all_end_alike() -> None:
    one = Entry("a@snt-desk", 0, HOSTILE, MADE)
    made = calendars.written("Team", "OFFICIAL", [one], MADE).encode()
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()


@pytest.mark.parametrize(
    "start",
    [
        london(2027, 1, 5, 14),
        london(2027, 7, 6, 14),
        london(2027, 3, 28, 0, 59),
        london(2027, 3, 28, 2),
        london(2026, 10, 25, 0, 59),
        london(2026, 10, 25, 1, 30, fold=0),
        london(2026, 10, 25, 1, 30, fold=1),
        london(2026, 10, 25, 2),
    ],
)
def test_an_instant_is_read_back_as_the_same(start: datetime) -> None:
    one = Entry("a@snt-desk", 0, "Night watch", start, start + clock.HOUR)
    (found,) = read(calendars.written("Team", "OFFICIAL", [one], MADE).encode())
    assert found.start.astimezone(UTC) == start
    assert found.end.astimezone(UTC) == start + clock.HOUR


def test_the_zone_that_stands_in_it_changes_as_london_does() -> None:
    made = calendars.written("Team", "OFFICIAL", [], MADE).encode()
    (calendar,) = Calendar.from_ical(made, multiple=True)
    (zone,) = calendar.timezones
    theirs = zone.to_tz(lookup_tzid=False)
    for year in range(2020, 2038):
        for month in range(1, 13):
            for day in (1, 24, 31 if month in {3, 10} else 28):
                noon = datetime(year, month, day, 12)  # noqa: DTZ001  # the zone is what is asked
                expected = noon.replace(tzinfo=LONDON).utcoffset()
                assert noon.replace(tzinfo=theirs).utcoffset() == expected


# --- What is in it ----------------------------------------------------------------------------


def test_the_coming_year_of_a_series_keeps_its_time_on_the_wall(
    store: Store, team: TeamName, panel: str
) -> None:
    found = read(written(store, team))
    assert {one.start.strftime("%H:%M") for one in found} == {"14:00"}
    assert {str(one.start.tzinfo) for one in found} == {"Europe/London"}
    assert {one.end - one.start for one in found} == {90 * clock.MINUTE}
    assert [one.start.date() for one in found][:6] == [
        *(date(2026, 11, 24), date(2026, 12, 29), date(2027, 1, 26)),
        *(date(2027, 2, 23), date(2027, 3, 30), date(2027, 4, 27)),
    ]
    assert len(found) == 12
    assert [str(one.get("STATUS", "")) for one in found[:4]] == ["", "", "CANCELLED", ""]


def test_it_says_where_and_with_whom_and_nothing_else(
    store: Store, team: TeamName, panel: str
) -> None:
    data = written(store, team)
    first = read(data)[0]
    assert str(first["SUMMARY"]) == "ASB panel"
    assert str(first["LOCATION"]) == "Council offices, room 2"
    assert str(first["DESCRIPTION"]).startswith("OFFICIAL\nWith ")
    assert b"Nobody" not in data


def test_one_that_is_planned_and_moved_is_the_same_entry_in_a_later_edition(
    store: Store, team: TeamName, panel: str
) -> None:
    before = {str(one["UID"]): one for one in read(written(store, team))}
    with store.change("Plan meeting") as session:
        ref = series.plan(session, panel, date(2026, 12, 29))
    moved = MeetingDraft("asb_panel", "ASB panel", london(2026, 12, 22, 9), minutes="Names.")
    with store.change("Move meeting") as session:
        partners.change_meeting(session, ref, moved)
    data = written(store, team)
    after = {str(one["UID"]): one for one in read(data)}
    assert after.keys() == before.keys()
    (changed,) = [uid for uid, one in after.items() if one.start != before[uid].start]
    assert changed == f"{panel}-20261229@snt-desk"
    assert after[changed]["SEQUENCE"] > before[changed]["SEQUENCE"]
    assert b"Names." not in data


def test_one_that_is_left_out_is_struck_out_in_a_later_edition(
    store: Store, team: TeamName, panel: str
) -> None:
    before = {str(one["UID"]): one for one in read(written(store, team))}
    with store.change("Leave out ASB panel") as session:
        series.leave_out(session, panel, date(2026, 12, 29))
    after = {str(one["UID"]): one for one in read(written(store, team))}
    [off] = [uid for uid, one in after.items() if "STATUS" in one and "STATUS" not in before[uid]]
    assert (off, str(after[off]["STATUS"])) == (f"{panel}-20261229@snt-desk", "CANCELLED")
    assert after[off]["SEQUENCE"] > before[off]["SEQUENCE"]


def test_one_that_is_held_though_it_was_left_out_is_there_once(
    store: Store, team: TeamName, panel: str
) -> None:
    day = date(2026, 12, 29)
    with store.change("Plan meeting") as session:
        ref = series.plan(session, panel, day)
    with store.change("Delete meeting") as session:
        partners.delete_meeting(session, ref)
    with store.read() as session:
        deleted = session.scalars(select(func.max(m.Change.id))).one()
    with store.change("Leave out ASB panel") as session:
        series.leave_out(session, panel, day)
    with store.change("Bring back meeting") as session:
        bring_back.bring_back(session, bring_back.gone(session, deleted))
    found = [one for one in read(written(store, team)) if "20261229" in str(one["UID"])]
    assert ["STATUS" in one for one in found] == [False]


def test_what_is_undone_is_in_a_later_edition_too(store: Store, team: TeamName, panel: str) -> None:
    day = date(2026, 12, 29)
    uid, editions = f"{panel}-20261229@snt-desk", []

    def save() -> Any:
        [found] = [one for one in read(written(store, team)) if str(one["UID"]) == uid]
        editions.append(found["SEQUENCE"])
        return found

    save()
    with store.change("Leave out ASB panel") as session:
        series.leave_out(session, panel, day)
    assert "STATUS" in save()
    store.undo()
    assert "STATUS" not in save(), "it is on again"
    with store.change("Plan meeting") as session:
        ref = series.plan(session, panel, day)
    save()
    with store.change("Delete meeting") as session:
        partners.delete_meeting(session, ref)
    assert save().start == london(2026, 12, 29, 14)
    assert editions == sorted(set(editions)), "a calendar passes over what goes back"


def test_it_can_be_only_a_series_or_only_one_meeting(
    store: Store, team: TeamName, panel: str
) -> None:
    other = MeetingDraft("internal", "Team meeting", london(2026, 11, 24, 9))
    with store.change("Add meeting") as session:
        ref = partners.add_meeting(session, team.id, other)
    assert {str(one["SUMMARY"]) for one in read(written(store, team))} == {
        *("ASB panel", "Team meeting")
    }
    assert {str(one["SUMMARY"]) for one in read(written(store, team, panel))} == {"ASB panel"}
    day = date(2026, 11, 24)
    with store.read() as session:
        mine = read(calendar_files.one(session, team, day, ref))
        theirs = read(calendar_files.one(session, team, day, panel))
    assert starts(mine) == [london(2026, 11, 24, 9)]
    assert starts(theirs) == [london(2026, 11, 24, 14)]


def test_where_nothing_is_to_come_there_is_no_file(store: Store, team: TeamName) -> None:
    with pytest.raises(DeskError, match="No meeting is to come"):
        written(store, team)


# --- The file ---------------------------------------------------------------------------------


def test_it_is_noted_for_whom_it_is_and_takes_the_place_of_its_own_only(
    store: Store, team: TeamName, panel: str, tmp_path: Path
) -> None:
    data, path = written(store, team), tmp_path / "meetings.ics"
    for _ in range(2):
        calendar_files.save(store, path, data, "Greenfold Homes")
    assert path.read_bytes() == data
    assert [one.name for one in tmp_path.glob("*.part")] == []
    theirs = tmp_path / "theirs.ics"
    theirs.write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\n", newline="")
    with pytest.raises(DeskError, match="another file of that name"):
        calendar_files.save(store, theirs, data, "Greenfold Homes")
    with pytest.raises(DeskError, match=r"Choose a name with \.ics"):
        calendar_files.save(store, tmp_path / "meetings.txt", data, "Greenfold Homes")
    with store.read() as session:
        query = "SELECT label, recipient FROM changes WHERE kind = 'note'"
        noted = session.connection().exec_driver_sql(query).all()
    assert noted == [("Save meetings for a calendar: meetings.ics", "Greenfold Homes")] * 2


def test_the_command_writes_it(store: Store, team: TeamName, panel: str, tmp_path: Path) -> None:
    path = tmp_path / "meetings.ics"
    command = ["--database", str(tmp_path / "desk.db"), "calendar", str(path), "--team", team.code]
    store.close()
    assert main([*command, "--recipient", "the council"]) == 0
    assert {str(one["SUMMARY"]) for one in read(path.read_bytes())} == {"ASB panel"}
