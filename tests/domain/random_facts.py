"""Months that nobody would think of: midnights, month ends, clock changes, crowds.

Legs, duties and absences lie around the ends of October 2026 and its clock change, so
that most of them meet one edge or another; half of the crew are volunteers or visitors.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from snt_desk.domain.clock import EPOCH, Month
from snt_desk.domain.facts import (
    Absence,
    Action,
    Appointment,
    Contact,
    Duty,
    Event,
    Facts,
    Leg,
    Meeting,
    Outcome,
    Patrol,
    Post,
    Posting,
    Priority,
    Response,
    Visit,
)
from tests.domain.made_facts import CODES, TEAM, t

EDGES = tuple(
    t(text)
    for text in ("2026-10-01T00:00", "2026-10-25T00:00", "2026-10-25T01:00Z", "2026-11-01T00:00")
)
PEOPLE = ("202", "303", "404", "505", "606")
DAYS = st.dates(date(2026, 9, 20), date(2026, 11, 10))


def code(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from([one.code for one in CODES[name]])


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    """Give a minute within half a day of an edge."""
    return draw(st.sampled_from(EDGES)) + timedelta(minutes=draw(st.integers(-720, 720)))


@st.composite
def stretches(draw: st.DrawFn, longest: int = 16 * 60) -> tuple[datetime, datetime]:
    start = draw(moments())
    return start, start + timedelta(minutes=draw(st.integers(1, longest)))


@st.composite
def one_patrol(draw: st.DrawFn, ref: str) -> Patrol:
    """Make a patrol whose legs follow each other, with pauses; the last may still be out."""
    moment = draw(moments())
    legs = []
    number = draw(st.integers(1, 3))
    for n in range(1, number + 1):
        start = moment + timedelta(minutes=draw(st.integers(0, 30)))
        end = start + timedelta(minutes=draw(st.integers(1, 300)))
        moment = end
        crew = draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=3))
        still_out = n == number and draw(st.integers(0, 4)) == 0
        partners = ("O1",) if not crew else draw(st.sampled_from([(), ("O1",), ("O1", "O2")]))
        beat = draw(st.sampled_from(["B1", "B2", None]))
        mode = draw(code("mode"))
        officers = tuple(crew)
        legs.append(Leg(ref, n, mode, beat, start, None if still_out else end, officers, partners))
    priority = draw(st.sampled_from(["T1", "T2", None]))
    return Patrol(ref, draw(code("purpose")), priority, draw(st.booleans()), tuple(legs))


@st.composite
def patrols(draw: st.DrawFn) -> tuple[Patrol, ...]:
    return tuple(draw(one_patrol(f"P{n}")) for n in range(draw(st.integers(0, 6))))


@st.composite
def postings(draw: st.DrawFn) -> tuple[Posting, ...]:
    """Give everyone a posting or more; those to one team are apart."""
    found = []
    for collar in PEOPLE:
        for team in draw(st.sampled_from([(TEAM,), ("BRX-1",), (TEAM, "BRX-1")])):
            ends = draw(st.lists(DAYS, min_size=1, max_size=4, unique=True).map(sorted))
            for n in range(0, len(ends), 2):
                end = ends[n + 1] if n + 1 < len(ends) else None
                found.append(Posting(collar, team, draw(code("role")), 100, ends[n], end))
    return tuple(found)


@st.composite
def visits(draw: st.DrawFn, found: tuple[Patrol, ...]) -> tuple[Visit, ...]:
    """Stay at a hot spot on some legs, at most twice, inside the leg."""
    made = []
    for patrol in found:
        for leg in patrol.legs:
            length = int(((leg.end or leg.start + timedelta(hours=2)) - leg.start).seconds / 60)
            cuts = sorted(draw(st.sets(st.integers(0, length), max_size=4)))
            for n in range(0, len(cuts) - 1, 2):
                start, end = (leg.start + timedelta(minutes=cut) for cut in cuts[n : n + 2])
                spot = draw(st.sampled_from(["H1", "H2"]))
                has_end = leg.end is not None
                made.append(Visit(patrol.ref, leg.number, spot, start, end, has_end))
    return tuple(made)


@st.composite
def _time_off(draw: st.DrawFn) -> tuple[tuple[Duty, ...], tuple[Absence, ...]]:
    duties = [
        Duty(f"D{n}", draw(st.sampled_from(PEOPLE)), *draw(stretches()))
        for n in range(draw(st.integers(0, 8)))
    ]
    absences = [
        Absence(
            f"A{n}", draw(st.sampled_from(PEOPLE)), *draw(stretches(4000)), draw(code("absence"))
        )
        for n in range(draw(st.integers(0, 8)))
    ]
    return tuple(duties), tuple(absences)


@st.composite
def _records(draw: st.DrawFn) -> dict[str, Any]:
    """Everything of the month that has no hours on the street."""
    some = st.integers(0, 3)
    days = st.none() | DAYS
    later = st.none() | moments()
    return {
        "outcomes": tuple(
            Outcome(draw(code("outcome")), draw(st.integers(1, 9)), draw(moments()), "events", "E")
            for _ in range(draw(some))
        ),
        "priorities": tuple(
            Priority(f"T{n}", draw(code("theme")), draw(days), closed, result, draw(days))
            for n in range(draw(some))
            for closed in [draw(days)]
            for result in [draw(code("priority_result")) if closed else None]
        ),
        "responses": tuple(
            Response(
                f"R{n}", draw(DAYS), draw(code("response_channel")), draw(code("theme")), n + 1
            )
            for n in range(draw(some))
        ),
        "events": tuple(
            Event(f"E{n}", draw(code("event_kind")), start, draw(st.sampled_from([end, None])), n)
            for n in range(draw(some))
            for start, end in [draw(stretches())]
        ),
        "meetings": tuple(
            Meeting(
                f"M{n}",
                draw(code("meeting_kind")),
                *draw(stretches()),
                tuple(draw(st.lists(code("partner_kind"), max_size=3))),
            )
            for n in range(draw(some))
        ),
        "actions": tuple(
            Action(
                f"X{n}",
                draw(st.sampled_from(["police", "partner"])),
                draw(DAYS),
                draw(days),
                draw(days),
            )
            for n in range(draw(some))
        ),
        "posts": tuple(
            Post(
                f"Z{n}",
                draw(code("message_channel")),
                draw(moments()),
                draw(st.sampled_from([None, "#OpSpot", "#Week"])),
            )
            for n in range(draw(some))
        ),
        "contacts": tuple(
            Contact(f"Q{n}", draw(code("contact_channel")), draw(moments()), answered, status)
            for n in range(draw(some))
            for answered in [draw(later)]
            for status in ["answered" if answered else draw(st.sampled_from(_UNANSWERED))]
        ),
        "appointments": tuple(
            Appointment(f"V{n}", draw(moments()), draw(code("appointment_status")))
            for n in range(draw(some))
        ),
    }


_UNANSWERED = ("open", "passed_on", "no_reply_needed", "duplicate")


@st.composite
def months(draw: st.DrawFn) -> Facts:
    """Make October 2026 of the team, with records around it that do not belong to it."""
    found = draw(patrols())
    duties, absences = draw(_time_off())
    sections = draw(st.sets(st.sampled_from(["outcomes", "messages", "residents", "hotspots"])))
    return Facts(
        team=TEAM,
        month=Month(2026, 10),
        as_at=EPOCH + timedelta(minutes=draw(st.integers(29_880_000, 29_900_000))),
        codes=CODES,
        postings=draw(postings()),
        duties=duties,
        absences=absences,
        patrols=found,
        visits=draw(visits(found)),
        nil_sections=frozenset(sections),
        **draw(_records()),
    )
