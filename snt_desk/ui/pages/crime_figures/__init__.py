"""*Crime figures* over the tabs: files of data.police.uk counted for a place, to be kept."""

from __future__ import annotations

from snt_desk.ui.pages.crime_figures.page import CrimeFiguresPage

__all__ = ["CrimeFiguresPage"]
