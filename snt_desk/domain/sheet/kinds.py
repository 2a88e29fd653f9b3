"""The tables that a sergeant's spreadsheet can be, and the headings by which each is known.

Headings match by meaning, not by letter; case, spaces and punctuation do not count
(formats.md §2). A field's own name and its label stand above its other names: beside a
column `Date`, a column `Day` is not the date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import Final

from snt_desk.domain.codes import CodeLists

OUTCOME: Final = "outcome:"
"""Before the code of an outcome it makes the name of its column's field: `outcome:arrest`."""

_ASIDE = re.compile(r"[(\[].*?[)\]]")
_LONGEST_HEADING = 500


@dataclass(frozen=True)
class Field:
    """What a column can be; `label` as the window calls it.

    Without a column for a `needed` field nothing can be taken. `also` are other headings.
    """

    name: str
    label: str
    needed: bool = False
    also: tuple[str, ...] = ()

    @cached_property
    def own(self) -> frozenset[str]:
        """The headings that are the field's own name, letters and digits alone."""
        return frozenset({plain(self.name.removeprefix(OUTCOME)), plain(self.label)})

    @cached_property
    def others(self) -> frozenset[str]:
        """The other headings that mean the field, letters and digits alone."""
        return frozenset(map(plain, self.also))


@dataclass(frozen=True)
class Kind:
    """A table that a sheet can be; its name is that of the package's table.

    `outcomes`: columns can be counts of outcomes.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    outcomes: bool = False
    _named: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_named", {one.name: one for one in self.fields})

    @cached_property
    def meanings(self) -> Mapping[str, tuple[int, tuple[Field, ...]]]:
        """What each heading, as `plain` leaves it, can mean: 2 by a field's own name, else 1."""
        found: dict[str, tuple[int, tuple[Field, ...]]] = {}
        for strength, words in ((1, attrgetter("others")), (2, attrgetter("own"))):
            said: defaultdict[str, list[Field]] = defaultdict(list)
            for one in self.fields:
                for word in words(one):
                    said[word].append(one)
            found.update({word: (strength, tuple(fields)) for word, fields in said.items()})
        return found

    def field(self, name: str) -> Field:
        """Give a field by its name; raises KeyError for a name that it lacks."""
        return self._named[name]

    def has(self, name: str) -> bool:
        """Whether a column of this table can be that field."""
        return name in self._named

    def with_outcomes(self, codes: CodeLists) -> Kind:
        """Give the same table with a field for each outcome of the list, if it counts them."""
        if not self.outcomes:
            return self
        counts = tuple(
            Field(f"{OUTCOME}{one.code}", one.label, also=(f"{one.code}s", f"{one.label}s"))
            for one in codes.codes("outcome")
        )
        return replace(self, fields=(*self.fields, *counts), outcomes=False)


def plain(heading: str) -> str:
    """Leave of a heading its letters and digits, in small letters."""
    return "".join(filter(str.isalnum, heading.casefold()))


def without_asides(heading: str) -> str:
    """Take what stands in brackets out of a heading: `Start (24 h)` is `Start`."""
    # Nobody heads a column with more; to look through it would take the square of its length.
    return _ASIDE.sub("", heading[:_LONGEST_HEADING])


_REF = Field("ref", "Ref", also=("Reference", "Ref no"))
_DATE = Field(
    "date", "Date", needed=True, also=("Date of patrol", "Day", "Patrol date", "Start date", "When")
)
_PLACE = Field(
    "place", "Place", also=("Location", "Where", "Beat", "Area", "Hot spot", "Venue", "Address")
)
_PRIORITY = Field("priority", "Priority", also=("Priority title", "Local priority"))
_NOTE = Field("note", "Note", also=("Notes", "Comments", "Comment", "Remarks", "Details"))
_WHO = (
    *("Crew", "Staff", "Who", "Officer", "Officers", "Name", "Collar number", "Collar no"),
    *("Shoulder No", "Shoulder number", "Names"),
)
_FROM = ("From", "Time out", "Start time", "Time from", "Begins", "Began", "Begin", "Started")
_UNTIL = (
    *("To", "Until", "Finish", "Finished", "Time in", "End time", "Finish time", "Time to"),
    *("Ends", "Ended"),
)
_KIND = ("Type", "Category", "Sort")

