"""A demo team's year: Welwyn Hatfield North with invented people, to try everything on.

The same seed and day give the same rows on every computer. Nothing here asks for the
time, reads a file or knows the database.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from snt_desk.domain.clock import Month
from snt_desk.domain.demo import (
    absences,
    campaigns,
    events,
    issues,
    loose_ends,
    meetings,
    messages,
    patrol_rows,
    patrolling,
    people,
    residents,
    rostering,
)
from snt_desk.domain.demo.absences import Away
from snt_desk.domain.demo.diary import Diary
from snt_desk.domain.demo.dice import stream
from snt_desk.domain.demo.issues import Issue
from snt_desk.domain.demo.patrolling import Setting
from snt_desk.domain.demo.people import TEAM
from snt_desk.domain.demo.sheet import row
from snt_desk.domain.demo.year import Year
from snt_desk.domain.package.tables import TABLES, Row, by_name

__all__ = ["TEAM", "rows"]

_NOT_YET_CHECKED: Final = 2
"""The latest months, of which nobody has said yet that a section is empty."""


def rows(seed: int, today: date, made: datetime | None = None) -> dict[str, list[Row]]:
    """Make the demo that stands at 12:15 of `today`: the rows of every table of a data package.

    Of one that is `made` earlier in the day, patrols and who waits stand there: none is ahead.
    From the 1st of the month twelve months before to four weeks ahead; the table of
    codes is empty, as the seeded lists serve. The demo's own team is `TEAM`.
    """
    year = Year(today)
    roll = people.Roll(year)
    shifts = rostering.roster(stream(seed, "roster"), year, roll)
    away = absences.absences(stream(seed, "absences"), year, roll, shifts)
    diary = Diary(shifts)
    for one in away:
        diary.book([one.collar], one.start, one.end)
    by_now = Year(today, made)
    loose_ends.reserve_today(diary, by_now)
    live = issues.issues(stream(seed, "priorities"), year)
    partners = meetings.partner_refs(stream(seed, "partners"))

    found: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    found |= people.teams_and_places(issues.CYCLE_MONTHS) | roll.rows()
    found["duties"] = rostering.duty_rows(stream(seed, "duties"), shifts)
    found["absences"] = absences.absence_rows(stream(seed, "away"), away)
    found |= _priorities(seed, year, live)
    found |= _meetings(seed, year, diary, live, partners)
    community = _community(seed, year, diary, live)
    log = patrolling.Setting(stream(seed, "patrols"), by_now, diary, live, partners)
    patrols = _patrols(seed, log, roll, away)
    community["outcomes"] += patrols["outcomes"]
    found |= patrols | community | _residents(seed, by_now, roll)
    found["nil_sections"] = _nil_sections(year, found["responses"])
    return found


def _priorities(seed: int, year: Year, live: list[Issue]) -> dict[str, list[Row]]:
    dice = stream(seed, "consultations")
    asked = issues.consultations(dice, year)
    return {
        "priorities": issues.issue_rows(live),
        "consultations": issues.consultation_rows(asked),
        "responses": issues.response_rows(dice, year, asked),
    }


def _meetings(
    seed: int, year: Year, diary: Diary, live: list[Issue], partners: dict[str, str]
) -> dict[str, list[Row]]:
    dice = stream(seed, "meetings")
    held = meetings.meetings(dice, year, diary, live)
    agreed = meetings.actions(dice, year, held)
    return {
        "partners": meetings.partner_rows(partners),
        "meetings": meetings.meeting_rows(dice, year, held, partners),
        "actions": meetings.action_rows(dice, agreed, partners),
    }


def _community(seed: int, year: Year, diary: Diary, live: list[Issue]) -> dict[str, list[Row]]:
    dice = stream(seed, "events")
    weeks = campaigns.campaigns(year)
    held = events.events(dice, year, diary, weeks)
    told = messages.messages(stream(seed, "messages"), year, live, held, weeks)
    return {
        "events": events.event_rows(held),
        "outcomes": events.event_outcome_rows(held),
        "campaigns": campaigns.campaign_rows(weeks),
        **messages.message_rows(stream(seed, "posts"), year, told),
    }


def _patrols(
    seed: int, setting: Setting, roll: people.Roll, away: list[Away]
) -> dict[str, list[Row]]:
    done = list(patrolling.patrols(setting))
    loose_ends.forget_an_end(done, setting.year)
    done.extend(list(loose_ends.untidy(setting, done, away)))
    done.append(loose_ends.still_out(setting))
    done.sort(key=lambda patrol: (patrol.start, patrol.crew))
    dice = stream(seed, "log")
    patrol_rows.write_up(dice, done, roll)
    return patrol_rows.patrol_rows(dice, done)


def _residents(seed: int, year: Year, roll: people.Roll) -> dict[str, list[Row]]:
    dice = stream(seed, "residents")
    heard = residents.contacts(dice, year, roll)
    return {
        "contacts": residents.contact_rows(heard),
        "appointments": residents.appointment_rows(dice, year, heard, roll),
    }


def _nil_sections(year: Year, responses: list[Row]) -> list[Row]:
    """Say "checked, none" for the older months in which no consultation ran."""
    received = by_name("responses").place("received")
    answered = {Month.of(response[received]) for response in responses}
    return [
        row("nil_sections", team=TEAM, month=str(month), section="consultation")
        for month in year.months[:-_NOT_YET_CHECKED]
        if month not in answered
    ]
