"""The life of a case: number, parties, who works on it, steps, minutes, records, deadlines, notes, timeline.

What a case of a task is the catalogue says; rows stand only for what happened. Open steps, forms and lists
are worked out from `catalogue_versions.task_of` and the rows, so a new task is a new definition and no code.

It knows no decision and no entitlement, and computes no deadline itself: `law.procedure` does, the
catalogue says which. A case keeps the catalogue it was opened under.

The names to know: `opening.open_case`, `Case.objects.visible_to`, `steps.do_step`, `records.add_record`,
`closing.close_case`.
"""
