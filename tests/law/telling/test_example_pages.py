"""The pages beside the examples say what the law gives today."""

from pathlib import Path

import pytest
from tests.law.telling.conftest import EXAMPLES

from opora.config.command import main
from opora.law.command import determine_file
from opora.law.telling.example_pages import example_page, page_beside

SITUATIONS = sorted(EXAMPLES.rglob("*.json"))
REFUSED = EXAMPLES / "refusal_for_property.json"


def test_no_page_is_left_without_its_situation():
    pages = {path for path in EXAMPLES.rglob("*.md") if path.name != "README.md"}
    assert pages <= {page_beside(path) for path in SITUATIONS}


def test_a_page_tells_situation_decision_and_plain_words_in_three_languages():
    page = example_page(REFUSED.stem, determine_file(REFUSED))
    assert page.startswith("# Refusal for property\n")
    assert "| Property is within the ceiling | **no** | ZSVarPre |" in page
    assert "Property counted 14,760.12; Property ceiling 13,780.00" in page
    for sentence in (
        "Denarna socialna pomoč vam ne pripada.",
        "L’assistenza sociale in denaro non Le spetta.",
        "You are not entitled to cash social assistance.",
    ):
        assert sentence in page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "example.json").write_bytes(REFUSED.read_bytes())
    return tmp_path


def test_the_command_names_a_page_that_is_out_of_date_and_writes_it_when_asked(folder, capsys):
    asked = ["law", "examples", "--examples", str(folder)]
    assert main(asked) == 1
    assert "example.md" in capsys.readouterr().out
    assert not (folder / "example.md").exists()
    assert main([*asked, "--write"]) == 0
    assert (folder / "example.md").read_text("utf-8").startswith("# Example\n")
    assert main(asked) == 0


def test_the_command_says_which_folder_is_not_there(tmp_path, capsys):
    assert main(["law", "examples", "--examples", str(tmp_path / "nowhere")]) == 2
    assert "There is no folder" in capsys.readouterr().err


def test_a_situation_that_cannot_be_used_is_named_with_what_is_wrong(tmp_path, capsys):
    (tmp_path / "broken.json").write_text("{}", "utf-8")
    assert main(["law", "examples", "--examples", str(tmp_path)]) == 2
    assert "broken.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sl", "Vaše premoženje je za 980,12 EUR nad mejo."),
        ("it", "Il Suo patrimonio supera il limite di 980,12 EUR."),
        ("en", "Your property is 980.12 EUR above the limit."),
    ],
)
def test_decide_says_it_plainly_in_the_language_asked_for(language, sentence, capsys):
    assert main(["decide", str(REFUSED), "--plain", "--language", language]) == 0
    said = capsys.readouterr().out
    assert sentence in said
    assert "{" not in said
