"""A small catalogue in a folder of a test's own: three code lists, and the tasks the test writes."""

from __future__ import annotations

from pathlib import Path

from opora.catalogue import Catalogue, load_catalogue

SEALS = """\
what: kinds of sealed cases
origin: ours
entries:
  - {key: violence, sl: nasilje, it: violenza, en: violence}
"""
LISTS = {
    "seals": SEALS,
    "fields_of_work": SEALS.replace("key: violence", "key: prevention"),
    "qualifications": SEALS.replace("key: violence", "key: clerk"),
    "sex": SEALS.replace("key: violence", "key: woman"),
    "bands": SEALS.replace("en: violence}", "en: violence, from_age: 0, to_age: 14}"),
}
TASK = """\
number: null
sl: Naloga
it: Compito
en: Task
kind: statutory_task
field: prevention
purpose: {sl: Za branje., it: Da leggere., en: To be read.}
beneficiaries: {sl: vsi, it: tutti, en: everybody}
published: null
valid_from: null
legal_basis: [{act: ZSV}]
executors: [{role: lead, qualification: clerk}]
opened_by: [own_request]
"""
NAMES = "sl: ime, it: nome, en: name"


def catalogue_of(folder: Path, tasks: dict[str, str], **lists: str) -> Catalogue:
    """A catalogue of the tasks, each a text; further lists replace or join those of every test."""
    for name in ("tasks", "code_lists"):
        (folder / name).mkdir(exist_ok=True)
    for name, text in {**LISTS, **lists}.items():
        (folder / "code_lists" / f"{name}.yaml").write_text(text)
    for name, text in tasks.items():
        (folder / "tasks" / f"{name}.yaml").write_text(text)
    return load_catalogue(folder)
