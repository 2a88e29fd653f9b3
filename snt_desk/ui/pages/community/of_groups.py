"""What the form of a group and the list of wards and groups ask of the records."""

from __future__ import annotations

from typing import Any

from snt_desk.domain import clock
from snt_desk.domain.reach import GroupDraft
from snt_desk.errors import DeskError
from snt_desk.services import groups, reach
from snt_desk.services.groups import Met
from snt_desk.services.reach import WARDS, Reach
from snt_desk.ui import named
from snt_desk.ui.desk import Desk


class Groups:
    """The groups that the team means to reach; each verb is one change that undo names."""

    called = "group"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def reach(self) -> Reach:
        """Say which wards and groups were reached, and which not for long. For the worker."""
        with self._desk.store.read() as session:
            return reach.reach(session, self._desk.team.id, clock.now())

    def late_after(self, weeks: int) -> None:
        """Say after how many weeks that is long."""
        with self._desk.store.change(f"Let {weeks} weeks without an event be long") as session:
            groups.set_usual_weeks(session, self._desk.own_team(), weeks)

    def opened(self, ref: str) -> GroupDraft:
        """Give a group as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return groups.opened(session, ref)

    def met(self, ref: str) -> tuple[Met, ...]:
        """List the events that reached a group, the latest first, a dozen at most."""
        with self._desk.store.read() as session:
            return groups.met(session, ref)

    def save(self, ref: str, draft: GroupDraft) -> str:
        """Write a group, a new one without a ref."""
        verb = "Change" if ref else "Add"
        with self._desk.store.change(named.change(verb, "group", draft.name)) as session:
            if not ref:
                return groups.add(session, self._desk.own_team(), draft)
            groups.change(session, ref, draft)
        return ref

    def named(self, ref: str) -> str:
        """What one is called in the name of a change, with its name."""
        if ref.startswith(f"{WARDS}/"):
            raise DeskError("A ward stays", "It is one of the team’s places.")
        return f"group, {named.short(self.opened(ref).name)}"

    def delete(self, session: Any, ref: str) -> None:
        """Take one away; DeskError where an event has reached it."""
        groups.delete(session, ref)
