"""The JSON Schema that editors use is published as the program has it."""

from pathlib import Path

from opora.catalogue.schema import Task
from opora.catalogue.schema.publishing import json_schema, json_schema_text

PUBLISHED = Path(__file__).parents[2] / "docs" / "catalogue.schema.json"


def test_the_published_schema_is_that_of_the_program():
    assert PUBLISHED.read_text("utf-8") == json_schema_text(), (
        "Run `opora catalogue schema > docs/catalogue.schema.json`."
    )


def test_an_editor_is_told_every_key_of_a_task_and_refuses_any_other():
    task = json_schema()["$defs"]["Task"]
    assert set(task["properties"]) == set(Task.model_fields)
    assert task["additionalProperties"] is False
    assert task["properties"]["kind"]["enum"] == ["public_mandate", "statutory_task", "service", "register"]
