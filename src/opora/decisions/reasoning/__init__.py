"""The reasons of a decision in sentences, made from the engine's structured explanation.

The law engine says which conditions hold and what every figure is worth; this package says it to the person
it concerns, in their language: one module a right, one for each thing that is computed. It decides nothing.

Names to know: `of_right.reasons_of_right`, `of_right.what_would_change`, `explanation.Explanation`.
"""
