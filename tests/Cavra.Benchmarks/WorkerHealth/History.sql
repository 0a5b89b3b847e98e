-- Destinations that were closed long ago: most delivered, one in ten given up by a person, and one in ten an open loop once.
INSERT INTO destinations (
    workspace_id, id, event_id, source, audit_id, delivery_id, connector, provider, created_at, state, attempt_number,
    failed_attempts, open_since, last_attempt_at, failed_status_codes, connector_fingerprint, is_outcome_unknown,
    is_retry_governed, outcome, delivered_at, closed_at, closed_as)
SELECT workspaces.id, seed_id('closed', n), seed_id('closed event', n),
    CASE WHEN is_audit THEN 'acknowledgement_audit' ELSE 'notification' END,
    CASE WHEN is_audit THEN seed_id('closed audit', n) END, CASE WHEN is_audit THEN seed_id('closed delivery', n) END,
    'siem', 'webhook', at, CASE WHEN is_given_up THEN 'closed' ELSE 'delivered' END, @attempts, CASE WHEN was_open THEN 1 ELSE 0 END,
    CASE WHEN was_open THEN at END, at, '{}', 'sha256:0', false, false,
    CASE WHEN NOT is_given_up THEN 'accepted' END, CASE WHEN NOT is_given_up THEN at END, CASE WHEN is_given_up THEN at END,
    CASE WHEN is_given_up THEN 'dismissed' END
FROM workspaces
CROSS JOIN generate_series(1, @closed) AS n
CROSS JOIN LATERAL (
    SELECT timestamptz '2026-01-01' + n * interval '1 second' AS at, n % 2 = 0 AS is_audit, n % 10 = 0 AS is_given_up,
        n % 10 IN (0, 1) AS was_open) AS facts;

INSERT INTO attempts (
    workspace_id, id, destination_id, event_id, source, audit_id, delivery_id, connector, provider, number, queued_at,
    started_at, completed_at, recorded_at, worker, outcome, status_code, answer_bytes, answer_excerpt, fault, tries, request, is_late)
SELECT workspace_id, seed_id('attempt', n * @attempts + number), destination.id, event_id, source, audit_id, delivery_id, connector,
    provider, number, created_at, created_at, created_at, created_at, '{"name": "worker-1", "version": "0.1.0"}', 'accepted', 202,
    2, '{}', 'none', 1, '{"method": "POST", "url": "https://siem.example.com", "headers": {}}', false
FROM generate_series(1, @closed) AS n
JOIN destinations AS destination ON destination.id = seed_id('closed', n)
CROSS JOIN generate_series(1, @attempts) AS number;

-- Entries like the one of the plan, their documents first: they are the model's.
INSERT INTO evidence_documents (workspace_id, entry_id, document)
SELECT stored.workspace_id, seed_id('entry', n), stored.document
FROM evidence_entries AS model
JOIN evidence_documents AS stored ON stored.workspace_id = model.workspace_id AND stored.entry_id = model.id
CROSS JOIN generate_series(1, @entries) AS n
WHERE model.is_record;

INSERT INTO evidence_entries
SELECT copy.*
FROM evidence_entries AS model
CROSS JOIN generate_series(1, @entries) AS n
CROSS JOIN LATERAL jsonb_populate_record(model, jsonb_build_object(
    'id', seed_id('entry', n), 'created_at', timestamptz '2026-01-01' + n * interval '1 second')) AS copy
WHERE model.is_record;
