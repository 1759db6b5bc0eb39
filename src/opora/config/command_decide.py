"""`opora decide`: calculation, explanation and document for one household, without a server."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opora.law import Determination, SituationError

CANNOT_USE_FILE = 2


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
    parser.add_argument(
        "--language", choices=["sl", "it", "en", "sl-it"], default="sl", help="language of the PDF"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print the determination as JSON; with `--pdf`, write the letter as well."""
    from opora.law import SituationError
    from opora.law.command import determine_file

    try:
        determination = determine_file(chosen.situation)
    except OSError as problem:
        print(f"{chosen.situation} cannot be read: {problem.strerror}. Check its name.", file=sys.stderr)
        return CANNOT_USE_FILE
    except SituationError as error:
        print(sentences(error, chosen.situation), file=sys.stderr)
        return CANNOT_USE_FILE
    if chosen.pdf:
        _write_letter(determination, chosen.pdf, chosen.language)
    print(json.dumps(determination.to_json(explain=chosen.explain), ensure_ascii=False, indent=2))
    return 0


def sentences(error: SituationError, path: Path) -> str:
    """What is wrong with a situation file, a line for each problem, with the place in the file."""
    lines = [f"{path} cannot be decided:"]
    lines += [f"  {problem.path or '/'}: {problem.sentence}" for problem in error.problems]
    return "\n".join(lines)


def _write_letter(determination: Determination, path: Path, language: str) -> None:
    """Compose the decision and write it; where nothing is certain yet, say so and write none."""
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
        print(
            "No right is certain yet, so there is no letter to write. The output lists under 'missing' "
            "the facts to add.",
            file=sys.stderr,
        )
        return
    draft = compose_letter(computed, matter_of_situation(situation), language=language)
    path.write_bytes(compose(draft["template"], printable(draft), language=language))
