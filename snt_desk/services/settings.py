"""What a team keeps under a key, as JSON: it may be of an older form, or changed by hand."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db.models import Setting


def kept(session: Session, key: str) -> Any:
    """Give what is kept under a key, None for nothing; raises ValueError for what is no JSON."""
    text = session.scalar(select(Setting.value).where(Setting.key == key))
    try:
        return None if text is None else json.loads(text)
    except RecursionError:
        raise ValueError("lists in lists without end") from None


def readable(session: Session, key: str) -> Any:
    """Give what is kept under a key; None for nothing, and for what is no JSON."""
    try:
        return kept(session, key)
    except ValueError:
        return None


def keep(session: Session, key: str, value: Any) -> None:
    """Keep this under a key instead of what was there."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    setting = session.scalar(select(Setting).where(Setting.key == key))
    if setting is None:
        session.add(Setting(key=key, value=text))
    else:
        setting.value = text