PATROLS: Final = Kind(
    "patrols",
    "Patrols",
    (
        _REF,
        _DATE,
        Field("start", "Out", needed=True, also=_FROM),
        Field("end", "In", needed=True, also=_UNTIL),
        Field(
            "mode", "How", needed=True, also=("Mode", "Transport", "Mode of transport", "Method")
        ),
        Field("officers", "Crew", needed=True, also=_WHO),
        Field("partners", "Partners", also=("Partner", "With")),
        _PLACE,
        Field("purpose", "For", also=("Purpose", "Reason", "Why")),
        _PRIORITY,
        Field("operation", "Operation", also=("Op", "Operation name")),
        Field("visible", "High visibility", also=("High vis", "Hi vis", "Visibility")),
        _NOTE,
    ),
    outcomes=True,
)
MEMBERS: Final = Kind(
    "members",
    "People",
    (
        Field(
            "collar",
            "Collar",
            needed=True,
            also=("Shoulder No", "Shoulder number", "Collar number", "Collar no", "Number"),
        ),
        Field("first_name", "First name", needed=True, also=("Forename", "Given name")),
        Field("last_name", "Last name", needed=True, also=("Surname", "Family name")),
        Field("role", "Role", also=("Rank", "Rank or role")),
        Field("fte_percent", "Full-time percent", also=("FTE", "FTE %", "Full time")),
        Field("from", "From", also=("Joined", "Start date", "Date joined", "Posted from")),
        Field(
            "to",
            "Last day",
            also=("To", "Left", "Leaving date", "End date", "Date left", "Posted to"),
        ),
        Field("cycle_trained", "Cycle-trained", also=("Cycle", "Bike trained", "Bike", "Cyclist")),
        Field("driving", "Driving", also=("Driver", "Driving grade", "Driving level")),
        Field("email", "E-mail", also=("Email address",)),
    ),
)
DUTIES: Final = Kind(
    "duties",
    "Duties",
    (
        _REF,
        Field("collar", "Who", needed=True, also=_WHO),
        _DATE,
        Field("start", "Begins", needed=True, also=_FROM),
        Field("end", "Ends", needed=True, also=_UNTIL),
        Field("code", "Duty", needed=True, also=("Duty code", "Shift", "Duty type")),
        Field("note", "Reason or note", also=(*_NOTE.also, "Reason")),
    ),
)
ABSENCES: Final = Kind(
    "absences",
    "Absences",
    (
        _REF,
        Field("collar", "Who", needed=True, also=_WHO),
        Field("kind", "Why", needed=True, also=("Reason", "Absence", "Absence type", *_KIND)),
        Field(
            "start",
            "From",
            needed=True,
            also=("First day", "Start date", "From date", "Date", "Day", "Date from"),
        ),
        Field("start_time", "At", also=("Start time", "From time", "Time from")),
        Field("end", "Until", also=("Last day", "To", "End date", "To date", "Date to")),
        Field("end_time", "At (end)", also=("End time", "To time", "Time to", "Until time")),
        Field("sent_to", "Sent to", also=("Where", "Location", "Abstracted to")),
        _NOTE,
    ),
)
PARTNERS: Final = Kind(
    "partners",
    "Partners",
    (
        _REF,
        Field(
            "name",
            "What it is called",
            needed=True,
            also=("Partner", "Organisation", "Organisation name", "Agency"),
        ),
        Field("kind", "Kind", needed=True, also=(*_KIND, "Partner type", "Sector")),
        Field("contact_name", "Contact", also=("Contact person", "Person", "Who")),
        Field("contact_email", "E-mail", also=("Email", "Email address", "Contact e-mail")),
        Field(
            "contact_phone",
            "Phone",
            also=("Telephone", "Tel", "Mobile", "Phone number", "Telephone number"),
        ),
    ),
)
MEETINGS: Final = Kind(
    "meetings",
    "Meetings",
    (
        _REF,
        replace(_DATE, also=("Date of meeting", "Meeting date", "Day", "When")),
        Field("start", "From", needed=True, also=("Start", "Time", *_FROM)),
        Field("end", "Until", also=("End", *_UNTIL)),
        Field("kind", "Kind", needed=True, also=("Meeting type", "Type of meeting", *_KIND)),
        Field("title", "What it is", needed=True, also=("Meeting", "Subject", "Name of meeting")),
        _PLACE,
        Field(
            "officers",
            "Who of the team came",
            also=("Officer", "Staff", "Who", "Team", "Police", "Officers present"),
        ),
        Field(
            "partners",
            "Which partners came",
            also=("Partner", "Agencies", "Organisations", "Partners present"),
        ),
        _PRIORITY,
        Field("minutes", "Decisions and minutes", also=("Decisions", "Notes", "Outcome")),
    ),
)
EVENTS: Final = Kind(
    "events",
    "Events",
    (
        _REF,
        replace(_DATE, also=("Date of event", "Event date", "Day", "When")),
        Field("start", "From", needed=True, also=("Start", "Time", *_FROM)),
        Field("end", "Until", also=("End", *_UNTIL)),
        Field("kind", "Kind", needed=True, also=("Event type", "Type of event", *_KIND)),
        Field("title", "What it is", needed=True, also=("Event", "Name of event", "Activity")),
        Field("purpose", "Purpose", also=("Reason", "Why", "Aim")),
        _PLACE,
        Field("officers", "Who of the team came", also=("Officer", "Staff", "Who", "Crew")),
        Field(
            "attendance",
            "How many came",
            also=("Attendees", "Number attending", "Attended", "People", "Residents"),
        ),
        Field("campaign", "Campaign", also=("Campaign tag", "Tag", "Hashtag")),
    ),
    outcomes=True,
)

