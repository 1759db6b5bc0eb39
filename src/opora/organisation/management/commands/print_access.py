"""Prints the access table as the page `docs/access.md`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from opora.organisation.access_page import print_access_page


class Command(BaseCommand):
    """`python -m django print_access > docs/access.md`"""

    help = "Print who may do what, as docs/access.md shows it."

    def handle(self, **_options: Any) -> None:
        """Write the page to the standard output."""
        self.stdout.write(print_access_page(), ending="")
