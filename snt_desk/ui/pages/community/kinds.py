"""The kinds of records of the tab, one entry each: its list, its form, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from snt_desk.domain.appointments import APPOINTMENTS
from snt_desk.domain.campaigns import CAMPAIGNS, COUNTS, PLANNED
from snt_desk.domain.community import CONTACTS, EVENTS, MESSAGES
from snt_desk.domain.reach import GROUPS
from snt_desk.ui.desk import Desk
from snt_desk.ui.lists import Lists
from snt_desk.ui.lists_bar import Also
from snt_desk.ui.pages.community.appointment_form import AppointmentForm
from snt_desk.ui.pages.community.campaigns.campaign_form import CampaignForm
from snt_desk.ui.pages.community.campaigns.count_form import CountForm
from snt_desk.ui.pages.community.campaigns.planned_form import PlannedForm
from snt_desk.ui.pages.community.campaigns.views import CampaignsView
from snt_desk.ui.pages.community.columns import CONTACT_COLUMNS, EVENT_COLUMNS, MESSAGE_COLUMNS
from snt_desk.ui.pages.community.contact_form import ContactForm
from snt_desk.ui.pages.community.event_form import EventForm
from snt_desk.ui.pages.community.group_form import GroupForm
from snt_desk.ui.pages.community.message_form import MessageForm
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.record_kinds import Kind
from snt_desk.ui.table import Column


@dataclass(frozen=True)
class Listed(Kind):
    """A kind with a list of its own.

    `word` brings the list to the front, `title` stands above it, `only` is its chip: what is
    still to do. `none` and `use` are said where it is empty, below the `icon`. What is `pasted`
    can come from a sheet; what is `personal` is about residents. `make` makes lists of their own.
    What is `also` listed there has its entry in `WITHIN`.
    """

    word: str
    title: str
    only: str
    columns: Sequence[Column[Any]]
    icon: str
    none: str
    use: str
    pasted: bool = False
    personal: bool = False
    make: Callable[[Records, Desk], Lists] | None = None
    also: tuple[Also, ...] = ()
    by_priority: bool = True


KINDS: Final = (
    Listed(
        *(CONTACTS, "contact", ContactForm),
        *("&Residents", "Residents", "Waiting"),
        columns=CONTACT_COLUMNS,
        icon="user",
        none="No contacts yet",
        use="Write down who wants something of the team. Each is to be answered within 72 hours.",
        personal=True,
        also=(Also(APPOINTMENTS, "appointment", "Ctrl+T"),),
    ),
    Listed(
        *(EVENTS, "event", EventForm),
        *("&Events", "Events", "To come"),
        columns=EVENT_COLUMNS,
        icon="megaphone",
        none="No events yet",
        use="Write down where the team meets residents: stalls, surgeries, school visits.",
        pasted=True,
        also=(Also(GROUPS, "group", "Ctrl+Shift+Y"),),
    ),
    Listed(
        *(MESSAGES, "message", MessageForm),
        *("&Messages", "Messages", "Not posted"),
        columns=MESSAGE_COLUMNS,
        icon="message-square",
        none="No messages yet",
        use="Draft what the public is told. "
        "The app posts nothing: copy it, then say where it went.",
    ),
    Listed(
        *(CAMPAIGNS, "campaign", CampaignForm),
        *("Campaig&ns", "Campaigns", "To come"),
        columns=(),
        icon="megaphone",
        none="",
        use="",
        make=CampaignsView,
        also=(
            Also(PLANNED, "planned patrol", "Ctrl+Shift+U"),
            Also(COUNTS, "count by hand", "Ctrl+Shift+I"),
        ),
        by_priority=False,
    ),
)
"""In the order of their words."""

WITHIN: Final = (
    Kind(APPOINTMENTS, "appointment", AppointmentForm),
    Kind(GROUPS, "group", GroupForm),
    Kind(PLANNED, "planned patrol", PlannedForm),
    Kind(COUNTS, "count by hand", CountForm),
)
"""What is listed within another kind's list, and has a form of its own."""
