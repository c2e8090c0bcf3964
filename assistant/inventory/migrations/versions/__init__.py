"""One file a revision of the database, in Alembic's form."""
