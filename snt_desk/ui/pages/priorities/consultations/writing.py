"""What this view writes, each as one named change."""

from __future__ import annotations

from collections.abc import Sequence

from snt_desk.domain import clock
from snt_desk.domain.consultations import ConsultationDraft, ResponseDraft
from snt_desk.services import consultations, propose, response_entry
from snt_desk.services.consultations import ConsultationName
from snt_desk.services.propose import Proposed
from snt_desk.services.rankings import RankRow
from snt_desk.ui import named
from snt_desk.ui.desk import Desk
from snt_desk.ui.named import counted


def holds(desk: Desk, table: str, ref: str) -> bool:
    """Say whether a consultation or a response is still there."""
    with desk.store.read() as session:
        wanted = response_entry.consultation_of(session, table, ref)
        return wanted is not None and wanted in {
            one.ref for one in consultations.named(session, desk.team.id)
        }


def save(desk: Desk, ref: str, draft: ConsultationDraft) -> str:
    """Write a consultation, a new one without a ref, and give its ref; DeskError if it cannot."""
    team_id = desk.own_team()
    verb = "Change" if ref else "Add"
    with desk.store.change(named.change(verb, "consultation", draft.title)) as session:
        if not ref:
            return consultations.add(session, team_id, draft)
        consultations.change(session, ref, draft)
    return ref


def open_again(desk: Desk, one: ConsultationName) -> None:
    """Let residents answer it again."""
    with desk.store.change(named.change("Open again", "consultation", one.title)) as session:
        consultations.open_again(session, one.ref)


def delete(desk: Desk, one: ConsultationName) -> None:
    """Take a consultation away; DeskError where something came of it."""
    with desk.store.change(named.change("Delete", "consultation", one.title)) as session:
        consultations.delete(session, one.ref)


def save_response(desk: Desk, consultation: str, ref: str, draft: ResponseDraft, words: str) -> str:
    """Write a response, a new one without a ref, and give its ref; DeskError if it cannot."""
    verb = "Change" if ref else "Add"
    with desk.store.change(named.change(verb, "response", words)) as session:
        if not ref:
            return response_entry.add(session, consultation, draft)
        response_entry.change(session, ref, draft)
    return ref


def save_tally(desk: Desk, consultation: str, drafts: Sequence[ResponseDraft]) -> tuple[str, ...]:
    """Write all that was counted, and give the refs; DeskError if it cannot be."""
    said = counted(sum(one.count or 0 for one in drafts), "response")
    day = drafts[0].received or clock.today()
    with desk.store.change(f"Add tally, {said} of {clock.short_day(day)}") as session:
        return response_entry.add_many(session, consultation, drafts)


def delete_response(desk: Desk, ref: str, words: str) -> None:
    """Take a response away; DeskError if it is gone."""
    with desk.store.change(named.change("Delete", "response", words)) as session:
        response_entry.delete(session, ref)


def propose_from(desk: Desk, consultation: str, row: RankRow) -> Proposed:
    """Make a priority of what so many said, with what they said linked to it."""
    assert row.theme is not None  # noqa: S101  # `SaidPane.can_propose` has seen to it
    with desk.store.change(named.change("Propose", "priority", row.words)) as session:
        return propose.propose(session, consultation, row.theme, row.place, clock.today())
