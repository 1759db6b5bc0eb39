"""An explained date can be stored and printed."""

import json
from datetime import date

from opora.law.procedure import Regime, appeal_ends


def test_an_explained_date_is_stored_as_plain_data():
    stored = json.loads(json.dumps(appeal_ends(date(2026, 4, 10)).to_json()))
    assert stored["day"] == "2026-05-04"
    assert stored["regime"] == "new"
    assert stored["steps"][2]["values"] == {
        "skipped": "2026-05-01",
        "reason": "work_free_day",
        "sl": "praznik dela",
        "it": "Festa del lavoro",
        "en": "Labour Day",
    }


def test_warnings_are_sentences_with_values_for_translation():
    [caution] = appeal_ends(date(2026, 2, 10)).warnings
    assert caution.key == "regime_uncertain"
    assert caution.values == {"assumed": "2026-02-01", "earliest": "2026-01-23", "latest": "2026-02-22"}
    assert appeal_ends(date(2026, 2, 10), regime=Regime.NEW).warnings == ()
