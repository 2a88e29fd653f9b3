"""The Command's view: every team's return of one month, added up."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from snt_desk import there
from snt_desk.domain import rollup
from snt_desk.domain.rollup import Rollup
from snt_desk.errors import DeskError
from snt_desk.services.team import TeamName

_LARGEST = 20_000_000


def roll_up(sources: Sequence[Path], teams: Sequence[TeamName]) -> Rollup:
    """Add up returns from their files, with the teams and districts of the database.

    Raises DeskError naming file and line for what is no whole return of the month.
    """
    return rollup.roll_up(
        [(source.name, _read(source)) for source in sources],
        [(team.code, team.district) for team in teams],
    )


def _read(source: Path) -> bytes:
    # A pipe would be waited for.
    if os.path.lexists(source) and not there.a_file(source):
        raise DeskError("A file cannot be read", f"{source} is not a file")
    try:
        with source.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise DeskError("A file cannot be read", f"{source}: {error.strerror}") from error
    if len(data) > _LARGEST:
        raise DeskError("A file is too big for a return", str(source))
    return data
