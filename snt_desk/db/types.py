"""How instants stand in a column."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Dialect, Integer, TypeDecorator

from snt_desk.domain.clock import EPOCH, MINUTE


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as whole minutes since 1970.

    A number sorts, subtracts and sums alike on SQLite and PostgreSQL, and takes no
    parsing on the way to a figure (docs/decisions/0003).
    """

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> int | None:
        """Turn an aware datetime into minutes; a naive one is a bug and raises TypeError."""
        return None if value is None else minutes(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        """Turn minutes into an aware UTC datetime."""
        return None if value is None else EPOCH + value * MINUTE


def minutes(instant: datetime) -> int:
    """Count minutes from 1970 to an aware instant; a part of a minute is dropped."""
    return (instant - EPOCH) // MINUTE
