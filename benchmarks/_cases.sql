-- A million cases of every task with all that hangs on them; read by _cases.py.

SET session_replication_role = replica; -- what is generated refers to nothing that is not there

INSERT INTO cases_case (public_id, centre_id, unit_id, classification, sequence, year, number, task,
    catalogue_version, title, state, stage, outcome, opened_how, is_urgent, seal, opened_on, closed_on, opened_by_id,
    assigned_to_id)
SELECT gen_random_uuid(), u.centre_id, u.id, '122', n, 2021 + n %% 6, '122-' || n || '/' || (2021 + n %% 6),
    t.key, %(version)s, t.title, CASE WHEN is_open THEN 'open' ELSE 'closed' END, '', '', 'own_request',
    n %% 50 = 0, '', opened_on, CASE WHEN is_open THEN NULL ELSE opened_on + 90 END, w.id,
    CASE WHEN u.centre_id = %(centre)s AND n %% 37 > 0 THEN w.id END
FROM generate_series(1, %(cases)s) n
CROSS JOIN LATERAL (SELECT DATE '2021-01-01' + (n %% 6) * 365 + (n * 7) %% 300 AS drawn,
                           (n::bigint * 7919) %% 100003 < 100003::bigint * %(open)s / %(cases)s AS is_open) days
JOIN units_measured u ON u.place = CASE WHEN n %% %(share)s = 0 THEN (n / %(share)s) %% (SELECT count(*) FROM
    units_measured WHERE is_own) ELSE n %% (SELECT count(*) FROM units_measured) END
JOIN tasks_measured t ON t.place = n %% (SELECT count(*) FROM tasks_measured)
CROSS JOIN LATERAL (SELECT greatest(drawn, t.valid_from) AS opened_on) begun
JOIN LATERAL (SELECT id FROM workers_measured ww WHERE ww.unit_id = u.id OR NOT u.is_own
              ORDER BY (ww.id + n / 7) %% 5, id LIMIT 1) w ON TRUE;

INSERT INTO cases_party (case_id, person_id, role)
SELECT c.id, 1 + (c.id * 7 + part) %% %(persons)s, CASE part WHEN 0 THEN 'applicant' ELSE 'member' END
FROM cases_case c, generate_series(0, 1) part;

INSERT INTO cases_deadline (case_id, key, about, day, explanation, rests_on, state, set_on)
SELECT c.id, coalesce(d.key, CASE part WHEN 0 THEN 'decision' ELSE 'measured' END), '', opened_on + 30 + part * 60,
    '{"rule": "measured", "steps": []}',
    coalesce(replace(d.rests_on, %(on)s, opened_on::text)::jsonb,
             jsonb_build_object('term', 'decision_due', 'filed_on', opened_on::text)),
    CASE WHEN state = 'open' THEN 'running' ELSE 'met' END, opened_on
FROM cases_case c CROSS JOIN generate_series(0, 1) part
LEFT JOIN deadlines_measured d ON d.task = c.task AND d.place = part;

INSERT INTO cases_casestep (case_id, key, turn, state, ended_on, by_id, reason)
SELECT c.id, s.key, 1, 'done', c.opened_on + s.place, c.opened_by_id, ''
FROM cases_case c JOIN steps_measured s ON s.task = c.task AND s.place < 4;

INSERT INTO cases_timespent (case_id, step, worker_id, "on", minutes, travel_minutes, note, entered_at)
SELECT case_id, key, by_id, ended_on, 30 + case_id %% 60, 0, '', ended_on FROM cases_casestep;

INSERT INTO cases_note (case_id, by_id, at, kind, title, text, version)
SELECT id, opened_by_id, opened_on + part * INTERVAL '9 days', 'note', '', repeat('Pogovor s stranko. ', 12), 1
FROM cases_case, generate_series(1, 2) part;

INSERT INTO cases_event (case_id, at, by_id, key, detail)
SELECT id, opened_on + part * INTERVAL '5 days', opened_by_id, 'case_opened', '{}'
FROM cases_case, generate_series(0, 3) part;

INSERT INTO cases_caserecord (public_id, centre_id, unit_id, case_id, task, key, happened_on, content, version,
    entered_by_id, entered_at, struck_reason)
SELECT gen_random_uuid(), c.centre_id, c.unit_id, c.id, c.task, r.key, c.opened_on + 3, '{}', 1, c.opened_by_id,
    c.opened_on, ''
FROM cases_case c JOIN records_measured r ON r.task = c.task AND r.place < 2;

SET session_replication_role = DEFAULT;
