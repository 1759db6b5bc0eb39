"""The JSON Schema of a file of the catalogue, for editors that check while somebody writes."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import models_json_schema

from opora.catalogue.schema.lists import CodeList
from opora.catalogue.schema.task import Task

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "A file of the catalogue: a task, service or register, or a code list"


def json_schema() -> dict[str, Any]:
    """One schema for both kinds of file: one that holds entries is a code list, any other is a task."""
    _, schema = models_json_schema([(Task, "validation"), (CodeList, "validation")], by_alias=True)
    return {
        "$schema": DIALECT,
        "title": TITLE,
        "if": {"required": ["entries"]},
        "then": {"$ref": "#/$defs/CodeList"},
        "else": {"$ref": "#/$defs/Task"},
        "$defs": schema["$defs"],
    }


def json_schema_text() -> str:
    """The schema as it is published in `docs/catalogue.schema.json`."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
