"""What can go wrong that a person can mend.

Anything else that is raised is a bug and reaches the exception hook.
"""

from __future__ import annotations


class DeskError(Exception):
    """Something the user can put right: a plain title and a sentence that says how."""

    def __init__(self, title: str, detail: str = "") -> None:
        super().__init__(title, detail)
        self.title = title
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.title}: {self.detail}" if self.detail else self.title
