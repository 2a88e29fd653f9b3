"""What the journal says of reading and of leaving, and why a resident's details are kept.

The columns stay empty where they say nothing: what was sealed before them still verifies.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String, Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("changes", Column("category", String(13)))
    op.add_column("changes", Column("subject", Text()))
    op.add_column("changes", Column("reason", Text()))
    op.add_column("contacts", Column("hold", Text()))
