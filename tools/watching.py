"""People at partners and ASB case reviews, as they are seen in the Partners tab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtTest import QTest

from snt_desk.domain import clock
from snt_desk.domain.case_reviews import CaseReviewDraft, ReportDraft
from snt_desk.domain.clock import DAY
from snt_desk.domain.partners import PersonDraft
from snt_desk.services import (
    action_lists,
    case_reviews,
    partner_lists,
    partner_people,
    partners,
    team,
)
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Target

_TOLD = "Places, dates and kinds of ASB; no names of residents"


def _prepare(window: MainWindow) -> None:
    """Write down what the tab has to show: three cases, people, and what may be told."""
    desk, today = window.desk, clock.today()
    with desk.store.change("Prepare a picture") as session:
        places = [one.code for one in team.places(session, desk.team.id)]
        first, second, last = partner_lists.organisations(session, desk.team.id)[:3]
        for one, told, ended in ((first, _TOLD, None), (last, None, today - 40 * DAY)):
            draft = partners.opened_partner(session, one.ref)
            partners.change_partner(session, one.ref, replace(draft, told=told, ended=ended))
        marsh = PersonDraft(
            *("Jo Marsh", first.ref, "Housing officer", "jo.marsh@example.org", "01632 960305"),
            told="Addresses of its tenants as well",
        )
        for person in (
            marsh,
            PersonDraft("Ade Olatunji", second.ref, "Youth worker", None, "01632 960311"),
            PersonDraft("Sam Whitlock", first.ref, "Housing officer", left=today - 30 * DAY),
        ):
            partner_people.add(session, desk.team.id, person)
        reports = tuple(
            ReportDraft(today - days * DAY, incident, who, to, reference)
            for days, incident, who, to, reference in (
                (150, 1, "A", None, "41/1207/26"),
                (150, 1, "A", first.ref, None),
                (61, 2, "A", None, "41/3310/26"),
                (12, 3, "B", first.ref, None),
                (3, 4, "A", None, "41/4012/26"),
            )
        )
        shops = CaseReviewDraft("Noise and shouting behind the shops", places[0], today - 150 * DAY)
        drafts = (
            replace(shops, lead=first.ref, reports=reports),
            replace(
                shops,
                subject="Off-road bikes on the field",
                place=places[1],
                reports=reports[1:3],
            ),
            replace(
                shops,
                subject="Fires in the bin store",
                asked=today - 2 * DAY,
                lead=first.ref,
                reports=reports,
            ),
            replace(
                shops,
                subject="Smashed bus shelters",
                asked=today - 60 * DAY,
                acknowledged=today - 59 * DAY,
                decided=today - 30 * DAY,
                outcome="recommendations",
                closed=today - 20 * DAY,
                reports=reports[:2],
            ),
        )
        for case in drafts:
            case_reviews.add(session, desk.team.id, case)


def _wait(window: MainWindow) -> None:
    while window.desk.tasks.busy:
        QTest.qWait(5)
    QTest.qWait(300)


def _reviews(window: MainWindow) -> None:
    _prepare(window)
    with window.desk.store.read() as session:
        rows = case_reviews.listed(session, window.desk.team.id, clock.today())
    ref = next(one.ref for one in rows if one.subject.startswith("Noise and shouting"))
    window.desk.go(Target("Partners", "case_reviews", ref))
    _wait(window)


def _threshold(window: MainWindow) -> None:
    from snt_desk.ui.pages.partners.threshold import ThresholdLine

    _reviews(window)
    for line in window.findChildren(ThresholdLine):
        line.change_button.click()
    _wait(window)


def _organisation(window: MainWindow) -> None:
    _prepare(window)
    with window.desk.store.read() as session:
        first = partner_lists.organisations(session, window.desk.team.id)[0]
    window.desk.go(Target("Partners", "partners", first.ref))
    _wait(window)


def _person(window: MainWindow) -> None:
    _prepare(window)
    with window.desk.store.read() as session:
        first = partner_people.listed(session, window.desk.team.id)[0]
    window.desk.go(Target("Partners", "partner_people", first.ref))
    _wait(window)


def _told(window: MainWindow) -> None:
    desk = window.desk
    with desk.store.change("Prepare a picture") as session:
        listed = partner_lists.organisations(session, desk.team.id)
        ref = next(one.ref for one in listed if one.open)
        action = action_lists.left_to(session, desk.team.id, ref)[0]
        draft = partners.opened_partner(session, ref)
        partners.change_partner(session, ref, replace(draft, told=_TOLD))
    desk.go(Target("Partners", "actions", action.ref))
    _wait(window)


STATES: tuple[tuple[str, Callable[[MainWindow], None], bool], ...] = (
    ("case-reviews", _reviews, True),
    ("threshold", _threshold, False),
    ("organisation", _organisation, False),
    ("person", _person, False),
    ("may-be-told", _told, False),
)
"""What each is called, how it comes about, and whether it is shown in the guide."""
