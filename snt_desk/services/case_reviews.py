"""ASB case reviews: the watch on repeated incidents, and the reviews that were asked for."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from typing import Any, Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk import paths
from snt_desk.db import models as m
from snt_desk.domain import case_reviews as rules
from snt_desk.domain.case_reviews import (
    CaseReviewDraft,
    Report,
    ReportDraft,
    Standing,
    Threshold,
)
from snt_desk.domain.drafts import given
from snt_desk.errors import DeskError
from snt_desk.services import handles, settings
from snt_desk.services.holidays import bank_holidays

_KEY: Final = "case_reviews.threshold"
OWN: Final = "Set by the team."
"""The source of a threshold that is the team's own."""

State = Literal["met", "watched", "asked", "late", "decided", "closed"]


@dataclass(frozen=True)
class CaseReviewRow:
    """A case review as it is listed; `answer_by` is when whoever asked is to hear."""

    ref: str
    subject: str
    place: str
    begun: date
    asked: date | None
    acknowledged: date | None
    decided: date | None
    outcome: str | None
    closed: date | None
    lead: str
    priority_ref: str | None
    meeting_ref: str | None
    standing: Standing
    answer_by: date | None

    def state(self, today: date) -> State:
        """Say how it stands: what was asked for and not answered in time is late."""
        if self.closed is not None:
            return "closed"
        if self.decided is not None:
            return "decided"
        if self.asked is None:
            return "met" if self.standing.met else "watched"
        waits = self.acknowledged is None and self.answer_by is not None
        return "late" if waits and self.answer_by and self.answer_by < today else "asked"


# --- The threshold ----------------------------------------------------------------------------


def threshold(session: Session, team_id: int) -> Threshold:
    """Give the threshold that counts for a team: its own, else that of its district."""
    return _kept(session, team_id) or of_district(_district(session, team_id))


def of_district(district: str) -> Threshold:
    """Give a district's threshold; where none is known, what most of the county's have."""
    return _known().get(district) or _known()[""]


def answer_by(asked: date | None, rule: Threshold) -> date | None:
    """Give the day by which who asked is to hear; None where nobody asked or no time is set."""
    return None if asked is None else rules.acknowledge_by(asked, rule, bank_holidays())


def set_threshold(session: Session, team_id: int, wanted: Threshold | None) -> None:
    """Let a threshold of its own count for a team; with None that of its district."""
    if wanted is None:
        settings.keep(session, f"{_KEY}.{team_id}", None)
        return
    for problem in wanted.problems():
        raise DeskError("The threshold cannot be saved", problem.text)
    value = {name: number for name, number in asdict(wanted).items() if name != "source"}
    settings.keep(session, f"{_KEY}.{team_id}", value)


@cache
def _known() -> Mapping[str, Threshold]:
    """The thresholds by district; under an empty name what most of them have."""
    content = json.loads(paths.resource("case-reviews.json").read_text(encoding="utf-8"))
    found = {name: Threshold(**one) for name, one in content["districts"].items()}
    return {**found, "": Threshold(**content["general"])}


def _kept(session: Session, team_id: int) -> Threshold | None:
    """What the team has set; None for nothing, and for what is no threshold."""
    value = settings.readable(session, f"{_KEY}.{team_id}")
    names = [one.name for one in fields(Threshold) if one.name != "source"]
    if not isinstance(value, dict) or set(value) != set(names):
        return None
    if not all(type(value[name]) is int or value[name] is None for name in names):
        return None
    if value["incidents"] is None or value["months"] is None:
        return None
    found = Threshold(**value, source=OWN)
    return None if list(found.problems()) else found


def _district(session: Session, team_id: int) -> str:
    return session.scalar(select(m.Team.district).where(m.Team.id == team_id)) or ""


# --- Listed -----------------------------------------------------------------------------------


