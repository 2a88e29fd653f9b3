"""What all tables share: names of constraints, keys, and the columns that recur."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    String,
    Text,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from snt_desk.db.types import Instant
from snt_desk.domain.clock import LONGEST_STRETCH

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Common base: constraints get their names by convention, so that they can be changed."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant, str: Text}


class Record(Base):
    """What people edit: a key of its own and a count of its versions."""

    __abstract__ = True
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(server_default=text("1"))
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # not ours to annotate


def reference() -> MappedColumn[Any]:
    """The key by which everything outside knows the row."""
    return mapped_column(String(40), unique=True)


def coded() -> MappedColumn[Any]:
    """A value of a code list; that it stands in the list is checked by the verbs."""
    return mapped_column(String(40))


def team_key() -> MappedColumn[Any]:
    """The team whose row this is."""
    return mapped_column(ForeignKey("teams.id"))


def own(column: str, table: str, ondelete: str | None = None) -> ForeignKeyConstraint:
    """A reference that can only be to a row of the same team."""
    return ForeignKeyConstraint(
        [column, "team_id"], [f"{table}.id", f"{table}.team_id"], ondelete=ondelete
    )


def stretch() -> CheckConstraint:
    """One stretch of work: its end after its start, 16 hours at most."""
    return CheckConstraint(f'"end" > start AND "end" - start <= {LONGEST_STRETCH}', "stretch")
