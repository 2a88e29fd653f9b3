"""Tasks: what the team itself is to do for the plan of a priority, in one of its stages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from snt_desk.domain.drafts import Caution, Problem
from snt_desk.domain.priorities import PLAN


@dataclass(frozen=True)
class TaskDraft:
    """A task being written down; `stage` is one of `PLAN`, `owner` the collar of who does it."""

    text: str = ""
    stage: str = "response"
    owner: str | None = None
    raised: date | None = None
    due: date | None = None
    done: date | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing."""
        if not self.text.strip():
            yield Problem("text", "Enter what is to be done.")
        if self.stage not in PLAN:
            yield Problem("stage", "Choose the stage of the plan that it is for.")
        if self.raised is None:
            yield Problem("raised", "Enter the day from which it is to be done.")

    def warnings(self, today: date) -> Iterator[Caution]:
        """Say what looks odd; it can be saved."""
        if self.done and self.done > today:
            yield Caution("done", "That day is still to come.")
        if self.raised and self.due and self.due < self.raised:
            yield Caution("due", "It was due before it was written down.")
        if self.raised and self.done and self.done < self.raised:
            yield Caution("done", "It was done before it was written down.")


def is_overdue(due: date | None, done: date | None, on: date) -> bool:
    """Whether a task that is not done should have been by now."""
    return done is None and due is not None and due < on
