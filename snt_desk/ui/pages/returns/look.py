"""All that the Return tab shows of a month, read at one go in the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.services import behind, board, checks, commentary, returns, revisions
from snt_desk.services.board import FigureLine
from snt_desk.services.checks import Check
from snt_desk.services.commentary import Word
from snt_desk.services.returns import Draft, Drift
from snt_desk.services.revisions import Revision
from snt_desk.services.team import TeamName


@dataclass(frozen=True)
class Seen:
    """A month as it stands: its next return, the look over it, its figures, words, revisions.

    `labels` names every figure that the page speaks of; `only_change` says what was changed
    since it was sent, if that is one thing.
    """

    draft: Draft
    checks: tuple[Check, ...]
    lines: tuple[FigureLine, ...]
    drift: tuple[Drift, ...]
    revisions: tuple[Revision, ...]
    words: Mapping[Word, str]
    labels: Mapping[returns.Key, str]
    is_empty: bool
    only_change: str = ""

    @property
    def month(self) -> Month:
        """The month that was looked at."""
        return self.draft.made.month

    @property
    def forbidden(self) -> bool:
        """Whether something forbids sending it."""
        return any(one.tone == "bad" or one.id == "settled" for one in self.checks)

    def line(self, name: object) -> FigureLine | None:
        """Find a figure by its name."""
        return next((one for one in self.lines if one.name == name), None)


def look(store: Store, team: TeamName, month: Month) -> Seen:
    """Look at a month as the records stand now."""
    with store.read() as session:
        draft = returns.draft(session, team, month, clock.this_minute())
        figures = board.compared(session, draft)
        drift = returns.drift(session, team, month)
        sent = revisions.history(session, team, month)
        words = commentary.written(session, team.id, month)
        said = board.Words(session, team.id)
        made = [draft.made, *(one.made for one in sent)]
        keys = {figure.key for one in made for figure in one.figures}
        return Seen(
            draft=draft,
            checks=checks.look_over(session, draft, figures, words),
            lines=board.lines(session, team, figures, drift),
            drift=drift,
            revisions=sent,
            words=words,
            labels={key: said.label(key) for key in keys},
            is_empty=figures.is_empty and not sent,
            only_change=behind.only_change(session, team, month) if drift else "",
        )
