"""What is overdue and to be reminded of is told across all meetings, by the rule of the return."""

from __future__ import annotations

from datetime import date

from snt_desk.db.store import Store
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.partners import ActionDraft
from snt_desk.services import actions_due, partners, returns
from snt_desk.services.team import TeamName

ON = date(2026, 11, 30)


def test_what_is_overdue_comes_first_then_what_is_to_be_reminded_of(
    store: Store, team: TeamName
) -> None:
    def act(text: str, due: date | None, remind: date | None, closed: date | None = None) -> None:
        raised = date(2026, 10, 1)
        draft = ActionDraft(text, "101", None, raised, due, closed, remind=remind)
        with store.change("Add action") as session:
            partners.add_action(session, team.id, draft)

    act("later", ON + DAY, None)
    act("near", ON + 9 * DAY, ON)
    act("not yet", ON + 9 * DAY, ON + DAY)
    act("some day", None, ON - DAY)
    act("today", ON, ON - 9 * DAY)
    act("long over", ON - 40 * DAY, None)
    act("done", ON - DAY, ON - DAY, ON)
    with store.read() as session:
        found = actions_due.due(session, team.id, ON)
        figures = returns.counted(session, team, Month.of(ON))
    assert [(one.text, one.overdue) for one in found] == [
        *(("long over", True), ("today", True)),
        *(("near", False), ("some day", False)),
    ]
    counted = sum(one.value for one in figures if one.measure == "actions_overdue")
    assert counted == sum(one.overdue for one in found)
