"""Rights from public funds: applications, determinations, entitlement periods, payments, replay.

The room tells the law engine what is known of a family and keeps what it answered, with the law it
answered from. It writes no letters (`decisions`) and gathers no facts (`sources`).

Five names to know: `applications.file_application`, `determining.determine`, `deciding.draft_from`,
`payments.draw_payments`, `replaying.replay_all`.
"""
