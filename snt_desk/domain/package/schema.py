"""`datapackage.json`: a Frictionless Data Package with a Table Schema for each table."""

from __future__ import annotations

import json
from typing import Any, Final

from snt_desk.domain.package.source import SCHEMA
from snt_desk.domain.package.tables import (
    MOST_NUMBER,
    TABLES,
    Column,
    Kind,
    PackageTable,
    by_name,
)

_NAME_PATTERN: Final = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}"
_TYPES: Final[dict[Kind, dict[str, Any]]] = {
    Kind.TEXT: {"type": "string"},
    Kind.REF: {"type": "string"},
    Kind.CODE: {"type": "string"},
    Kind.TAG: {"type": "string"},
    Kind.DATE: {"type": "date"},
    Kind.INSTANT: {"type": "datetime", "format": "%Y-%m-%dT%H:%M%z"},
    Kind.MONTH: {"type": "yearmonth"},
    Kind.NUMBER: {"type": "integer"},
    Kind.YES_NO: {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
}


def description() -> bytes:
    """Describe the package, the same every time, as the bytes of its `datapackage.json`."""
    package = {
        "profile": "tabular-data-package",
        "name": "snt-package",
        "title": "SNT Desk data package",
        "snt_schema": SCHEMA,
        "resources": [_resource(table) for table in TABLES],
    }
    return f"{json.dumps(package, indent=1)}\n".encode()


def _resource(table: PackageTable) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    # A primary key has no empty cell; an outcome is of a patrol or of an event.
    if all(table.column(name).required for name in table.key):
        schema["primaryKey"] = list(table.key)
    links = [_link(column) for column in table.columns if _is_link(column)]
    if links:
        schema["foreignKeys"] = links
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.kind in (Kind.REF, Kind.CODE) and not column.many:
        constraints["pattern"] = _NAME_PATTERN
    if column.kind is Kind.NUMBER:
        constraints["minimum"] = column.least
        if column.most < MOST_NUMBER:
            constraints["maximum"] = column.most
    field = {"name": column.name, **_TYPES[column.kind]}
    return {**field, "constraints": constraints} if constraints else field


def _is_link(column: Column) -> bool:
    """Whether a Table Schema can say it: one value, and a table known by one."""
    return column.refers is not None and not column.many and len(by_name(column.refers).key) == 1


def _link(column: Column) -> dict[str, Any]:
    refers = by_name(str(column.refers))
    reference = {"resource": refers.name, "fields": refers.key[0]}
    return {"fields": column.name, "reference": reference}
