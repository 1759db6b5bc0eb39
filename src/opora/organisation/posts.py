"""What a worker's post is called: in the form of their sex, else in both forms.

The label of a role names it in both forms, *Referentka/referent*. English has one form.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from opora.organisation.models import Role, Worker

OF_A_WOMAN: dict[Role, Promise] = {
    Role.PROFESSIONAL: pgettext_lazy("of a woman", "Professional worker"),
    Role.CLERK: pgettext_lazy("of a woman", "Clerk"),
    Role.DIRECTOR: pgettext_lazy("of a woman", "Director"),
    Role.AUDITOR: pgettext_lazy("of a woman", "Auditor"),
    Role.ADMINISTRATOR: pgettext_lazy("of a woman", "Administrator"),
    Role.ANALYST: pgettext_lazy("of a woman", "Analyst"),
}
OF_A_MAN: dict[Role, Promise] = {
    Role.PROFESSIONAL: pgettext_lazy("of a man", "Professional worker"),
    Role.CLERK: pgettext_lazy("of a man", "Clerk"),
    Role.DIRECTOR: pgettext_lazy("of a man", "Director"),
    Role.AUDITOR: pgettext_lazy("of a man", "Auditor"),
    Role.ADMINISTRATOR: pgettext_lazy("of a man", "Administrator"),
    Role.ANALYST: pgettext_lazy("of a man", "Analyst"),
}
BY_SEX = {"female": OF_A_WOMAN, "male": OF_A_MAN}


def post_of(worker: Worker, role: Role) -> str:
    """The name of this role as this worker holds it, in the language that is active now."""
    return str(BY_SEX.get(worker.sex, {}).get(role, role.label))
