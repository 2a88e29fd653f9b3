"""The kinds of records of the tab: what one is called, its form, and with which it is listed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from snt_desk.ui.desk import Desk
from snt_desk.ui.forms_beside import Kind
from snt_desk.ui.lists_bar import Also, Front
from snt_desk.ui.pages.partners.action_form import ActionForm
from snt_desk.ui.pages.partners.meeting_form import MeetingForm
from snt_desk.ui.pages.partners.partner_form import PartnerForm
from snt_desk.ui.pages.partners.records import ACTIONS, MEETINGS, PARTNERS, Records
from snt_desk.ui.pages.partners.series_form import SeriesForm
from snt_desk.ui.pages.partners.series_records import SERIES
from snt_desk.ui.pages.partners.views import OrganisationsView, WorkView

KINDS: Final = (
    Kind(MEETINGS, "meeting", MeetingForm),
    Kind(ACTIONS, "action", ActionForm),
    Kind(PARTNERS, "organisation", PartnerForm),
    Kind(SERIES, "series", SeriesForm),
)


def fronts(records: Records, desk: Desk) -> Sequence[Front]:
    """Give what can be brought to the front, in the order of their words."""
    return (
        Front(
            *(MEETINGS, "meeting", "Actions and &meetings", partial(WorkView, records, desk)),
            also=(Also(ACTIONS, "action", "Ctrl+T"), Also(SERIES, "series", "Ctrl+R")),
        ),
        Front(
            *(
                PARTNERS,
                "organisation",
                "Or&ganisations",
                partial(OrganisationsView, records, desk),
            ),
            by_priority=False,
        ),
    )
