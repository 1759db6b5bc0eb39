"""What a value of the law rests on is named as its reader knows it."""

from pathlib import Path

import pytest
import yaml
from django.utils import translation

from opora import law
from opora.web.law_sources import act_with_gazette, gazette_named, source_named


@pytest.mark.parametrize(
    ("article", "confirmed", "named"),
    [
        ("ZSVarPre 26", True, "26. člen ZSVarPre (Uradni list RS, št. 61/10)"),
        ("ZUPJS 22", False, "ZUPJS (Uradni list RS, št. 62/10)"),
        ("", True, ""),
    ],
)
def test_an_article_is_named_with_its_act_and_gazette(article, confirmed, named):
    with translation.override("sl"):
        assert act_with_gazette(article, confirmed=confirmed) == named


def test_a_gazette_is_named_in_full():
    with translation.override("sl"):
        assert gazette_named("UL RS 73/18") == "Uradni list RS, št. 73/18"


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_no_value_names_a_file_of_ours_or_a_bare_address(language):
    with translation.override(language):
        for source in sources():
            named = source_named(source)
            assert named, source
            for unreadable in ("sources/", "law_rules", "GitHub", "://", "section"):
                assert unreadable not in named, source


def sources():
    """Every source that a value of the law names, in the files of the parameters, or a rule."""
    files = (Path(law.__file__).parent / "parameters" / "data").glob("*.parameters.yaml")
    of_values = {
        source for file in files for source in _named_in(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader))
    }
    return of_values | {origin.source for origin in law.rulebook().graph.origins.values()}


def _named_in(told):
    if isinstance(told, list):
        return [source for each in told for source in _named_in(each)]
    if not isinstance(told, dict):
        return []
    own = [told["source"]] if isinstance(told.get("source"), str) else []
    return own + [source for each in told.values() for source in _named_in(each)]
