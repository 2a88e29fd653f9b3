"""police.uk for scripts: what saved files say beside the records, and what is public as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from snt_desk.cli.commands import opened, say
from snt_desk.domain import clock
from snt_desk.domain.police_uk import INVENTED, Reading
from snt_desk.services import police_uk, team


@dataclass(frozen=True)
class CompareRequest:
    """Which files, for which team; with names of people or not, in the invented form or not."""

    sources: Sequence[Path]
    team: str | None = None
    people: bool = False
    invented: bool = False


def compare(where: str, request: CompareRequest) -> int:
    """Say how saved files stand to what is held; gives 1 if a file was not read, else 0.

    Nothing is written.
    """
    reading = police_uk.read(request.sources).reading
    if request.invented and reading.invented:
        reading = police_uk.read(request.sources, reading.invented).reading
    said = reading.published if request.people else reading.published.without_people()
    with opened(where) as store, store.read() as session:
        chosen = team.wanted(session, request.team)
        lines = police_uk.look(session, chosen.id, said, clock.today())
    for line in lines:
        print(f"{line.part}: {' '.join(line.sentence.split())}")
    return _remarks(reading)


def _remarks(reading: Reading) -> int:
    for remark in reading.cautions:
        say(remark.sentence)
    for name in reading.invented:
        say(f"{name}: {INVENTED} It was left out.")
    for remark in reading.problems:
        say(remark.sentence)
    return 1 if reading.problems or reading.invented else 0


def export(where: str, folder: Path, team_code: str | None, recipient: str) -> int:
    """Write what is marked public into a folder, and note who gets it; prints the files."""
    with opened(where) as store:
        with store.read() as session:
            chosen = team.wanted(session, team_code)
        made = police_uk.write(store, chosen.id, folder, recipient, clock.today())
    for name in made.files:
        print(made.folder / name)
    return 0
