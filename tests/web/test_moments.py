"""How pages write the moment at which something happened."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from opora.web.templatetags.page import moment

SLOVENIA = ZoneInfo("Europe/Ljubljana")


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (datetime(2026, 9, 4, 10, 20, tzinfo=SLOVENIA), "4. 9. 2026, 10.20"),
        (datetime(2026, 9, 4, 0, 0, tzinfo=SLOVENIA), "4. 9. 2026"),
        (None, ""),
    ],
)
def test_a_day_that_counts_as_a_whole_is_written_without_an_hour(at, written):
    with translation.override("sl"):
        assert moment(at).replace("\N{NO-BREAK SPACE}", " ") == written
