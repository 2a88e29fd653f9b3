"""What backups remember of the journal: the newest changes cannot be cut off unnoticed."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.putting_back import PUT_BACK
from snt_desk.domain import clock
from snt_desk.domain.backups import Manifest, Why
from snt_desk.services.backup_list import listed


def origin_of(session: Session) -> str:
    """Give that by which the backups of this data file are told from another's."""
    return session.scalar(select(m.Change.hash).order_by(m.Change.id).limit(1)) or ""


def anchors(session: Session, where: str, second: Path | None = None) -> list[str]:
    """Give the anchors in the manifests of a data file's backups, for `health.faults`.

    Not those of a line that was given up: where an older backup was put back, what was changed
    after that one was made is in the journal of the replaced file, and no more in this one.
    """
    origin = origin_of(session)
    manifests = [
        one.manifest
        for one in listed(where, second)
        if one.manifest and one.checked and one.manifest.origin == origin
    ]
    replaced = max((one.number for one in manifests if one.why is Why.REPLACED), default=0)
    steps = session.execute(
        select(m.Change.id, m.Change.at).where(
            m.Change.kind == "barrier", m.Change.label.startswith(PUT_BACK)
        )
    ).all()
    given_up = [(step, clock.read_moment(at)) for step, at in steps]

    def holds(one: Manifest) -> bool:
        newest = int(one.anchor.partition(":")[0])
        return not any(
            newest >= step and (one.number <= replaced if replaced else one.made <= at)
            for step, at in given_up
        )

    return [one.anchor for one in manifests if one.anchor and holds(one)]
