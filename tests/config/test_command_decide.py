"""`opora decide` and `opora law ask` say in the reader's language what went wrong, and end with a code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from opora.config.command import main
from opora.config.terminal import language_of
from opora.law.situation.wording import LANGUAGES

EXAMPLES = Path(__file__).parents[2] / "examples"
COMPLETE = EXAMPLES / "refusal_for_property.json"


@pytest.fixture
def two_mistakes(tmp_path):
    """An unknown fact, and an application decided before it was filed."""
    data = json.loads(COMPLETE.read_bytes())
    data["persons"][data["applicant"]]["wagess"] = {}
    data["dates"]["decided"] = "2020-01-01"
    path = tmp_path / "situation.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


@pytest.mark.parametrize("command", [["decide"], ["law", "ask"]], ids=" ".join)
@pytest.mark.parametrize(
    ("language", "opening", "words"),
    [
        (
            "sl",
            "O položaju iz datoteke",
            "Nobeno dejstvo o osebi se ne imenuje 'wagess'. Ste mislili 'wage'?",
        ),
        ("it", "Sulla situazione del file", "Nessun fatto di una persona si chiama 'wagess'."),
        ("en", "", "No fact of a person is called 'wagess'. Did you mean 'wage'?"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_the_language_asked_for(
    command, language, opening, words, two_mistakes, capsys
):
    assert main([*command, str(two_mistakes), "--language", language]) == 2
    said = capsys.readouterr().err
    assert said.startswith(opening)
    assert words in said


def test_an_unreadable_fact_does_not_hide_that_the_days_contradict_each_other(two_mistakes, capsys):
    assert main(["decide", str(two_mistakes), "--language", "en"]) == 2
    said = capsys.readouterr().err
    assert "'wagess'" in said
    assert "is after the day of deciding (2020-01-01)" in said


def test_without_a_language_the_terminal_says_which(two_mistakes, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "sl_SI.UTF-8")
    main(["decide", str(two_mistakes)])
    assert "Popravite enega od njiju." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("chosen", "environment", "language"),
    [
        (None, {"LANG": "it_IT.UTF-8"}, "it"),
        (None, {"LC_ALL": "sl_SI", "LANG": "it_IT"}, "sl"),
        (None, {"LC_ALL": "", "LANG": "de_AT.UTF-8"}, "en"),
        (None, {}, "en"),
        ("sl-it", {"LANG": "en_GB"}, "sl"),
    ],
)
def test_a_choice_goes_before_the_terminal_and_english_is_for_everybody_else(chosen, environment, language):
    assert language_of(chosen, environment) == language
    assert language in LANGUAGES


def test_a_file_that_is_not_there_is_told_in_a_sentence(capsys):
    assert main(["law", "ask", "/nowhere/situation.json", "--language", "sl"]) == 2
    assert "ni mogoče prebrati" in capsys.readouterr().err


def test_a_folder_that_does_not_exist_is_told_in_a_sentence(capsys):
    assert main(["decide", str(COMPLETE), "--pdf", "/nowhere/x.pdf", "--language", "en"]) == 2
    told = capsys.readouterr()
    assert "/nowhere/x.pdf cannot be written: " in told.err
    assert told.out == ""


def test_no_letter_is_no_success(tmp_path, capsys):
    data = json.loads(COMPLETE.read_bytes())
    data["persons"][data["applicant"]] = {"born": "1980-01-01"}
    path, letter = tmp_path / "situation.json", tmp_path / "letter.pdf"
    path.write_text(json.dumps(data), "utf-8")
    assert main(["decide", str(path), "--pdf", str(letter), "--language", "sl"]) == 1
    told = capsys.readouterr()
    assert not letter.exists()
    assert "Nobena pravica še ni gotova" in told.err
    assert json.loads(told.out)["rights"]["cash_social_assistance"]["missing"]


@pytest.mark.parametrize("command", [["decide", str(COMPLETE), "--explain"], ["law", "figures"]])
def test_a_reader_who_has_seen_enough_is_no_error(command):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "opora.config.command", *command],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
