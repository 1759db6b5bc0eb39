"""Persons: who they are, how they are found, where they live and to whom they belong.

What it does not do: it knows no case and no act's family. Which dwelling a person lives in and how people
are related is recorded here; who counts as family is a rule of the law engine. Who may open which person
follows from cases, a room above, and is handed in from there: `need_to_know.py`.

The names to know: `Person`, `register_person`, `search_persons`, `house`, `merge_persons`.
"""
