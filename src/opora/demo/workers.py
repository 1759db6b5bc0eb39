"""The workers of the demo centre, with their roles, qualifications and one shared demo password."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password
from django.db import transaction

from opora.organisation.competences import give_competence
from opora.organisation.models import Centre, CompetenceKind, Role, Worker
from opora.organisation.roles import grant_role
from opora.people.folding import fold


@cache
def worker_list() -> dict[str, Any]:
    """`workers.yaml`, read once."""
    read: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("workers.yaml").read_text(encoding="utf-8")
    )
    return read


def demo_password() -> str:
    """The password of every demo account: of a database that holds nobody real."""
    return str(worker_list()["password"])


@transaction.atomic
def engage_workers(centre: Centre) -> list[Worker]:
    """Open an account for each worker of the list that has none yet, and give the role."""
    units = {unit.code: unit for unit in centre.units.all()}
    password = make_password(demo_password())  # once: the same password, and hashing is slow on purpose
    since: date = worker_list()["since"]
    workers = []
    for entry in worker_list()["workers"]:
        unit = units.get(entry.get("unit"))
        worker, is_new = Worker.objects.get_or_create(
            login=login_of(entry["given_name"], entry["family_name"]),
            defaults={
                "given_name": entry["given_name"],
                "family_name": entry["family_name"],
                "title": entry["title"],
                "sex": entry["sex"],
                "centre": centre,
                "unit": unit,
                "password": password,
            },
        )
        if is_new:
            grant_role(
                worker,
                Role(entry["role"]),
                from_day=since,
                unit=None if entry.get("whole_centre") else unit,
            )
        _qualify(worker, entry, since)
        workers.append(worker)
    return workers


def _qualify(worker: Worker, entry: Mapping[str, Any], since: date) -> None:
    """Enter what the worker is qualified for, also in a demo database made before this was kept."""
    if worker.competences.exists():
        return
    of_the_post = worker_list()["qualifications"].get(entry["role"])
    for key in filter(None, (of_the_post, *entry.get("also", ()))):
        give_competence(
            worker,
            CompetenceKind.QUALIFICATION,
            key,
            from_day=since,
            experience_since=worker_list()["experience_since"],
        )
    for key in entry.get("licences", ()):
        give_competence(worker, CompetenceKind.LICENCE, key, from_day=since)


def login_of(given_name: str, family_name: str) -> str:
    """The sign-in name, such as `ana.kobalar`."""
    return f"{fold(given_name)}.{fold(family_name)}".replace(" ", "")


def accounts_text() -> str:
    """The demo accounts as lines for the terminal: role, login, and the password once."""
    shown: dict[str, str] = {}
    for entry in worker_list()["workers"]:
        shown.setdefault(entry["role"], login_of(entry["given_name"], entry["family_name"]))
    width = max(map(len, shown))
    lines = [f"  {role.replace('_', ' '):<{width}}  {login}" for role, login in shown.items()]
    return "\n".join(["Demo accounts:", *lines, f"  password of all: {demo_password()}"])
