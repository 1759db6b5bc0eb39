"""The outgoing documents of the catalogue: templates by kind as data, filled from the case, edited, made.

A template (`kinds.yaml`) says which parts a kind has; `filling` fills them from parties, records and steps;
`drafting` holds the acts. Works from a task's definition alone: no document needs code of its own.
"""
