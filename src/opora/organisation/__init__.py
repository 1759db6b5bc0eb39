"""Centres, units, municipalities and workers, by date; and who may do which step.

Here is decided what a role may do (`access_table.yaml`) and which unit serves a municipality.
Not here: signing in and the second factor (`web`), what was done (`audit`), cases themselves.

Five names to know: `Worker` (models), `load_network` (network), `unit_for` (jurisdiction),
`may` and `require` (access).
"""
