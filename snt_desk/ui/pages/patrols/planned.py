"""A planned patrol becomes one of the log: the form begins with it, and what is saved is joined."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from snt_desk.domain import clock
from snt_desk.services import campaign_plans
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.patrols import reading
from snt_desk.ui.pages.patrols.asides import Aside
from snt_desk.ui.pages.patrols.form import PatrolForm


def came_of(desk: Desk, plan: str) -> str:
    """Give the ref of the patrol that came of a plan; empty while there is none."""
    with desk.store.read() as session:
        return campaign_plans.came_of(session, plan)


def begin(desk: Desk, form: PatrolForm, plan: str) -> None:
    """Let the form begin with what was planned, not saved yet; DeskError if the plan is gone."""
    with desk.store.read() as session:
        draft = campaign_plans.as_patrol(campaign_plans.opened(session, plan))
    typed = replace(reading.written(draft), plan=plan)
    form.begin()
    form.kept.put(Aside(None, typed, 0, clock.now()))
    form.bring_up_unsaved()


def join(session: Any, plan: str, patrol: str) -> None:
    """Say that a patrol came of a plan, if it did and the plan is still there."""
    if plan and campaign_plans.holds(session, plan):
        campaign_plans.join(session, plan, patrol)