def listed(
    session: Session, team_id: int, today: date, rule: Threshold | None = None
) -> list[CaseReviewRow]:
    """List the team's case reviews, each with how its reports stand, the latest first.

    They stand so by the threshold of the team, which may be read already.
    """
    rule = rule or threshold(session, team_id)
    one = m.CaseReview
    query = (
        select(one.id, one.ref, one.subject, m.Place.name, one.begun, one.asked, one.acknowledged)
        .add_columns(one.decided, one.outcome, one.closed, m.Partner.name)
        .add_columns(m.Priority.ref, m.Meeting.ref)
        .join(m.Place, m.Place.id == one.place_id, isouter=True)
        .join(m.Partner, m.Partner.id == one.lead_id, isouter=True)
        .join(m.Priority, m.Priority.id == one.priority_id, isouter=True)
        .join(m.Meeting, m.Meeting.id == one.meeting_id, isouter=True)
        .where(one.team_id == team_id)
        .order_by(one.begun.desc(), one.ref)
    )
    reports = _reports(session, team_id)
    found = []
    for key, ref, subject, place, begun, *days_and_ends in session.execute(query):
        asked, acknowledged, decided, outcome, closed, lead, priority, meeting = days_and_ends
        on = rules.counts_on(asked, closed, today)
        found.append(
            CaseReviewRow(
                *(ref, subject, place or "", begun, asked, acknowledged, decided, outcome, closed),
                lead or "",
                priority_ref=priority,
                meeting_ref=meeting,
                standing=rules.standing(reports[key], rule, on),
                answer_by=answer_by(asked, rule),
            )
        )
    return found


def _reports(session: Session, team_id: int) -> defaultdict[int, list[Report]]:
    one = m.CaseReport
    query = (
        select(one.case_review_id, one.reported, one.incident, one.reporter)
        .join(m.CaseReview, m.CaseReview.id == one.case_review_id)
        .where(m.CaseReview.team_id == team_id)
    )
    found: defaultdict[int, list[Report]] = defaultdict(list)
    for key, reported, incident, reporter in session.execute(query):
        found[key].append(Report(reported, incident, reporter))
    return found


def opened(session: Session, ref: str) -> CaseReviewDraft:
    """Give a case review as its form takes it; raises DeskError if it is gone."""
    one = _review(session, ref)
    return CaseReviewDraft(
        subject=one.subject,
        place=handles.name(session, handles.PLACE, one.place_id),
        begun=one.begun,
        asked=one.asked,
        acknowledged=one.acknowledged,
        decided=one.decided,
        outcome=one.outcome,
        reference=one.reference,
        lead=handles.name(session, handles.PARTNER, one.lead_id),
        meeting=handles.name(session, handles.MEETING, one.meeting_id),
        priority=handles.name(session, handles.PRIORITY, one.priority_id),
        note=one.note,
        closed=one.closed,
        reports=tuple(
            ReportDraft(
                *(row.reported, row.incident, row.reporter),
                handles.name(session, handles.PARTNER, row.partner_id),
                row.reference,
            )
            for row in one.reports
        ),
    )


# --- Verbs ------------------------------------------------------------------------------------


def add(session: Session, team_id: int, draft: CaseReviewDraft) -> str:
    """Begin a watch, and give its ref; raises DeskError if it cannot be true or names somebody."""
    one = m.CaseReview(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    session.add(one)
    return one.ref


def change(session: Session, ref: str, draft: CaseReviewDraft) -> None:
    """Write a case review as it is now; raises DeskError if it is gone, or cannot be."""
    _fill(session, _review(session, ref), draft)


def delete(session: Session, ref: str) -> None:
    """Take a case review away with its reports; raises DeskError if it is gone."""
    session.delete(_review(session, ref))


def _fill(session: Session, one: m.CaseReview, draft: CaseReviewDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The case review cannot be saved", problem.text)
    team_id = one.team_id
    one.subject, one.begun = draft.subject.strip(), given(draft.begun)
    one.asked = draft.asked
    one.acknowledged, one.decided = draft.acknowledged, draft.decided
    one.outcome, one.closed = draft.outcome, draft.closed
    one.reference, one.note = draft.reference, draft.note
    one.place_id = handles.key(session, handles.PLACE, draft.place, team_id)
    one.lead_id = handles.key(session, handles.PARTNER, draft.lead, team_id)
    one.meeting_id = handles.key(session, handles.MEETING, draft.meeting, team_id)
    one.priority_id = handles.key(session, handles.PRIORITY, draft.priority, team_id)
    _fill_reports(session, one, draft.reports)


def _fill_reports(session: Session, one: m.CaseReview, reports: Sequence[ReportDraft]) -> None:
    # A row that stays is kept, so that the history tells what changed in it.
    there: list[Any] = list(one.reports)
    written = []
    for position, said in enumerate(reports, start=1):
        row = there[position - 1] if position <= len(there) else m.CaseReport()
        row.position = position
        row.reported, row.incident = given(said.reported), given(said.incident)
        row.reporter, row.reference = said.reporter, said.reference
        row.partner_id = handles.key(session, handles.PARTNER, said.partner, one.team_id)
        written.append(row)
    one.reports = written


def _review(session: Session, ref: str) -> m.CaseReview:
    return handles.there(session, m.CaseReview, ref, "case review")
