"""Incoming and outgoing documents: letters composed, signed and kept; uploads checked; delivery recorded.

A letter is data (`letter`), becomes a PDF/A-2a that is also PDF/UA-1 (`compose`), gets the signatures of
who led the procedure and who decides (`signing`), and is kept as a file named by its hash (`storage`).
These parts need no database. Not here: what a decision says (`decisions`), and when it counts as served
(`law.procedure`).

Five names to know: `compose` and `preview_pages` (compose), `sign` and `verify` (signing), `store` (storage).
"""
