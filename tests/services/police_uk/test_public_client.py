"""A public client of data.police.uk reads what was exported; only the network is stood in for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from uk_police_api import PoliceAPI

from snt_desk.domain import police_uk
from tests.domain.police_uk.made_files import ALL, as_json

FORCE, ID = "hertfordshire", "WHN 1"
WHOLE = police_uk.read([(f"{name}.json", as_json(value)) for name, value in ALL.items()]).published
WHERE = {
    f"/api/{FORCE}/neighbourhoods": "neighbourhoods",
    f"/api/{FORCE}/{ID}": "neighbourhood",
    **{f"/api/{FORCE}/{ID}/{name}": name for name in ("priorities", "people", "events")},
    f"/api/{FORCE}/{ID}/boundary": "boundary",
}


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """Everything as it is exported, but links and places to meet the team.

    Where police.uk answers null, this client wants text: it cannot read those of the real one.
    """
    assert WHOLE.neighbourhood is not None
    details = replace(WHOLE.neighbourhood, links=(), locations=())
    for name, data in police_uk.write(replace(WHOLE, neighbourhood=details)).items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def client(exported: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PoliceAPI]:
    """The client, which asks for files of a folder instead of pages of a site."""

    def answer(request: httpx.Request) -> httpx.Response:
        name = WHERE[request.url.path]
        return httpx.Response(200, content=(exported / f"{name}.json").read_bytes())

    class Local(httpx.Client):
        def __init__(self, **options: object) -> None:
            super().__init__(
                base_url=str(options["base_url"]), transport=httpx.MockTransport(answer)
            )

    monkeypatch.setattr(httpx, "Client", Local)
    with PoliceAPI(cache_ttl=None) as made:
        yield made


def test_it_lists_the_neighbourhoods(client: PoliceAPI) -> None:
    found = client.neighbourhoods.list(FORCE)
    assert [(one.id, one.name) for one in found] == [
        (one.id, one.name) for one in WHOLE.neighbourhoods or ()
    ]


def test_it_reads_the_details_with_ways_that_nobody_knows(client: PoliceAPI) -> None:
    found = client.neighbourhoods.get(FORCE, ID)
    assert (found.id, found.name, found.population) == (ID, "Welwyn Hatfield North", "0")
    assert found.description == "<p>One.</p>\n<p>Two.</p>"
    assert found.centre is not None
    assert (found.centre.latitude, found.centre.longitude) == (51.8, -0.19)
    assert found.contact_details.model_dump(exclude_none=True) == {
        "email": "wh-north@example.police.uk",
        "pigeon": "loft 7",
    }


def test_it_reads_the_boundary(client: PoliceAPI) -> None:
    found = client.neighbourhoods.boundary(FORCE, ID)
    assert [(one.latitude, one.longitude) for one in found] == [
        (one.latitude, one.longitude) for one in WHOLE.boundary or ()
    ]


def test_it_reads_events_with_their_times(client: PoliceAPI) -> None:
    [found] = client.neighbourhoods.events(FORCE, ID)
    assert (found.title, found.type) == ("Banks &amp; Hesketh drop-in", "meeting")
    assert (found.start_date, found.end_date) == ("2026-12-17T12:00:00", "2026-12-17T14:00:00")


def test_it_reads_people(client: PoliceAPI) -> None:
    found = client.neighbourhoods.people(FORCE, ID)
    assert [(one.name, one.rank) for one in found] == [("Tom Ridley", "PC"), ("Ines Gone", "Sgt")]
    assert found[0].contact_details == {"email": "team@example.police.uk"}


def test_it_reads_what_priorities_say_and_looks_for_their_days_under_invented_names(
    client: PoliceAPI,
) -> None:
    found = client.neighbourhoods.priorities(FORCE, ID)
    assert [one.issue for one in found] == [
        "<p>To reduce speeding on Bearton Road, Peartree.</p>",
        "<p>Woodhall shops</p>",
    ]
    assert (found[1].action or "").startswith("<p>Extra patrols &amp; a camera.</p>")
    # Of the hyphens of the real one it knows nothing: it is the form that we call invented.
    assert [one.issue_date for one in found] == [None, None]
