"""The kinds of records of the tab: what one is called, its form, and with which it is listed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from snt_desk.ui.desk import Desk
from snt_desk.ui.lists_bar import Also, Front
from snt_desk.ui.pages.partners.action_form import ActionForm
from snt_desk.ui.pages.partners.meeting_form import MeetingForm
from snt_desk.ui.pages.partners.of_actions import ACTIONS
from snt_desk.ui.pages.partners.organisations_view import OrganisationsView
from snt_desk.ui.pages.partners.partner_form import PartnerForm
from snt_desk.ui.pages.partners.people import PEOPLE
from snt_desk.ui.pages.partners.person_form import PersonForm
from snt_desk.ui.pages.partners.records import MEETINGS, PARTNERS, Records
from snt_desk.ui.pages.partners.review_form import CaseReviewForm
from snt_desk.ui.pages.partners.review_view import CaseReviewsView
from snt_desk.ui.pages.partners.reviews import CASE_REVIEWS
from snt_desk.ui.pages.partners.series_form import SeriesForm
from snt_desk.ui.pages.partners.series_records import SERIES
from snt_desk.ui.pages.partners.views import WorkView
from snt_desk.ui.record_kinds import Kind

KINDS: Final = (
    Kind(MEETINGS, "meeting", MeetingForm),
    Kind(ACTIONS, "action", ActionForm),
    Kind(PARTNERS, "organisation", PartnerForm),
    Kind(PEOPLE, "person", PersonForm),
    Kind(CASE_REVIEWS, "case review", CaseReviewForm),
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
            also=(Also(PEOPLE, "person", "Ctrl+Shift+K"),),
            by_priority=False,
        ),
        Front(
            *(CASE_REVIEWS, "case review", "Case re&views"),
            partial(CaseReviewsView, records, desk),
            only="Not closed",
        ),
    )
