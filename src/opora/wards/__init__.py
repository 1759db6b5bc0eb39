"""Wards whose guardian is the centre: what is paid and consented to for all of them in one run a month.

What falls due, and every payment and consent, stays in the records of each ward's own case
(`tasks/guardianship/guardianship_by_centre.yaml`); this room reads them, keeps who drew up and who confirmed
a run, and holds that nothing is taken twice. It moves no money: the accounts desk gets a list.

The names to know: `turns.due_in`, `dues.wards_of`, `drawing.draw_run`, `confirming.confirm_run`,
`bills.add_bill`.
"""
