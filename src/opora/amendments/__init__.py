"""The centre's own layer of the catalogue: versions proposed by one person and approved by another.

It keeps their text as written and hands what is approved to the catalogue, which lays it over the shipped
files. It never rewrites a shipped version, and computes nothing of a case.

The names to know: `proposing.propose`, `approving.approve`, `layer.refresh`, `Proposal`.
"""
