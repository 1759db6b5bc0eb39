"""What the rules of every act are written with: persons, families, and what registers a rule."""

from pathlib import Path

import yaml

from opora.law.engine.book import Book
from opora.law.engine.facts import load_facts
from opora.law.engine.graph import Origin

_HERE = Path(__file__).parent


def _origins() -> dict[str, Origin]:
    """What the rules were read in: of a package, and of each file that differs from it (`sources.yaml`)."""
    found = {}
    for package, told in yaml.safe_load((_HERE / "sources.yaml").read_text("utf-8")).items():
        files = told.pop("files", {})
        found[package] = Origin(**told)
        found |= {f"{package}.{file}": Origin(**told | differing) for file, differing in files.items()}
    return found


book = Book(
    facts=load_facts(sorted((_HERE / "facts").glob("*.yaml"))),
    confirmed=yaml.safe_load((_HERE / "articles.yaml").read_text("utf-8")),
    origins=_origins(),
)

person = book.person
applicant = book.applicant
dwelling = book.dwelling
application = book.application
figure = book.figure
family = book.family
right = book.right
