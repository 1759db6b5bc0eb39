"""The engine behind the law: rules become a graph, and the graph is read to explain, to compute and to ask.

It knows no act. `Book` collects rules written with `person`, families, `when` and `round_cent`; `Graph` is
what is drawn from them and stored; `Program` is the graph for one set of rule versions, flat and in order;
`Evaluation` computes it for one case. The format of the graph is described in `docs/law-engine.md`.

Five names to know: `Book`, `Graph`, `Program`, `Evaluation`, `Fact`.
"""
