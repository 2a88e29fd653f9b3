"""What the page has done in the worker: reading what can be told, and writing files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from snt_desk.db.store import Store
from snt_desk.domain import you_said
from snt_desk.domain.rounds import shown
from snt_desk.domain.unpublished import Known
from snt_desk.domain.you_said import Text
from snt_desk.services import not_named, rounds
from snt_desk.services import you_said as service
from snt_desk.services.you_said import Subject


@dataclass(frozen=True)
class Drafted:
    """What was read: the drafts, who must not be named, of what it can be told, and the rounds.

    `live` are the priorities for which residents wait for news, each with its title; `unmarked`
    the titles of those that are not marked public.
    """

    texts: Sequence[Text]
    known: Known
    live: Sequence[tuple[str, str]]
    rounds: Sequence[tuple[str, str]]
    team: str
    unmarked: Sequence[str] = ()


def read(store: Store, team_id: int, subject: Subject) -> Drafted:
    """Draft what residents are told of a round or a priority; DeskError if it is gone."""
    with store.read() as session:
        if subject.is_round:
            told = service.facts(session, team_id, subject.ref)
            texts = you_said.of_round(told)
        else:
            told = service.facts_of_priority(session, team_id, subject.ref)
            texts = you_said.of_priority(told)
        listed = [(one.ref, shown(one.begun, one.ended)) for one in rounds.listed(session, team_id)]
        known, live = not_named.for_public(session), service.priorities_of(told)
        return Drafted(texts, known, live, listed, told.team, told.unmarked)
