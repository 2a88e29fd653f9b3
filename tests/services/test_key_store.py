"""A key store is used after it has kept, given back and forgotten a trial, and never waited for."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from snt_desk.services import key_store

Use = Callable[[str], Path]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Use:
    def choose(name: str) -> Path:
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
        monkeypatch.setenv("SNT_DESK_TEST_KEY_STORE", str(tmp_path / "store.json"))
        return tmp_path / "store.json"

    return choose


OURS = "tests.services.key_stores."


def test_one_that_works_keeps_a_secret_and_nothing_of_the_trial(use: Use) -> None:
    file = use(f"{OURS}Works")
    assert key_store.works()
    assert file.read_text() == "{}"
    assert key_store.put("desk 1", b"\0\1\2")
    assert key_store.get("desk 1") == b"\0\1\2"
    assert key_store.get("desk 2") is None
    key_store.forget("desk 1")
    key_store.forget("desk 1")
    assert key_store.get("desk 1") is None


@pytest.mark.parametrize(
    "name",
    [
        f"{OURS}Forgets",
        f"{OURS}Fails",
        "keyring.backends.fail.Keyring",
        "keyring.backends.null.Keyring",
        "there.is.no.such.Keyring",
    ],
)
def test_one_that_keeps_nothing_is_not_used(use: Use, name: str) -> None:
    use(name)
    assert not key_store.works()
    assert not key_store.put("desk 1", b"\0")


def test_one_that_hangs_is_left_alone_after_its_time(use: Use) -> None:
    use(f"{OURS}Hangs")
    begun = time.monotonic()
    assert not key_store.works(seconds=0.4)
    assert key_store.get("desk 1", seconds=0.2) is None
    assert time.monotonic() - begun < 5
