"""A priority proposed from what residents said: drafted from the ranking, and joined to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from snt_desk.domain import consultations as rules
from snt_desk.domain.consultations import NOWHERE
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.errors import DeskError
from snt_desk.services import consultations, priorities, rankings, responses


@dataclass(frozen=True)
class Proposed:
    """The priority that was proposed, and how many responses are linked to it."""

    ref: str
    title: str
    linked: int


def proposed_from(
    session: Session, consultation_ref: str, theme: str, place: str | None, today: date
) -> PriorityDraft:
    """Draft a priority from a theme and place of a consultation; what was said is its scanning.

    *place* is a code, `NOWHERE` for what was said of none, None whatever the place. Raises
    DeskError if nobody said so, or the consultation is gone.
    """
    counted = rankings.counted(session, consultation_ref)
    by_channel = counted.by_channel(theme, place)
    if not by_channel:
        raise DeskError("Nothing was proposed", "Nobody said so in this consultation.")
    called = consultations.opened(session, consultation_ref).title
    before = counted.before(theme, place)
    return PriorityDraft(
        title=counted.words(theme, place),
        theme=theme,
        place=None if place == NOWHERE else place,
        raised=today,
        scanning=rules.scanning(called, counted.whole, by_channel, before),
    )


def propose(
    session: Session, consultation_ref: str, theme: str, place: str | None, today: date
) -> Proposed:
    """Enter such a priority in the register, and link what was said to it.

    What is linked to another priority stays there. Raises DeskError as `proposed_from` does,
    and where all of it belongs to a priority already.
    """
    team_id = consultations.found(session, consultation_ref).team_id
    draft = proposed_from(session, consultation_ref, theme, place, today)
    ref = priorities.add(session, team_id, draft)
    session.flush()
    linked = responses.link_matching(session, consultation_ref, theme, place, ref)
    if not linked:
        raise DeskError("Nothing was proposed", "All who said so are linked to a priority already.")
    return Proposed(ref, draft.title, linked)
