"""The kinds of records of a page with several lists, and what such a page asks of its records."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol

from snt_desk.ui.record_form import RecordForm


@dataclass(frozen=True)
class Kind:
    """One kind of record: where it is, what one is called, and its form over the page's records.

    What is typed in the form is kept under the name of the kind.
    """

    table: str
    called: str
    form: Callable[[Any], RecordForm[Any]]


class Records(Protocol):
    """What a page asks of the records, whatever kinds it has."""

    def read(self) -> None:
        """Read again what can be listed and chosen."""
        ...

    def holds(self, table: str, ref: str) -> bool:
        """Whether a record is there."""
        ...

    def title(self, priority: str) -> str:
        """What a priority is called; empty if it is gone."""
        ...

    def delete(self, table: str, refs: Collection[str]) -> None:
        """Take records away, all or none; DeskError where others point to one."""
        ...
