"""A watch is kept with its reports and by the district's threshold, or the team's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.db.store import Store
from snt_desk.domain.case_reviews import CaseReviewDraft, ReportDraft, Threshold
from snt_desk.domain.clock import london
from snt_desk.domain.partners import MeetingDraft
from snt_desk.errors import DeskError
from snt_desk.services import case_reviews, county, history, partners, settings
from snt_desk.services.case_reviews import CaseReviewRow
from snt_desk.services.team import TeamName

TODAY = date(2026, 11, 22)
REPORTS = (
    ReportDraft(date(2026, 9, 1), 1, "A", None, "41/1/26"),
    ReportDraft(date(2026, 10, 1), 2, "A", "O1"),
    ReportDraft(date(2026, 11, 1), 3, "A"),
)
SHOPS = CaseReviewDraft(
    subject="Noise behind the shops",
    place="B1",
    begun=date(2026, 9, 1),
    lead="O1",
    priority="T1",
    note="Most of it on Fridays.",
    reports=REPORTS,
)
OWN = Threshold(incidents=5, people=None, months=12, acknowledged_in=5)


@pytest.fixture
def shops(store: Store, team: TeamName) -> str:
    with store.change("Add case review") as session:
        return case_reviews.add(session, team.id, SHOPS)


def row(store: Store, team: TeamName, today: date = TODAY) -> CaseReviewRow:
    with store.read() as session:
        [found] = case_reviews.listed(session, team.id, today)
    return found


def write(store: Store, ref: str, draft: CaseReviewDraft) -> None:
    with store.change("Change case review") as session:
        case_reviews.change(session, ref, draft)


def test_it_is_opened_as_it_was_written(store: Store, shops: str) -> None:
    with store.read() as session:
        assert case_reviews.opened(session, shops) == SHOPS


def test_it_is_listed_with_how_its_reports_stand(store: Store, team: TeamName, shops: str) -> None:
    found = row(store, team)
    assert (found.ref, found.place, found.lead) == (shops, "Peartree", "The Council")
    assert (found.standing.met, found.state(TODAY)) == (True, "met")
    write(store, shops, replace(SHOPS, reports=REPORTS[:2]))
    assert row(store, team).state(TODAY) == "watched"


def test_who_asked_is_to_hear_in_time(store: Store, team: TeamName, shops: str) -> None:
    with store.change("Set threshold") as session:
        case_reviews.set_threshold(session, team.id, replace(OWN, acknowledged_in=3))
    # Asked on the Wednesday before Christmas: three working days later is the year's last Tuesday.
    write(store, shops, replace(SHOPS, asked=date(2026, 12, 23)))
    found = row(store, team, date(2026, 12, 30))
    assert found.answer_by == date(2026, 12, 30)
    assert found.state(date(2026, 12, 30)) == "asked"
    assert found.state(date(2026, 12, 31)) == "late"
    write(store, shops, replace(SHOPS, asked=date(2026, 12, 23), acknowledged=date(2026, 12, 29)))
    assert row(store, team, date(2027, 1, 9)).state(date(2027, 1, 9)) == "asked"


def test_what_was_asked_for_stands_as_it_did_on_that_day(
    store: Store, team: TeamName, shops: str
) -> None:
    write(store, shops, replace(SHOPS, asked=date(2026, 11, 2)))
    assert row(store, team, date(2029, 1, 1)).standing.met
    write(store, shops, replace(SHOPS, closed=date(2026, 10, 20)))
    found = row(store, team, date(2029, 1, 1))
    assert (found.standing.most, found.state(TODAY)) == (2, "closed")


def test_deleting_takes_its_reports_along_and_undo_brings_all_back(
    store: Store, team: TeamName, shops: str
) -> None:
    with store.change("Delete case review") as session:
        case_reviews.delete(session, shops)
    with store.read() as session:
        assert case_reviews.listed(session, team.id, TODAY) == []
        with pytest.raises(DeskError, match="no longer there"):
            case_reviews.opened(session, shops)
    store.undo()
    with store.read() as session:
        assert case_reviews.opened(session, shops) == SHOPS


def test_the_meeting_that_a_review_is_of_stays(store: Store, team: TeamName) -> None:
    panel = MeetingDraft("asb_panel", "ASB panel", london(2026, 11, 25, 10))
    with store.change("Add meeting") as session:
        meeting = partners.add_meeting(session, team.id, panel)
        review = case_reviews.add(session, team.id, replace(SHOPS, meeting=meeting))
    with (
        pytest.raises(DeskError, match="ASB panel stays") as refused,
        store.change("Delete meeting") as session,
    ):
        partners.delete_meeting(session, meeting)
    assert refused.value.detail == (
        "The ASB case review “Noise behind the shops” is of it. Take it out of there first."
    )
    write(store, review, SHOPS)
    with store.change("Delete meeting") as session:
        partners.delete_meeting(session, meeting)


def test_what_names_somebody_is_not_written(store: Store, team: TeamName, shops: str) -> None:
    named = replace(SHOPS, reports=(*REPORTS, replace(REPORTS[0], reporter="Rose Ashdown")))
    with pytest.raises(DeskError) as refused:
        write(store, shops, named)
    assert refused.value.detail == "Enter a letter for who reported it, never a name."
    with store.read() as session:
        assert case_reviews.opened(session, shops) == SHOPS


def test_the_history_says_reports_by_their_letters_and_the_outcome_in_words(
    store: Store, shops: str
) -> None:
    asked = replace(SHOPS, reports=REPORTS[:2], asked=TODAY, decided=TODAY, outcome="withdrawn")
    write(store, shops, asked)
    with store.read() as session:
        told = history.of(session, "case_reviews", shops)
    said = [(one.field, one.before, one.after) for one in told[0].differences]
    assert ("What came of it", "", "Withdrawn") in said
    assert ("Report", "A, Sun 1 Nov 2026, 3", "") in said


# --- The threshold ----------------------------------------------------------------------------


def test_every_district_of_the_county_has_a_threshold() -> None:
    assert {one.district for one in county.teams()} >= {"East Herts", "Watford"}
    for one in county.teams():
        found = case_reviews.of_district(one.district)
        assert list(found.problems()) == []
        assert found.source
    assert case_reviews.of_district("East Herts").people is None
    assert case_reviews.of_district("North Herts").acknowledged_in == 3
    # Nobody has found what its council says.
    assert case_reviews.of_district("Stevenage") == case_reviews.of_district("Atlantis")


def test_every_district_that_is_named_is_one_of_the_county() -> None:
    districts = {one.district for one in county.teams()}
    assert set(case_reviews._known()) - {""} <= districts  # noqa: SLF001  # no district is misspelt


def test_a_team_may_have_its_own_threshold_and_take_it_back(
    store: Store, team: TeamName, shops: str
) -> None:
    with store.change("Set threshold") as session:
        case_reviews.set_threshold(session, team.id, OWN)
    assert row(store, team).standing.threshold == replace(OWN, source=case_reviews.OWN)
    assert not row(store, team).standing.met
    with store.change("Set threshold") as session:
        case_reviews.set_threshold(session, team.id, None)
    assert row(store, team).standing.met


def test_no_threshold_is_set_that_is_none(store: Store, team: TeamName) -> None:
    with (
        pytest.raises(DeskError) as refused,
        store.change("Set threshold") as session,
    ):
        case_reviews.set_threshold(session, team.id, replace(OWN, incidents=0))
    assert refused.value.detail == "Enter a number of incidents from 1 to 99."


@pytest.mark.parametrize(
    "kept",
    [
        "three",
        {"incidents": 3},
        {"incidents": None, "people": 3, "months": 6, "acknowledged_in": None},
        {"incidents": 3, "people": "3", "months": 6, "acknowledged_in": None},
        {"incidents": True, "people": 3, "months": 6, "acknowledged_in": None},
        {"incidents": 3, "people": 3, "months": -6, "acknowledged_in": None},
    ],
)
def test_what_is_kept_and_is_no_threshold_is_passed_over(
    store: Store, team: TeamName, kept: object
) -> None:
    with store.change("Keep") as session:
        settings.keep(session, f"case_reviews.threshold.{team.id}", kept)
    with store.read() as session:
        assert case_reviews.threshold(session, team.id) == case_reviews.of_district(team.district)
