"""`opora decide`: calculation, explanation and document for one household, without a server."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from opora.config.terminal import language_of, until_the_reader_leaves

if TYPE_CHECKING:
    from opora.law import Determination, SituationError

NO_LETTER = 1
CANNOT_USE_FILE = 2
LETTERS_ARE_IN = "sl"


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora decide`."""
    parser = subcommands.add_parser(
        "decide",
        help="decide the rights of one household",
        description=__doc__,
        epilog="See docs/situation.md.",
    )
    parser.add_argument("situation", type=Path, help="a situation file (JSON)")
    parser.add_argument("--pdf", type=Path, metavar="OUT.pdf", help="write the decision as PDF")
    parser.add_argument("--explain", action="store_true", help="add the graph of figures to the output")
    parser.add_argument("--plain", action="store_true", help="say it in plain words instead of JSON")
    parser.add_argument(
        "--language",
        choices=["sl", "it", "en", "sl-it"],
        help="language of the PDF (otherwise sl) and of what is said here (otherwise the terminal's)",
    )
    parser.set_defaults(run=until_the_reader_leaves(run))


def run(chosen: argparse.Namespace) -> int:
    """Print the determination as JSON or in plain words; with `--pdf`, write the letter as well."""
    from opora.law import SituationError
    from opora.law.command import determine_file
    from opora.law.situation.wording import said

    language = language_of(chosen.language)
    try:
        determination = determine_file(chosen.situation)
    except OSError as problem:
        _tell(said("cannot_be_read", file=chosen.situation, why=problem.strerror)[language])
        return CANNOT_USE_FILE
    except SituationError as error:
        _tell(sentences(error, chosen.situation, language))
        return CANNOT_USE_FILE
    code = 0
    if chosen.pdf:
        try:
            code = _write_letter(determination, chosen.pdf, chosen.language or LETTERS_ARE_IN)
        except OSError as problem:
            _tell(said("cannot_be_written", file=chosen.pdf, why=problem.strerror)[language])
            return CANNOT_USE_FILE
        if code == NO_LETTER:
            _tell(_why_no_letter(determination, language))
    if chosen.plain:
        print(plain_words(determination, language))
    else:
        print(json.dumps(determination.to_json(explain=chosen.explain), ensure_ascii=False, indent=2))
    return code


def plain_words(determination: Determination, language: str) -> str:
    """Each right under its name, as the person concerned is told it."""
    from opora.law.telling import plain_text, tell

    told = determination.to_json(explain=True)
    parts = []
    for key, result in determination.rights.items():
        name = getattr(result.right.label, language)
        parts.append(f"{name}\n{'=' * len(name)}\n\n{plain_text(tell(told, key, language))}")
    return "\n\n".join(parts)


def sentences(error: SituationError, path: Path, language: str) -> str:
    """What is wrong with a situation file, a line for each problem, with the place in the file."""
    from opora.law.situation.wording import said

    lines = [said("cannot_be_decided", file=path)[language]]
    for problem in error.problems:
        place = said("at_line", line=problem.line)[language] if problem.line else ""
        lines.append(f"  {place}{problem.path or '/'}: {problem.said[language]}")
    return "\n".join(lines)


def _why_no_letter(determination: Determination, language: str) -> str:
    """Facts are missing, or a value of the law that nobody has found yet: then which one."""
    from opora.decisions.decision_letter import not_known_in_the_law
    from opora.law.situation.wording import said

    unknown = not_known_in_the_law(determination.to_json()["rights"])
    if not unknown:
        return said("no_letter")[language]
    parameters = "; ".join(f"{each['label'][language]} ({each['parameter']})" for each in unknown)
    return said("no_letter_without_parameter", parameters=parameters)[language]


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _write_letter(determination: Determination, path: Path, language: str) -> int:
    """Compose the decision and write it; where nothing is certain yet, write none."""
    import django

    from opora.config.messages import compile_messages

    compile_messages()
    django.setup()
    from opora.decisions.decision_letter import Computed, compose_letter
    from opora.decisions.matter import matter_of_situation
    from opora.decisions.parts import printable
    from opora.documents.compose import compose
    from opora.law import rulebook

    situation = determination.situation.data
    computed = Computed(situation, determination.to_json(explain=True), rulebook().graph.facts)
    if not computed.decided():
        return NO_LETTER
    draft = compose_letter(computed, matter_of_situation(situation), language=language)
    path.write_bytes(compose(draft["template"], printable(draft), language=language))
    return 0
