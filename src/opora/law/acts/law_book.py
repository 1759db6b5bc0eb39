"""What the rules of every act are written with: persons, families, and what registers a rule."""

from pathlib import Path

import yaml

from opora.law.engine.book import Book
from opora.law.engine.facts import load_facts

_HERE = Path(__file__).parent

book = Book(
    facts=load_facts(sorted((_HERE / "facts").glob("*.yaml"))),
    confirmed=yaml.safe_load((_HERE / "articles.yaml").read_text("utf-8")),
)

person = book.person
applicant = book.applicant
dwelling = book.dwelling
application = book.application
figure = book.figure
family = book.family
right = book.right
