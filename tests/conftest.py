"""Fixtures that every room's tests share. The database server starts in `settings_test`."""

from tests.browsing import browser, opened, picture, sign_in

__all__ = ["browser", "opened", "picture", "sign_in"]
