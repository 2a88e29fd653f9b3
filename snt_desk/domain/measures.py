"""The one table of measures: what the monthly return counts, in its order.

The screen, the CSV, the spreadsheet and the PDF all read it (formats.md §3); `entries`
has the rule of each measure, `figures` adds up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from snt_desk.domain import entries, roster
from snt_desk.domain.entries import Entry
from snt_desk.domain.facts import CodeFact
from snt_desk.domain.workings import Workings

COUNT: Final = "count"
MINUTES: Final = "minutes"
QUALITY: Final = "quality"

SECTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "people": "People",
        "time": "Time on duty",
        "patrols": "Patrols",
        "hotspots": "Hot spots",
        "outcomes": "Outcomes",
        "priorities": "Priorities",
        "consultation": "Consultation",
        "engagement": "Engagement",
        "partners": "Partners",
        "messages": "Messages",
        "residents": "Residents",
        QUALITY: "Quality of the log",
    }
)
"""The sections of a return in order, with their headings."""

DIMENSIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "all": "All",
        "role": "Role",
        "absence": "Absence",
        "mode": "Mode",
        "purpose": "Purpose",
        "beat": "Beat",
        "hotspot": "Hot spot",
        "outcome": "Outcome",
        "theme": "Theme",
        "priority_result": "Result",
        "priority": "Priority",
        "response_channel": "Channel",
        "event_kind": "Kind of event",
        "meeting_kind": "Kind of meeting",
        "partner_kind": "Kind of partner",
        "owner": "Owner",
        "message_channel": "Channel",
        "campaign": "Campaign",
        "contact_channel": "Channel",
        "appointment_status": "What became of it",
    }
)
"""What a measure may be broken down `by`, with headings for people."""

OPEN: Final = frozenset({"beat", "hotspot", "priority", "campaign"})
"""Dimensions with no list of codes: a row only where the value is not zero."""

FIXED: Final[Mapping[str, tuple[CodeFact, ...]]] = MappingProxyType(
    {
        "all": (CodeFact("all", "All"),),
        "owner": (CodeFact("police", "Police"), CodeFact("partner", "Partner")),
    }
)
"""Dimensions whose categories never change. All that are neither fixed nor open are lists."""

Finder = Callable[[Workings], Iterable[Entry]]


def _never(_: Workings) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that the return counts.

    `by` are its dimensions, in order; `flag` leaves only the codes that bear it;
    `running` says whether the figures can still change by themselves though the month
    is over.
    """

    section: str
    name: str
    label: str
    unit: str
    by: tuple[str, ...]
    find: Finder
    flag: str | None = None
    running: Callable[[Workings], bool] = _never

    def takes(self, code: CodeFact) -> bool:
        """Say whether the measure has a row for a code of its list."""
        return self.flag is None or self.flag in code.flags


def _counts(section: str, name: str, label: str, find: Finder, *by: str) -> Measure:
    return Measure(section, name, label, COUNT, by or ("all",), find)


def _minutes(section: str, name: str, label: str, find: Finder, *by: str) -> Measure:
    return Measure(section, name, label, MINUTES, by or ("all",), find)


