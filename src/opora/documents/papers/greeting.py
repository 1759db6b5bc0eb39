"""How a letter begins: *Spoštovana gospa Vohišnik,*."""

from __future__ import annotations

from django.utils.translation import override, pgettext

from opora.cases.models import Body
from opora.people.models import Person, Sex


def greeting(addressee: Person | Body | None, language: str) -> str:
    """To a person by name, where it is known how; to a body, and where it is not, without a name."""
    sex = addressee.sex if isinstance(addressee, Person) else ""
    name = addressee.family_name if isinstance(addressee, Person) else ""
    with override(language):
        if sex == Sex.FEMALE:
            return pgettext("letter", "Dear Ms %(name)s,") % {"name": name}
        if sex == Sex.MALE:
            return pgettext("letter", "Dear Mr %(name)s,") % {"name": name}
        return pgettext("letter", "Dear Sir or Madam,")
