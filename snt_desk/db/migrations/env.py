"""How Alembic runs here: on the connection it is given, in the transaction that is open."""

from __future__ import annotations

from alembic import context

from snt_desk.db.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
