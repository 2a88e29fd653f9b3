"""Every form of the window: how something is typed into it, and where it is said what failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from snt_desk.domain.consultations import ConsultationDraft
from snt_desk.services import consultations
from snt_desk.ui.form import Form
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.community import CommunityPage
from snt_desk.ui.pages.community.campaigns.campaign_form import CampaignForm
from snt_desk.ui.pages.community.campaigns.count_form import CountForm
from snt_desk.ui.pages.community.campaigns.planned_form import PlannedForm
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.pages.partners.people import PEOPLE
from snt_desk.ui.pages.partners.person_form import PersonForm
from snt_desk.ui.pages.partners.review_form import CaseReviewForm
from snt_desk.ui.pages.partners.reviews import CASE_REVIEWS
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.pages.priorities.consultations import ConsultationsView
from snt_desk.ui.pages.priorities.register import RegisterView
from snt_desk.ui.pages.priorities.rounds import RoundsView
from snt_desk.ui.pages.returns import ReturnPage
from snt_desk.ui.pages.roster import RosterPage
from tests.ui.pages.seen import CTRL, press

KEY, TAB, ENTER = Qt.Key, Qt.Key.Key_Tab, Qt.Key.Key_Return
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class TypedForm:
    """A page, what is typed on it, its form, what stands there, and how saving is called."""

    page: type[Any]
    type: Callable[[Any], object]
    form: Callable[[Any], Form]
    text: Callable[[Any], object]
    saved: str

    def made(self) -> Any:
        """A page of that kind."""
        return self.page()


def _patrol(page: PatrolsPage) -> None:
    press(KEY.Key_N, held=CTRL)
    press("f", TAB, "20/11", TAB, "9", TAB, "10", TAB, "rid", ENTER, TAB)


def _member(page: RosterPage) -> None:
    press(KEY.Key_J, held=CTRL | SHIFT)
    press("7231", TAB, "Ada", TAB, "Penhale", TAB, "PC", TAB, "100", TAB, "1/11/26", TAB)


def _duty(page: RosterPage) -> None:
    page.show_month()
    press(KEY.Key_Home)
    press(KEY.Key_F2)
    press("Early", TAB, "0700", TAB, "1500", TAB, "For the fair")


def _absence(page: RosterPage) -> None:
    page.show_month()
    press(KEY.Key_N, held=CTRL)
    form = page.writing.absence_form
    form.focus("note")
    press("Booked in June")


def _meeting(page: PartnersPage) -> None:
    press(KEY.Key_N, held=CTRL)
    press("asb p", TAB)
    page.meeting_form.focus("from")
    press("1000", TAB, "1100")
    page.meeting_form.focus("minutes")
    press("A gate is wanted")


def _action(page: PartnersPage) -> None:
    press(KEY.Key_T, held=CTRL)
    press("Quote for a gate", TAB, "Ridl", TAB)


def _partner(page: PartnersPage) -> None:
    press(KEY.Key_O, held=CTRL | SHIFT)
    press("Woodhall Residents", TAB, "Res", TAB)


def _person(page: PartnersPage) -> None:
    press(KEY.Key_K, held=CTRL | SHIFT)
    press("Jo Marsh", TAB, "the c", TAB, "Housing officer", TAB)


def _case_review(page: PartnersPage) -> None:
    press(KEY.Key_Y, held=CTRL | SHIFT)
    press("Noise behind the shops", TAB, "pear", TAB, TAB, "20/11", TAB, "a", TAB, "1", TAB)


def _series(page: PartnersPage) -> None:
    press(KEY.Key_R, held=CTRL)
    press("asb p", TAB)
    page.series_form.focus("from")
    press("1000", TAB, "1100")
    page.series_form.focus("agenda")
    press("Actions of the last one")


def _event(page: CommunityPage) -> None:
    page.bar.show_list("events")
    press(KEY.Key_N, held=CTRL)
    press("stall", TAB, TAB, "20/11", TAB, "10", TAB, "12")
    page.event_form.focus("attendance")
    press("40")


def _contact(page: CommunityPage) -> None:
    page.bar.show_list("contacts")
    press(KEY.Key_N, held=CTRL)
    press("Cars racing", TAB, "20/11", TAB, "1140", TAB, "pho", TAB, "Ridl", TAB, "Rose Ashdown")


def _appointment(page: CommunityPage) -> None:
    press(KEY.Key_T, held=CTRL)
    page.appointment_form.focus("kind")
    press("hom", TAB, "Ridl", TAB, "20/11", TAB, "1630", TAB, "+30", TAB)


def _message(page: CommunityPage) -> None:
    page.bar.show_list("messages")
    press(KEY.Key_N, held=CTRL)
    press("appeal", TAB, TAB, "Did you see it?")


def _group(page: CommunityPage) -> None:
    press(KEY.Key_Y, held=CTRL | SHIFT)
    press("The school", TAB, "6")


def _campaign(page: CommunityPage) -> None:
    page.beside.show_list("campaigns")
    press(KEY.Key_N, held=CTRL)
    press("Week of action", TAB, "week", TAB, "16/11/26", TAB, "22/11/26", TAB, TAB, "Schools")


def _with_campaign(page: CommunityPage) -> None:
    """There is a campaign of which something can be planned and counted."""
    page.beside.show_list("campaigns")
    if not page.records.campaigns.listed():
        _campaign(page)
        press(KEY.Key_S, held=CTRL)


def _planned(page: CommunityPage) -> None:
    _with_campaign(page)
    press(KEY.Key_U, held=CTRL | SHIFT)
    press("foot", TAB, "22/11/26", TAB, "10", TAB, "+90", TAB, "peart", TAB, "rid", ENTER, TAB)


def _count(page: CommunityPage) -> None:
    _with_campaign(page)
    press(KEY.Key_I, held=CTRL | SHIFT)
    press("Warrants", TAB, "4", TAB)


def _post(page: CommunityPage) -> None:
    _message(page)
    press(KEY.Key_S, held=CTRL)
    press(KEY.Key_D, held=CTRL | SHIFT)
    press("face", TAB, TAB, TAB, "412")


def _raised(page: CommunityPage) -> None:
    window = page.widget.window()
    assert isinstance(window, MainWindow)
    asked = ConsultationDraft("What first?", date(2026, 9, 1))
    with window.desk.store.change("Ask") as session:
        consultations.add(session, window.desk.team.id, asked)
    _event(page)
    press(KEY.Key_S, held=CTRL)
    page.asides.raise_()
    press("speed", TAB, "pea", TAB, "3", TAB, "They race at night")


def _priority(page: RegisterView) -> None:
    press(KEY.Key_N, held=CTRL)
    press("Cars racing", TAB)
    page.form.focus("theme")
    press("driv", TAB)
    page.form.focus("objective")
    press("Fewer of them")


def _task(page: RegisterView) -> None:
    page.list.setFocus()
    press(KEY.Key_T, held=CTRL)
    press("Ask for a lamp", TAB)


def _round(page: RoundsView) -> None:
    page.add_earlier()
    press("1/4/26", TAB, "31/7/26", TAB, "4", TAB, TAB, "After the spring survey")


def _next_round(page: RoundsView) -> None:
    press(KEY.Key_N, held=CTRL)
    press("t", TAB, "6", TAB, TAB, "l", TAB, "reduced", TAB, "Fewer complaints")


def _consultation(page: ConsultationsView) -> None:
    press(KEY.Key_N, held=CTRL)
    press("Autumn survey")


def _answered(page: ConsultationsView) -> None:
    """There is a consultation to be answered."""
    if not page.rows:
        _consultation(page)
        press(KEY.Key_S, held=CTRL)


def _response(page: ConsultationsView) -> None:
    _answered(page)
    press(KEY.Key_T, held=CTRL)
    press("street", ENTER, ENTER, "speed", TAB, "hald", TAB)


def _tally(page: ConsultationsView) -> None:
    _answered(page)
    press(KEY.Key_T, held=CTRL | SHIFT)
    press("12", ENTER, "3")


def _words(page: ReturnPage) -> None:
    page.pane.show_view("words")
    page.pane.words.focus("risk")
    press("Two people leave")


FORMS = {
    "patrol": TypedForm(
        PatrolsPage, _patrol, lambda page: page.form, lambda page: page.form.patrol, "Log foot"
    ),
    "member": TypedForm(
        RosterPage,
        _member,
        lambda page: page.people.form,
        lambda page: page.people.form.typed,
        "Add PC Penhale",
    ),
    "duty": TypedForm(
        RosterPage,
        _duty,
        lambda page: page.writing.duty_form,
        lambda page: page.writing.duty_form.typed,
        "Change ",
    ),
    "absence": TypedForm(
        RosterPage,
        _absence,
        lambda page: page.writing.absence_form,
        lambda page: page.writing.absence_form.typed,
        "Add annual leave",
    ),
    "meeting": TypedForm(
        PartnersPage,
        _meeting,
        lambda page: page.meeting_form,
        lambda page: page.meeting_form.typed,
        "Add meeting",
    ),
    "action": TypedForm(
        PartnersPage,
        _action,
        lambda page: page.action_form,
        lambda page: page.action_form.typed,
        "Add action",
    ),
    "organisation": TypedForm(
        PartnersPage,
        _partner,
        lambda page: page.partner_form,
        lambda page: page.partner_form.typed,
        "Add organisation",
    ),
    "person": TypedForm(
        PartnersPage,
        _person,
        lambda page: page.beside.form_of(PEOPLE, PersonForm),
        lambda page: page.beside.form_of(PEOPLE, PersonForm).typed,
        "Add person at an organisation, Jo Marsh",
    ),
    "case review": TypedForm(
        PartnersPage,
        _case_review,
        lambda page: page.beside.form_of(CASE_REVIEWS, CaseReviewForm),
        lambda page: page.beside.form_of(CASE_REVIEWS, CaseReviewForm).typed,
        "Add ASB case review, Noise behind the shops",
    ),
    "series": TypedForm(
        PartnersPage,
        _series,
        lambda page: page.series_form,
        lambda page: page.series_form.typed,
        "Add meetings",
    ),
    "event": TypedForm(
        CommunityPage,
        _event,
        lambda page: page.event_form,
        lambda page: page.event_form.typed,
        "Add event, Stall",
    ),
    "contact": TypedForm(
        CommunityPage,
        _contact,
        lambda page: page.contact_form,
        lambda page: page.contact_form.typed,
        "Add contact",
    ),
    "appointment": TypedForm(
        CommunityPage,
        _appointment,
        lambda page: page.appointment_form,
        lambda page: page.appointment_form.typed,
        "Add appointment, Fri 20 Nov 2026",
    ),
    "message": TypedForm(
        CommunityPage,
        _message,
        lambda page: page.message_form,
        lambda page: page.message_form.typed,
        "Add message, Did you see it?",
    ),
    "group": TypedForm(
        CommunityPage,
        _group,
        lambda page: page.group_form,
        lambda page: page.group_form.typed,
        "Add group, The school",
    ),
    "campaign": TypedForm(
        CommunityPage,
        _campaign,
        lambda page: page.beside.form_of("campaigns", CampaignForm),
        lambda page: page.beside.form_of("campaigns", CampaignForm).typed,
        "Add campaign, Week of action",
    ),
    "planned patrol": TypedForm(
        CommunityPage,
        _planned,
        lambda page: page.beside.form_of("planned_patrols", PlannedForm),
        lambda page: page.beside.form_of("planned_patrols", PlannedForm).typed,
        "Add planned patrol",
    ),
    "count by hand": TypedForm(
        CommunityPage,
        _count,
        lambda page: page.beside.form_of("campaign_counts", CountForm),
        lambda page: page.beside.form_of("campaign_counts", CountForm).typed,
        "Add count, Warrants",
    ),
    "post": TypedForm(
        CommunityPage,
        _post,
        lambda page: page.asides.post_form,
        lambda page: page.asides.post_form.typed,
        "Post message, Did you see it?",
    ),
    "point raised": TypedForm(
        CommunityPage,
        _raised,
        lambda page: page.asides.raised_form,
        lambda page: page.asides.raised_form.typed,
        "Add response",
    ),
    "priority": TypedForm(
        RegisterView,
        _priority,
        lambda page: page.form,
        lambda page: page.form.typed,
        "Add priority, Cars racing",
    ),
    "task": TypedForm(
        RegisterView,
        _task,
        lambda page: page.task_form,
        lambda page: page.task_form.typed,
        "Add task, Ask for a lamp",
    ),
    "round": TypedForm(
        RoundsView,
        _round,
        lambda page: page.form,
        lambda page: page.form.typed,
        "Add round, 1 Apr to 31 Jul 2026",
    ),
    "next round": TypedForm(
        RoundsView,
        _next_round,
        lambda page: page.next,
        lambda page: page.next.typed,
        "Begin round, since 22 Nov 2026",
    ),
    "consultation": TypedForm(
        ConsultationsView,
        _consultation,
        lambda page: page.form,
        lambda page: page.form.typed,
        "Add consultation, Autumn survey",
    ),
    "response": TypedForm(
        ConsultationsView,
        _response,
        lambda page: page.typing,
        lambda page: page.typing.typed,
        "Add response, Speeding, Haldens",
    ),
    "tally": TypedForm(
        ConsultationsView,
        _tally,
        lambda page: page.tally,
        lambda page: page.tally.typed,
        "Add tally, 15 responses",
    ),
    "words": TypedForm(
        ReturnPage,
        _words,
        lambda page: page.pane.words,
        lambda page: page.pane.words.all_typed,
        "Write risks",
    ),
}
