"""Scenes of encryption and lock: the page, the recovery code, the lock screen."""

from __future__ import annotations

from collections.abc import Callable

from snt_desk.domain import recovery_code
from snt_desk.ui.locking.screen import Locked, Ways
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.encryption import EncryptionPage
from snt_desk.ui.pages.encryption.steps import NewCode
from tools.instead import show_instead

_SHOWN = "7KMR2WXBQ4HN9TCE5VJA3YD"
"""Always the same one in a picture."""


def _page(window: MainWindow) -> None:
    window.cares.locking.open()


def _code(window: MainWindow) -> None:
    window.cares.locking.begin()
    page = window.over.page
    if isinstance(page, EncryptionPage) and isinstance(page.step, NewCode):
        page.step.shown.setText(recovery_code.shown(f"{_SHOWN}6"))


def _typed_back(window: MainWindow) -> None:
    _code(window)
    page = window.over.page
    if isinstance(page, EncryptionPage) and isinstance(page.step, NewCode):
        page.step.do_button.click()
        page.step.passwords.tick.click()
        page.step.code.setText("7KMR-2WXB")
        page.step.do_button.click()


def _locked(window: MainWindow) -> None:
    show_instead(window, Locked(window.header.where, Ways(encrypted=True, password=True)))


STATES: tuple[tuple[str, str, Callable[[MainWindow], object]], ...] = (
    ("Encryption", "", _page),
    ("Encryption", "code", _code),
    ("Encryption", "typed-back", _typed_back),
    ("Window", "locked", _locked),
)
