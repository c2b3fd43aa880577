"""The database: tables, rows, migrations and backups."""
