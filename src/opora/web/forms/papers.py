"""What is chosen to begin a document of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Body, Party
from opora.cases.roles import name_of_role
from opora.catalogue.schema.task import TaskDocument
from opora.people.models import Person
from opora.web.forms.fields import CHOOSE, PageForm

LETTER_LANGUAGES = [("sl", _("Slovenian")), ("it", _("Italian")), ("en", _("English"))]
FOR_THE_FILE = "file"


class BeginForm(PageForm):
    """Which document, for whom, in which language. For whom comes first: it decides what may be filled in."""

    key = forms.ChoiceField(
        label=_("Document"), error_messages={"required": _("Choose a document from the list.")}
    )
    addressee = forms.ChoiceField(
        label=_("For whom"),
        help_text=_("Chosen first, because it decides what is filled in."),
        error_messages={"required": _("Choose for whom the document is.")},
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LETTER_LANGUAGES, initial="sl")

    def __init__(
        self, *args: Any, documents: Sequence[TaskDocument], parties: Iterable[Party], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "sl"
        meant = _meant(documents)
        fitting = [party for party in parties if not meant or party.role in meant]
        self.addressees = {addressee_key(who): who for party in fitting if (who := _who(party))}
        self.let_choose("key", [("", CHOOSE), *((each.key, each.name(language)) for each in documents)])
        self.let_choose(
            "addressee",
            [("", CHOOSE), *_with_roles(fitting), (FOR_THE_FILE, _("the case file"))],
        )
        if len(documents) == 1:
            self.initial.setdefault("key", documents[0].key)
        if meant and len(self.addressees) == 1:
            self.initial.setdefault("addressee", next(iter(self.addressees)))

    def clean_addressee(self) -> Person | Body | None:
        """The person or body, none for the file."""
        chosen = self.cleaned_data["addressee"]
        return None if chosen == FOR_THE_FILE else self.addressees[chosen]


def addressee_key(who: Person | Body) -> str:
    """What tells persons and bodies of one list apart."""
    return f"{'person' if isinstance(who, Person) else 'body'}-{who.pk}"


def _meant(documents: Sequence[TaskDocument]) -> set[str]:
    """The roles to which alone the documents go; none where one of them may go to anybody."""
    if any(not each.to for each in documents):
        return set()
    return {role for each in documents for role in each.to}


def _with_roles(parties: Iterable[Party]) -> list[tuple[str, str]]:
    """Everybody once, with what they are in the case: the wrong one of a case of violence is not chosen."""
    roles: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for party in parties:
        if who := _who(party):
            key = addressee_key(who)
            names[key] = str(who)
            roles.setdefault(key, []).append(name_of_role(party))
    return [(key, f"{name} ({', '.join(roles[key])})") for key, name in names.items()]


def _who(party: Party) -> Person | Body | None:
    return party.person or party.body