RESPONSES: Final = Kind(
    "responses",
    "Responses",
    (
        _REF,
        Field(
            "received",
            "Received",
            needed=True,
            also=(
                *("Date", "Date received", "Day", "When", "Date of response", "Response date"),
                *("Timestamp", "Submitted", "Submitted at", "Date submitted", "Completion time"),
                "Start date",
            ),
        ),
        Field(
            "channel",
            "How",
            also=("Channel", "Method", "Source", "How received", "How they told us", "Via"),
        ),
        Field(
            "theme",
            "Theme",
            needed=True,
            also=(
                *("Topic", "Issue", "Category", "Concern", "Main concern", "Problem"),
                *("Themes", "Topics", "Issues", "Concerns", "Priority issue"),
            ),
        ),
        replace(_PLACE, also=(*_PLACE.also, "Ward", "Neighbourhood", "Where is it")),
        Field(
            "count",
            "Count",
            also=(
                *("Number", "How many", "Responses", "Residents", "People", "Votes"),
                *("Mentions", "Number of responses", "Number of people", "Total", "No"),
            ),
        ),
        Field(
            "comment",
            "What they said",
            also=(
                *("Comment", "Comments", "Note", "Notes", "Remarks", "Details", "Response"),
                *("Feedback", "Free text", "Answer", "Words", "In their words"),
            ),
        ),
        Field("consultation", "Consultation", also=("Survey", "Consultation title")),
        Field(
            "entry",
            "Number of the form",
            also=("ID", "Response ID", "Respondent ID", "Submission ID", "Entry", "Form"),
        ),
    ),
)

KINDS: Final = (PATROLS, MEMBERS, DUTIES, ABSENCES, PARTNERS, MEETINGS, EVENTS, RESPONSES)
"""All tables that a sheet can be."""

_BY_NAME: Final = {one.name: one for one in KINDS}


def by_name(name: str) -> Kind:
    """Give a table by its name; raises KeyError for a name that is none of them."""
    return _BY_NAME[name]
