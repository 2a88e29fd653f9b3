"""Recorded answers of data.police.uk go all the way: read, compared, taken, exported, read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from snt_desk.db.store import Store
from snt_desk.domain import police_uk as forms
from snt_desk.services import police_uk
from snt_desk.services.team import TeamName

FOLDER = Path(forms.__file__).parents[4] / "shared/data/tests-only/police_uk/tjcain_ukpolice_go"
TODAY = date(2016, 5, 1)
"""Soon after they were recorded."""


def test_recorded_answers_are_taken_and_come_out_again(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    if not FOLDER.is_dir():
        pytest.skip("tjcain_ukpolice_go is not here: it may be read, but not kept with the program")
    read = police_uk.read(sorted(FOLDER.glob("leicestershire*.json"))).reading
    assert [*read.problems, *read.cautions, *read.invented] == []
    said = read.published.without_people()
    with store.change("Take over from police.uk") as session:
        chosen = [one for one in police_uk.look(session, team.id, said, TODAY) if one.takes]
        assert [one.part for one in chosen] == ["priorities", "events", "details", "boundary"]
        police_uk.take(session, team.id, said, chosen, TODAY)
    with store.read() as session:
        lines = police_uk.look(session, team.id, said, TODAY)
        assert {one.state for one in lines} == {"same"}
    made = police_uk.write(store, team.id, tmp_path / "out", "own copy", TODAY)
    back = police_uk.read([made.folder]).reading.published
    assert back.priorities == said.priorities
    assert back.neighbourhood == said.neighbourhood
    assert [(one.start, one.end) for one in back.events or ()] == [
        (one.start, one.end) for one in said.events or ()
    ]
    assert "Anti-Social Behaviour Humberstone Gate" in (made.folder / "priorities.json").read_text()
