"""How the database came to be: one module a revision."""
