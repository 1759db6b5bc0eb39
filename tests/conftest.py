"""Fixtures that every room's tests share. The database server starts in `settings_test`."""
