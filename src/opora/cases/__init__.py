"""The life of a case: number, parties, who works on it, deadlines, notes, appointments, timeline.

It knows no decision and no entitlement, and computes no deadline itself: `law.procedure` does, the
catalogue says which. A case keeps the catalogue it was opened under.

The names to know: `opening.open_case`, `Case.objects.visible_to`, `deadlines.set_deadline`,
`assigning.assign_case`, `letting_in.break_glass`.
"""