MEASURES: Final[tuple[Measure, ...]] = (
    _counts("people", "headcount", "Headcount", entries.headcount, "role"),
    _counts("people", "fte", "Full time, percent", entries.fte, "role"),
    _counts("people", "joiners", "Joined", entries.joiners),
    _counts("people", "leavers", "Left", entries.leavers),
    _minutes("time", "rostered", "Rostered", entries.rostered, "role"),
    Measure(
        "time",
        "unavailable",
        "Unavailable",
        MINUTES,
        ("absence",),
        entries.unavailable,
        flag=roster.UNAVAILABLE,
    ),
    Measure(
        "time",
        "abstracted",
        "Abstracted",
        MINUTES,
        ("absence",),
        entries.abstracted,
        flag=roster.ABSTRACTED,
    ),
    _counts("patrols", "patrols", "Patrols", entries.patrols, "mode", "purpose"),
    _counts("patrols", "single_crewed", "Single-crewed patrols", entries.single_crewed),
    _counts("patrols", "double_crewed", "Double-crewed patrols", entries.double_crewed),
    _counts("patrols", "without_priority", "Patrols without a priority", entries.without_priority),
    _minutes("patrols", "patrol_time", "Patrol time", entries.patrol_time, "mode", "beat"),
    _minutes(
        "patrols", "officer_time", "Officer time", entries.officer_time, "mode", "role", "purpose"
    ),
    _minutes("patrols", "visible_time", "Visible officer time", entries.visible_time),
    _minutes("patrols", "visiting_time", "Visiting officers’ time", entries.visiting_time),
    _minutes("patrols", "volunteer_time", "Volunteers’ time", entries.volunteer_time),
    _minutes("patrols", "partner_time", "Partners’ time", entries.partner_time),
    _counts("hotspots", "visits", "Visits", entries.visits, "all", "hotspot"),
    _counts(
        "hotspots",
        "visits_10_to_20",
        "Visits of 10 to 20 minutes",
        entries.visits_10_to_20,
        "all",
        "hotspot",
    ),
    _minutes("hotspots", "visit_time", "Visit time", entries.visit_time, "all", "hotspot"),
    _counts("outcomes", "outcomes", "Outcomes", entries.outcomes, "outcome"),
    _counts("priorities", "live", "Live", entries.live, "theme"),
    _counts("priorities", "adopted", "Adopted", entries.adopted, "theme"),
    _counts("priorities", "closed", "Closed", entries.closed, "priority_result"),
    _counts(
        "priorities", "updated_in_3_months", "Updated in 3 months", entries.updated_in_3_months
    ),
    _minutes("priorities", "officer_time", "Officer time", entries.time_on_priority, "priority"),
    _counts(
        "consultation", "responses", "Responses", entries.responses, "response_channel", "theme"
    ),
    _counts("engagement", "events", "Events", entries.events, "event_kind"),
    _counts("engagement", "attendance", "Attendance", entries.attendance, "event_kind"),
    _minutes("engagement", "event_time", "Event time", entries.event_time, "event_kind"),
    _counts("partners", "meetings", "Meetings", entries.meetings, "meeting_kind", "partner_kind"),
    _minutes("partners", "meeting_time", "Meeting time", entries.meeting_time),
    _counts("partners", "actions_raised", "Actions raised", entries.actions_raised, "owner"),
    _counts("partners", "actions_closed", "Actions closed", entries.actions_closed, "owner"),
    _counts("partners", "actions_overdue", "Actions overdue", entries.actions_overdue, "owner"),
    _counts("messages", "posts", "Posts", entries.posts, "message_channel", "campaign"),
    _counts("residents", "contacts", "Contacts", entries.contacts, "contact_channel"),
    Measure(
        "residents",
        "needing_reply",
        "Needing a reply",
        COUNT,
        ("all",),
        entries.needing_reply,
        running=entries.reply_may_still_come,
    ),
    Measure(
        "residents",
        "answered_in_72h",
        "Answered in 72 hours",
        COUNT,
        ("all",),
        entries.answered_in_72h,
        running=entries.reply_may_still_come,
    ),
    _counts("residents", "open_over_72h", "Open over 72 hours", entries.open_over_72h),
    _counts(
        "residents", "appointments", "Appointments", entries.appointments, "appointment_status"
    ),
    _counts(QUALITY, "legs_without_end", "Legs without an end", entries.legs_without_end),
    _minutes(QUALITY, "overlapping_time", "Overlapping time", entries.overlapping_time),
    _minutes(QUALITY, "off_duty_time", "Off-duty time", entries.off_duty_time),
)
"""Every measure, in the order of the return."""

KEYS: Final = tuple((one.section, one.name, by) for one in MEASURES for by in one.by)
"""Section, measure and dimension of all rows, in the order of the return."""

_BY_NAME: Final = MappingProxyType({(one.section, one.name): one for one in MEASURES})


def measure(section: str, name: str) -> Measure:
    """Find a measure; a KeyError for one that is not in the return."""
    return _BY_NAME[section, name]


def phrase(of: Measure, by: str, category: str) -> str:
    """Name a figure for people: `Patrol time: On foot`, or only `Joined` for all.

    `category` is the label of a code, the name of a beat, the title of a priority.
    """
    return of.label if by == "all" else f"{of.label}: {category}"
