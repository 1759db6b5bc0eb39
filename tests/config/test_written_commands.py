"""What README and docs tell a reader to type is understood."""

import re
import shlex
from pathlib import Path

import pytest

from opora.config.command import subcommands

PROJECT = Path(__file__).parents[2]
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]


def in_blocks(page: Path) -> list[str]:
    """The lines of a page's blocks of code that call `opora`."""
    blocks = re.findall(r"```\w*\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in map(str.strip, block.splitlines())]
    return [line for line in lines if re.match(r"(\.venv/bin/)?opora ", line)]


def in_sentences(page: Path) -> list[str]:
    """The subcommands a page names in its sentences."""
    return re.findall(r"`(opora [^`\n…]+)`", page.read_text(encoding="utf-8"))


def test_the_readme_tells_what_to_type():
    assert len(in_blocks(PAGES[0])) > 5


@pytest.mark.parametrize(("page", "line"), [(page.name, line) for page in PAGES for line in in_blocks(page)])
def test_a_line_to_type_is_understood_and_its_files_exist(page, line):
    words = shlex.split(line, comments=True)[1:]
    assert callable(subcommands().parse_args(words).run), page
    assert [word for word in words if word.startswith("examples/") and not (PROJECT / word).exists()] == []


@pytest.mark.parametrize(
    ("page", "named"), [(page.name, named) for page in PAGES for named in in_sentences(page)]
)
def test_a_subcommand_named_in_a_sentence_exists(page, named):
    with pytest.raises(SystemExit) as ended:
        subcommands().parse_args([*named.split()[1:], "--help"])
    assert ended.value.code == 0, f"{page}: {named}"
