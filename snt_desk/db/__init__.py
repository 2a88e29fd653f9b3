"""Tables, the store and its journal: the only owner of begin, commit and rollback."""
