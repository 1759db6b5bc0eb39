"""Acts tried outside of a page say their sentences in the language of the source."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield
