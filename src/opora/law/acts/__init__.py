"""The acts as rules: one package an act, one file a subject, in the order of the act.

A rule reads like the article it implements; its docstring says what is not modelled. Facts are declared in
`facts/`, numbers in `law/parameters`, article numbers that a source confirms in `articles.yaml`.

Five names to know: `law_book.book`, `zsvarpre.assistance`, `zsvarpre.minimum_income`, `zupjs.child_benefit`,
`zupjs.family`.
"""
