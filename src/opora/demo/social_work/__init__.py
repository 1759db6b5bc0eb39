"""The social work of the demo: cases of every field, told by the acts everybody uses, and the duty.

`stories.yaml` says what happened, `casting.py` who takes part, `staging.py` who handles it, `telling.py` does
it day by day; `diary.py` fills the days to come, `arriving.py` the mail and `standby.py` the duty.

The names to know: `tell_stories`, `fill_calendars`, `let_mail_arrive`, `keep_duty`, `Cast`.
"""
