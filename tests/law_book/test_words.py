"""The sheets speak Slovenian and Italian."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import opora.law_book

ROOM = Path(opora.law_book.__file__).parent
KEYWORDS = {"_": None, "ngettext": (1, 2)}
SIMPLE = re.compile(r'{% translate "([^"]+)" %}')
BLOCKS = re.compile(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", re.DOTALL)


def written() -> set[str]:
    """Every source sentence; of those that count, the singular."""
    found = extract_from_dir(ROOM, method_map=[("**.py", "python")], keywords=KEYWORDS)
    sentences = {said if isinstance(said, str) else said[0] for _file, _line, said, *_rest in found}
    for template in (ROOM / "templates").rglob("*.html"):
        text = template.read_text("utf-8")
        sentences.update(SIMPLE.findall(text))
        sentences.update(
            re.sub(r"{{ (\w+) }}", r"%(\1)s", block.split("{% plural %}")[0])
            for block in BLOCKS.findall(text)
        )
    return sentences


@pytest.mark.parametrize("language", ["sl", "it"])
def test_every_sentence_is_translated_with_its_places_and_numbers(language):
    with (ROOM / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    sources = written()
    assert len(sources) > 60
    for source in sources:
        message = catalogue[source]
        assert message is not None, source
        assert all(message.string if isinstance(message.string, tuple) else [message.string]), source
        assert not list(message.check(catalogue)), source
    assert len(catalogue) == len(sources)
