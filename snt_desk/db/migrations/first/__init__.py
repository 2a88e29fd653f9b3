"""The tables of the first revision, frozen: later revisions change the database, not these."""
