"""Cash aid of municipalities (denarne pomoči občin), drawn from one data file for each municipality.

Another municipality needs no code: a file beside `ljubljana.yaml` with its aids and their words, a file of
its limits and amounts in `law/parameters/data` (its keys begin with the municipality's prefix), and its word
among the choices of the fact `permanent_residence_in_municipality`.

Five names to know: `municipality.Municipality`, `common_rules.register_common_rules`, `aids.register_aid`,
`beneficiaries.BENEFICIARIES`, `income.municipal_income`.
"""
