"""What this view writes, each as one named change."""

from __future__ import annotations

from snt_desk.domain import clock
from snt_desk.errors import DeskError
from snt_desk.services import consultations, propose, response_entry
from snt_desk.services.consultations import ConsultationName
from snt_desk.services.propose import Proposed
from snt_desk.services.rankings import RankRow
from snt_desk.ui import named
from snt_desk.ui.desk import Desk
from snt_desk.ui.named import counted
from snt_desk.ui.pages.priorities.consultations.form import ConsultationForm
from snt_desk.ui.pages.priorities.consultations.response_form import ResponseForm
from snt_desk.ui.pages.priorities.consultations.tally import Tally


def save(desk: Desk, form: ConsultationForm) -> str:
    """Write what stands in the form, and give the ref; DeskError if it cannot be."""
    team_id, ref, draft = desk.team.id, form.opened, form.draft
    if not team_id:
        raise DeskError("There is no team yet", "Choose the team of this desk first.")
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


def save_response(desk: Desk, consultation: str, form: ResponseForm) -> str:
    """Write what stands in the form, and give the ref; DeskError if it cannot be."""
    ref, draft = form.opened, form.draft
    verb = "Change" if ref else "Add"
    with desk.store.change(named.change(verb, "response", form.words)) as session:
        if not ref:
            return response_entry.add(session, consultation, draft)
        response_entry.change(session, ref, draft)
    return ref


def save_tally(desk: Desk, consultation: str, tally: Tally) -> tuple[str, ...]:
    """Write all that was counted, and give the refs; DeskError if it cannot be."""
    drafts = tally.drafts
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
