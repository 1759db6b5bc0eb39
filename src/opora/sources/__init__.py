"""Look-ups in official registers, and facts with their provenance for every kind of case.

No source blocks a case: a look-up is not asked, pending, answered, failed or stale, and evidence entered by
hand does in its place. This room decides nothing and reads no law; it keeps what is known and from where.
The simulated registers of the demo are in `registry/`.

The names to know: `asking.ask_all`, `evidence.record_evidence`, `facts.facts_in_force`, `panel.panel`,
`touched.facts_told_by`.
"""
