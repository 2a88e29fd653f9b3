"""Which look, how large the text, how close the rows: chosen in the View menu, kept, worn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from snt_desk.ui import theme
from snt_desk.ui.preferences import Preferences, Settings
from snt_desk.ui.theme import TEXT_SIZES, Look


class Looks:
    """The looks of this desk. What is chosen is worn at once, and kept."""

    def __init__(self, preferences: Preferences, worn: Callable[[], None]) -> None:
        """Choose among the looks of `theme`; `worn` is called after another one is put on."""
        self._preferences = preferences
        self._worn = worn

    def use_look(self, look: Look) -> None:
        """Wear another look from now on."""
        self._use(replace(self._settings, look=look))

    def has_look(self, look: Look) -> bool:
        """Whether that one is chosen."""
        return self._settings.look == look

    def use_text_size(self, percent: int) -> None:
        """Show all words at that size from now on (`theme.TEXT_SIZES`)."""
        self._use(replace(self._settings, text_percent=percent))

    def has_text_size(self, percent: int) -> bool:
        """Whether that one is chosen."""
        return self._settings.text_percent == percent

    def step_text_size(self, step: int) -> None:
        """Take the next larger or smaller text."""
        at = TEXT_SIZES.index(self._settings.text_percent) + step
        if 0 <= at < len(TEXT_SIZES):
            self.use_text_size(TEXT_SIZES[at])

    def toggle_compact(self) -> None:
        """Bring rows closer together, or apart again."""
        self._use(replace(self._settings, compact=not self._settings.compact))

    def is_compact(self) -> bool:
        """Whether rows are close together."""
        return self._settings.compact

    @property
    def _settings(self) -> Settings:
        return self._preferences.settings

    def _use(self, settings: Settings) -> None:
        self._preferences.keep(settings)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.use(app, settings.appearance)
        self._worn()
