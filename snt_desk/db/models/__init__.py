"""The tables. Names are those of the data package (formats.md §1); rules live in the domain.

Each table has an integer `id` for keys inside and, where the package has one, a `ref`
for everything outside. What SQL can forbid is forbidden here: a row of another team, an
end before its start, a status that its dates deny.
"""

from __future__ import annotations

from snt_desk.db.models.base import Base, Record
from snt_desk.db.models.community import (
    Appointment,
    Campaign,
    Consultation,
    Contact,
    Event,
    EventOfficer,
    Message,
    Post,
    Response,
)
from snt_desk.db.models.desk import (
    Code,
    Commentary,
    Draft,
    NilSection,
    Return,
    ReturnFigure,
    ReturnNote,
    Setting,
)
from snt_desk.db.models.journal import Change, Context, Image
from snt_desk.db.models.partners import Action, Meeting, MeetingOfficer, MeetingPartner, Partner
from snt_desk.db.models.patrols import Leg, LegOfficer, LegPartner, Outcome, Patrol, Visit
from snt_desk.db.models.priorities import (
    CrimeCount,
    CrimeNote,
    Priority,
    PriorityPartner,
    PriorityPlace,
    Round,
    Task,
)
from snt_desk.db.models.roster import Absence, Duty, Member, Posting
from snt_desk.db.models.team import Place, Team

__all__ = [
    "Absence",
    "Action",
    "Appointment",
    "Base",
    "Campaign",
    "Change",
    "Code",
    "Commentary",
    "Consultation",
    "Contact",
    "Context",
    "CrimeCount",
    "CrimeNote",
    "Draft",
    "Duty",
    "Event",
    "EventOfficer",
    "Image",
    "Leg",
    "LegOfficer",
    "LegPartner",
    "Meeting",
    "MeetingOfficer",
    "MeetingPartner",
    "Member",
    "Message",
    "NilSection",
    "Outcome",
    "Partner",
    "Patrol",
    "Place",
    "Post",
    "Posting",
    "Priority",
    "PriorityPartner",
    "PriorityPlace",
    "Record",
    "Response",
    "Return",
    "ReturnFigure",
    "ReturnNote",
    "Round",
    "Setting",
    "Task",
    "Team",
    "Visit",
]
