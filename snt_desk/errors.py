"""What can go wrong that a person can mend.

Anything else that is raised is a bug and reaches the exception hook.
"""

from __future__ import annotations

from typing import TypeVar

E = TypeVar("E", bound=BaseException)


class DeskError(Exception):
    """Something the user can put right: a plain title and a sentence that says how."""

    def __init__(self, title: str, detail: str = "") -> None:
        super().__init__(title, detail)
        self.title = title
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.title}: {self.detail}" if self.detail else self.title


def without_frames(error: E) -> E:
    """Take from an error that is kept the frames that it came through, and all that they hold.

    So with what led to it. For whoever keeps an error longer than its cause: what was open then
    would stay for as long.
    """
    seen: set[int] = set()
    line: list[BaseException | None] = [error]
    while line:
        one = line.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            one.__traceback__ = None
            line += [one.__cause__, one.__context__]
    return error
