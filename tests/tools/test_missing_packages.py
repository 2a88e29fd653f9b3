"""`tools/missing_packages.py`: what a bare machine is told to install."""

from __future__ import annotations

import pytest

from tools import missing_packages


def test_a_library_that_does_not_open_is_named_by_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    libraries = {"libnobody-has-this.so.1": "libnobody1", "libc.so.6": "libc6"}
    monkeypatch.setattr(missing_packages, "QT_LIBRARIES", libraries)
    named = list(missing_packages.missing("test"))
    assert "libnobody1" in named
    assert "libc6" not in named


def test_what_only_a_window_needs_is_not_named_without_a_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    libraries = {"libnobody-has-this.so.1": "libnobody1"}
    monkeypatch.setattr(missing_packages, "WINDOW_LIBRARIES", libraries)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert "libnobody1" not in missing_packages.missing("run")
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libnobody1" in missing_packages.missing("run")
    assert "libnobody1" not in missing_packages.missing("test")


def test_what_cuts_the_power_is_named_for_that_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing_packages, "TRUST_PROGRAMS", {"nobody1": "nobody-has-this"})
    assert "nobody1" in missing_packages.missing("trust")
    assert "nobody1" not in missing_packages.missing("test")
