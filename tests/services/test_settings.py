"""What a team keeps under a key: whatever stands there, it is read or it is nothing."""

from __future__ import annotations

import pytest

from snt_desk.db.models import Setting
from snt_desk.db.store import Store
from snt_desk.services import settings


@pytest.mark.parametrize("value", [{"a": [1, None]}, [], "Café", 0, False])
def test_what_is_kept_is_given_back_and_replaced(store: Store, value: object) -> None:
    with store.change("Keep") as session:
        settings.keep(session, "test.key", "before")
        settings.keep(session, "test.key", value)
    with store.read() as session:
        assert settings.kept(session, "test.key") == value
        assert settings.readable(session, "test.key") == value


@pytest.mark.parametrize("text", ["", "{", "[1,", "NaN?", "[" * 100_000])
def test_what_is_no_json_is_nothing(store: Store, text: str) -> None:
    with store.change("By hand") as session:
        session.add(Setting(key="test.key", value=text))
    with store.read() as session:
        with pytest.raises(ValueError, match=r"."):
            settings.kept(session, "test.key")
        assert settings.readable(session, "test.key") is None
        assert settings.kept(session, "test.other") is None
    with store.change("Keep") as session:
        settings.keep(session, "test.key", 7)
    with store.read() as session:
        assert settings.kept(session, "test.key") == 7
