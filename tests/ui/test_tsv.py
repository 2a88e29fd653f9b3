"""What was copied does no harm when the program ends."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

_COPIES = """
from PySide6.QtWidgets import QApplication
from snt_desk.ui import tsv
app = QApplication([])
tsv.put([["Date", "Place"], ["Sun 22 Nov", "Peartree"]])
"""


@pytest.mark.parametrize("platform", ["offscreen", "minimal"])
def test_a_program_that_has_copied_rows_ends_in_peace(platform: str) -> None:
    inside = {**os.environ, "QT_QPA_PLATFORM": platform}
    done = subprocess.run([sys.executable, "-c", _COPIES], check=False, env=inside)
    assert done.returncode == 0
