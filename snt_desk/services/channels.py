"""The channels on which the public is told something: what each takes, and which are there."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from sqlalchemy.orm import Session

from snt_desk import paths
from snt_desk.domain import channels
from snt_desk.domain.channels import ANY, Rules
from snt_desk.errors import DeskError
from snt_desk.services import code_lists

_LIST = "message_channel"


@dataclass(frozen=True)
class Channel:
    """A channel by its code, the words for it, and what it takes.

    `instead` are the words for what took its place, where it has ended.
    """

    code: str
    label: str
    rules: Rules = ANY
    instead: str = ""


@cache
def rules() -> Mapping[str, Rules]:
    """Give what each channel takes, by its code; of the others nothing is known.

    Raises DeskError where the file, which may be changed, says what nobody knows.
    """
    path = paths.resource("channels.csv")
    try:
        # A spreadsheet program puts a mark of its own before all.
        with path.open(encoding="utf-8-sig", newline="") as file:
            return MappingProxyType(channels.read(csv.DictReader(file)))
    except (ValueError, csv.Error) as error:
        raise DeskError(f"{path.name} cannot be read", f"{error}.") from error


def offered(session: Session, on: date, also: Collection[str] = ()) -> tuple[Channel, ...]:
    """List the channels that are there on a day, and those that a record has already."""
    there = dict(code_lists.offered(session, _LIST, on, also=also))
    known = {code: rules().get(code, ANY) for code in there}
    return tuple(
        Channel(code, label, known[code], there.get(known[code].instead, ""))
        for code, label in there.items()
        if code in also or not known[code].has_ended(on)
    )
