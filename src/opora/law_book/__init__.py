"""The law as sheets that a lawyer who does not program can read: one for each right.

A sheet is drawn from the graph and the parameters alone: conditions, formulas in words, amounts over time
with their sources, the figures as a tree, computed examples, and what is not modelled. The room decides
nothing and knows no record; `web` shows the same sheets to workers, `opora law book` writes them as pages.

Names to know: `sheet_of`, `Sheet`, `by_area`, `write_book`, `decided_examples`.
"""
