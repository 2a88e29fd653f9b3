"""The desk remembers, and no file of its own ever keeps it from starting."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.ui.preferences import Preferences, Settings
from snt_desk.ui.theme import Appearance


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_a_new_desk_begins_with_usual_settings_and_writes_nothing(file: Path) -> None:
    assert Preferences(file).settings == Settings()
    assert not file.exists()


def test_what_was_chosen_is_there_the_next_time(file: Path) -> None:
    kept = Preferences(file)
    kept.keep(replace(kept.settings, look="dark", text_percent=125, collar="1432"))
    again = Preferences(file).settings
    assert again.appearance == Appearance("dark", 125)
    assert again.collar == "1432"


def test_states_are_kept_as_bytes(file: Path) -> None:
    state = bytes(range(256))
    Preferences(file).keep_states({"window": state, "part/patrols": b""})
    again = Preferences(file)
    assert (again.state("window"), again.state("never")) == (state, b"")


@pytest.mark.parametrize(
    "rubbish", ["", "{", "[1, 2]", "null", '{"look": ', "\x00\x01", "[" * 100_000]
)
def test_a_broken_file_is_put_aside_and_the_desk_begins_anew(
    file: Path, rubbish: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    put(file, rubbish)
    put(file.with_name("window.json"), rubbish)
    kept = Preferences(file)
    assert kept.settings == Settings()
    assert kept.state("window") == b""
    assert file.with_name("settings.json.broken").read_text(encoding="utf-8") == rubbish
    assert "settings.json cannot be read and was put aside" in caplog.messages


def test_bytes_that_are_no_text_are_put_aside(file: Path) -> None:
    put(file, "")
    file.write_bytes(b"\xff\xfe\x00")
    assert Preferences(file).settings == Settings()


@pytest.mark.parametrize(
    "wrong",
    [
        {"look": "pink"},
        {"text_percent": 10_000},
        {"text_percent": "100"},
        {"text_percent": True},
        {"compact": 1},
        {"collar": None},
        {"file": ["a"]},
    ],
)
def test_a_setting_of_the_wrong_kind_begins_anew_and_the_others_stay(
    file: Path, wrong: dict[str, object]
) -> None:
    put(file, json.dumps({"second_backup": "H:/backup"} | wrong))
    assert Preferences(file).settings == Settings(second_backup="H:/backup")


def test_what_a_newer_version_has_written_stays(file: Path) -> None:
    put(file, json.dumps({"idle_minutes": 5, "look": "light"}))
    kept = Preferences(file)
    kept.keep(replace(kept.settings, look="dark"))
    written = json.loads(file.read_text(encoding="utf-8"))
    assert (written["idle_minutes"], written["look"]) == (5, "dark")


@pytest.mark.parametrize("state", ["not base64!", "====", 7, None, ["x"]])
def test_a_state_that_makes_no_sense_is_no_state(file: Path, state: object) -> None:
    put(file.with_name("window.json"), json.dumps({"window": state}))
    assert Preferences(file).state("window") == b""


def test_a_disk_that_cannot_be_written_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    (tmp_path / "config").write_text("a file where the folder should be", encoding="utf-8")
    kept = Preferences(tmp_path / "config" / "settings.json")
    kept.keep(replace(kept.settings, look="dark"))
    assert kept.settings.look == "dark"
    assert any("cannot be written" in message for message in caplog.messages)


def test_no_temporary_file_is_left(file: Path) -> None:
    kept = Preferences(file)
    for look in ("dark", "light"):
        kept.keep(replace(kept.settings, look=look))
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_any_value_of_any_setting_can_be_read(value: object) -> None:
    from snt_desk.ui.preferences import settings_from

    for name in ("look", "text_percent", "compact", "file", "collar"):
        found = settings_from({name: value})
        assert type(getattr(found, name)) is type(getattr(Settings(), name))
