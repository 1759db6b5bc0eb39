"""Who saw and who changed which personal data: an append-only log, sealed in chained batches.

Acts call `record`; a page collects everybody it shows in its `trail` and becomes one entry. The
application's database role may only add and read, a trigger refuses changes to everybody, and
the seals show what somebody with more rights changed behind our back.
Not here: who may see what (`organisation.access`), or when a page begins and ends (`web.middleware`).

Five names to know: `record` (log), `shows` (trail), `seal` and `verify_chain` (sealing),
`entries_about` (log).
"""
