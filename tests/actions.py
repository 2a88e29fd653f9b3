"""All actions of a team, as tests look at them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from snt_desk.domain import clock
from snt_desk.services import action_lists
from snt_desk.services.action_lists import ActionRow, Asked


def all_actions(session: Session, team_id: int) -> list[ActionRow]:
    """Give them as the list has them, closed ones too: first due first, without a day last."""
    asked = Asked(closed=True)
    listed = action_lists.listed(session, team_id, asked, {}, clock.today())
    found = action_lists.rows(session, [key for key in listed.keys if key >= 0])
    return sorted(found, key=lambda row: (row.due is None, row.due or row.raised, row.text))
