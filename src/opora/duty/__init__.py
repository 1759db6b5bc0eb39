"""The on-call service (interventna služba): duty hours, roster, morning reports, monthly sheet.

What happened is kept in the registers and cases of the catalogue (`tasks/on_call`); this room counts and
checks it, and keeps a copy of each sheet that was sent. It knows no pay, and names nobody who was helped.

The names to know: `bands.split`, `counting.counting_on`, `sheets.sheet_of_month`, `sending.send_sheet`,
`duty_hours.duty_periods`.
"""
