"""What stands in the form of a case review, and which one that means.

Texts stay as they were typed; what cannot be read is a problem beside its field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.case_reviews import CaseReviewDraft, ReportDraft
from snt_desk.domain.drafts import Caution, Problem, together
from snt_desk.domain.unpublished import Known
from snt_desk.ui import days, unlisted

FIELDS = (
    *("subject", "place", "begun"),
    *("asked", "acknowledged", "decided", "outcome", "lead", "reference"),
    *("meeting", "priority", "note", "closed"),
)
"""In the order in which they are read; the reports come after `begun`."""
OF_REPORT = ("reported", "reporter", "incident", "partner", "number")
_DAYS = ("begun", "asked", "acknowledged", "decided", "closed")
_CHOICES = {
    "place": "place",
    "outcome": "outcome",
    "lead": "organisation",
    "meeting": "meeting",
    "priority": "priority",
}


@dataclass(frozen=True)
class TypedReport:
    """A report as it stands in the form; `no_partner` was typed where only a choice will do."""

    reported: str = ""
    reporter: str = ""
    incident: str = ""
    partner: str | None = None
    no_partner: str = ""
    number: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is said in it."""
        return self == TypedReport()


@dataclass(frozen=True)
class TypedReview:
    """All that stands in the form; `no_...` was typed where only a choice will do."""

    subject: str = ""
    place: str | None = None
    no_place: str = ""
    begun: str = ""
    asked: str = ""
    acknowledged: str = ""
    decided: str = ""
    outcome: str | None = None
    no_outcome: str = ""
    lead: str | None = None
    no_lead: str = ""
    reference: str = ""
    meeting: str | None = None
    no_meeting: str = ""
    priority: str | None = None
    no_priority: str = ""
    note: str = ""
    closed: str = ""
    reports: tuple[TypedReport, ...] = ()


def draft(typed: TypedReview, today: date) -> CaseReviewDraft:
    """Give the case review that is meant, as far as it can be read."""
    return CaseReviewDraft(
        subject=typed.subject,
        place=typed.place,
        begun=days.meant(typed.begun, today),
        asked=days.meant(typed.asked, today),
        acknowledged=days.meant(typed.acknowledged, today),
        decided=days.meant(typed.decided, today),
        outcome=typed.outcome,
        reference=typed.reference or None,
        lead=typed.lead,
        meeting=typed.meeting,
        priority=typed.priority,
        note=typed.note or None,
        closed=days.meant(typed.closed, today),
        reports=tuple(_report(one, today) for one in typed.reports if not one.blank),
    )


def _report(typed: TypedReport, today: date) -> ReportDraft:
    incident = typed.incident.strip()
    return ReportDraft(
        reported=days.meant(typed.reported, today),
        incident=int(incident) if incident.isascii() and incident.isdigit() else None,
        reporter=typed.reporter.strip().upper(),
        partner=typed.partner,
        reference=typed.number or None,
    )


def problems(typed: TypedReview, today: date) -> list[Problem]:
    """Say what stops it from being saved, in the order of the fields."""
    count = len(typed.reports)
    of_reports = (f"{name}{at}" for at in range(1, count + 1) for name in OF_REPORT)
    order = (*FIELDS[:3], *of_reports, *FIELDS[3:])
    meant = draft(typed, today).problems()
    # Blank rows between others are left out of the draft: their numbers are given back.
    rows = [at for at, one in enumerate(typed.reports, start=1) if not one.blank]
    return together(list(_unread(typed, today)), _numbered(meant, rows), order)


def cautions(
    typed: TypedReview, today: date, others: list[str], known: Known | None
) -> list[Caution]:
    """Say what looks odd, and who seems to be named, if who that may be is known yet."""
    rows = [at for at, one in enumerate(typed.reports, start=1) if not one.blank]
    found = [
        Caution(_row_of(one.field, rows), one.text)
        for one in draft(typed, today).warnings(today, others)
    ]
    if known is None:
        return found
    for field in ("subject", "note"):
        remark = next(iter(known.named(getattr(typed, field))), None)
        if remark is not None:
            found.append(Caution(field, f"{remark.text} Nobody is named here."))
    return found


def _numbered(problems: Iterator[Problem], rows: list[int]) -> Iterator[Problem]:
    for one in problems:
        yield Problem(_row_of(one.field, rows), one.text)


def _row_of(field: str, rows: list[int]) -> str:
    name = field.rstrip("0123456789")
    number = field[len(name) :]
    return f"{name}{rows[int(number) - 1]}" if number else field


def _unread(typed: TypedReview, today: date) -> Iterator[Problem]:
    for field, called in _CHOICES.items():
        if unknown := getattr(typed, f"no_{field}"):
            yield Problem(field, unlisted.called(called, unknown))
    for field in _DAYS:
        if why := days.fault(getattr(typed, field), today):
            yield Problem(field, why)
    for at, one in enumerate(typed.reports, start=1):
        if why := days.fault(one.reported, today):
            yield Problem(f"reported{at}", why)
        if one.no_partner:
            yield Problem(
                f"partner{at}",
                unlisted.called("organisation", one.no_partner, "Choose one, or leave it empty."),
            )


def written(review: CaseReviewDraft) -> TypedReview:
    """Give a case review as the form shows it."""
    return TypedReview(
        subject=review.subject,
        place=review.place,
        begun=days.written(review.begun),
        asked=days.written(review.asked),
        acknowledged=days.written(review.acknowledged),
        decided=days.written(review.decided),
        outcome=review.outcome,
        lead=review.lead,
        reference=review.reference or "",
        meeting=review.meeting,
        priority=review.priority,
        note=review.note or "",
        closed=days.written(review.closed),
        reports=tuple(
            TypedReport(
                reported=days.written(one.reported),
                reporter=one.reporter,
                incident="" if one.incident is None else str(one.incident),
                partner=one.partner,
                number=one.reference or "",
            )
            for one in review.reports
        ),
    )


def begun() -> TypedReview:
    """Give what stands in the form of a new one: watched since today."""
    return TypedReview(begun=clock.long_day(clock.today()))
