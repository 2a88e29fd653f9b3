"""The tables. Names are those of the data package (formats.md §1); rules live in the domain.

Each table has an integer `id` for keys inside and, where the package has one, a `ref`
for everything outside. What SQL can forbid is forbidden here: a row of another team, an
end before its start, a status that its dates deny.
"""

from __future__ import annotations

from snt_desk.db.models.base import Base, Record
from snt_desk.db.models.campaigns import (
    Campaign,
    CampaignCount,
    CampaignDay,
    CampaignTag,
    PlannedPatrol,
    PlannedPatrolOfficer,
)
from snt_desk.db.models.community import (
    Appointment,
    CommunityGroup,
    Consultation,
    Contact,
    Event,
    EventGroup,
    EventOfficer,
    Message,
    MessageChannel,
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
from snt_desk.db.models.partners import (
    Action,
    AgendaItem,
    CaseReport,
    CaseReview,
    Meeting,
    MeetingMissing,
    MeetingOfficer,
    MeetingPartner,
    MeetingSeries,
    MeetingSeriesOfficer,
    MeetingSeriesPartner,
    MeetingSkip,
    Partner,
    PartnerPerson,
)
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
    "AgendaItem",
    "Appointment",
    "Base",
    "Campaign",
    "CampaignCount",
    "CampaignDay",
    "CampaignTag",
    "CaseReport",
    "CaseReview",
    "Change",
    "Code",
    "Commentary",
    "CommunityGroup",
    "Consultation",
    "Contact",
    "Context",
    "CrimeCount",
    "CrimeNote",
    "Draft",
    "Duty",
    "Event",
    "EventGroup",
    "EventOfficer",
    "Image",
    "Leg",
    "LegOfficer",
    "LegPartner",
    "Meeting",
    "MeetingMissing",
    "MeetingOfficer",
    "MeetingPartner",
    "MeetingSeries",
    "MeetingSeriesOfficer",
    "MeetingSeriesPartner",
    "MeetingSkip",
    "Member",
    "Message",
    "MessageChannel",
    "NilSection",
    "Outcome",
    "Partner",
    "PartnerPerson",
    "Patrol",
    "Place",
    "PlannedPatrol",
    "PlannedPatrolOfficer",
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
