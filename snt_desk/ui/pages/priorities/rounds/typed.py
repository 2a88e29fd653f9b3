"""What stands in the forms of a round, and which round that means.

Texts stay as they were typed; what cannot be read is a problem beside its field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from snt_desk.domain.clock import DAY
from snt_desk.domain.drafts import Problem
from snt_desk.domain.next_round import (
    CLOSE,
    CONTINUE,
    REPLACE,
    Candidate,
    Decision,
    Fate,
    NextRound,
)
from snt_desk.domain.rounds import RoundDraft
from snt_desk.ui import days, unlisted

FIELDS = ("begun", "months", "ended", "consultation", "note")
"""Of a round, in the order in which they are read."""


@dataclass(frozen=True)
class TypedRound:
    """All that stands in the form of one round; `last` is its last day, not the day after.

    `no_consultation` was typed where only a choice will do.
    """

    begun: str = ""
    months: int = 3
    last: str = ""
    consultation: str | None = None
    no_consultation: str = ""
    note: str = ""


@dataclass(frozen=True)
class TypedFate:
    """What stands in the rows of one live priority; `title` is for whoever reads it as text."""

    ref: str
    title: str
    decision: str = CONTINUE
    result: str | None = None
    no_result: str = ""
    by: str | None = None
    no_by: str = ""
    assessment: str = ""


@dataclass(frozen=True)
class TypedPick:
    """A proposed priority that is to be adopted."""

    ref: str
    title: str


@dataclass(frozen=True)
class TypedNext:
    """All that stands in the form with which the next round begins."""

    begun: str = ""
    months: int = 3
    consultation: str | None = None
    no_consultation: str = ""
    fates: tuple[TypedFate, ...] = ()
    adopted: tuple[TypedPick, ...] = ()


# --- One round --------------------------------------------------------------------------------


def draft(typed: TypedRound, today: date) -> RoundDraft:
    """Give the round that is meant, as far as it can be read."""
    last = days.meant(typed.last, today)
    return RoundDraft(
        begun=days.meant(typed.begun, today),
        months=typed.months,
        ended=last + DAY if last else None,
        consultation=typed.consultation,
        note=typed.note or None,
    )


def unread(typed: TypedRound, today: date) -> Iterator[Problem]:
    """Say what was typed and cannot be read."""
    for field, text in (("begun", typed.begun), ("ended", typed.last)):
        if why := days.fault(text, today):
            yield Problem(field, why)
    yield from _no_consultation(typed.no_consultation)


def written(saved: RoundDraft) -> TypedRound:
    """Give a round as the form shows it."""
    return TypedRound(
        begun=days.written(saved.begun),
        months=saved.months or TypedRound.months,
        last=days.written(saved.ended - DAY if saved.ended else None),
        consultation=saved.consultation,
        note=saved.note or "",
    )


def _no_consultation(unknown: str) -> Iterator[Problem]:
    if unknown:
        text = f"“{unknown}” is not one of the consultations. Choose from the list."
        yield Problem("consultation", text)


# --- The next one -----------------------------------------------------------------------------

_DECISIONS: Mapping[str, Decision] = {CONTINUE: CONTINUE, CLOSE: CLOSE, REPLACE: REPLACE}


def chosen(typed: TypedNext, known: Mapping[str, Candidate], today: date) -> NextRound:
    """Give what is decided, of those priorities that are still there to be decided on."""
    begun = days.meant(typed.begun, today, ahead=True)
    return NextRound(
        RoundDraft(begun, typed.months, consultation=typed.consultation),
        tuple(_fate(one, known) for one in typed.fates if one.ref in known),
        tuple(one.ref for one in typed.adopted if one.ref in known),
    )


def _fate(typed: TypedFate, known: Mapping[str, Candidate]) -> Fate:
    return Fate(
        typed.ref,
        _DECISIONS.get(typed.decision, CONTINUE),
        typed.result,
        typed.assessment or None,
        typed.by if typed.by in known else None,
    )


def unread_next(typed: TypedNext, today: date) -> Iterator[Problem]:
    """Say what was typed and cannot be read."""
    if why := days.fault(typed.begun, today):
        yield Problem("begun", why)
    yield from _no_consultation(typed.no_consultation)
    for number, one in enumerate(typed.fates, start=1):
        if one.decision == CLOSE and one.no_result:
            yield Problem(f"result{number}", unlisted.choice(one.no_result, "Choose a result."))
        if one.decision == REPLACE and one.no_by:
            text = f"“{one.no_by}” is not proposed. Choose from the list."
            yield Problem(f"by{number}", text)
