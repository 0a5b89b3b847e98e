-- One statement, so one snapshot and one round trip. Each part is found by an index in the order of time, from the first of the
-- days that are shown: nothing here grows with history.
WITH opened AS (
    SELECT open_since AS at FROM destinations
    WHERE workspace_id = @workspace AND source = 'acknowledgement_audit' AND open_since >= @since
    UNION ALL
    -- A lease that has run out has opened a loop, whether or not anybody has said so yet.
    SELECT lease_until FROM destinations
    WHERE workspace_id = @workspace AND source = 'acknowledgement_audit' AND state = 'sending' AND open_since IS NULL
        AND lease_until >= @since AND lease_until <= @now),
-- Whoever closes a loop by a decision reviews it, and whatever is delivered has recovered.
touched AS (
    SELECT DISTINCT destination_id FROM gates_passed
    WHERE workspace_id = @workspace AND gate IN ('reviewed', 'recovered') AND passed_at >= @since),
loops AS (
    SELECT coalesce(loop.open_since, loop.lease_until) AS opened_at, gates.reviewed_at,
        -- A loop is closed when it has ended and every gate that applies was passed: the rule of DeliveryLoop.
        CASE WHEN loop.state = 'closed'
            OR loop.state = 'delivered' AND gates.is_recovered AND (NOT loop.is_retry_governed OR gates.demanded = 5)
        THEN greatest(loop.delivered_at, loop.closed_at, gates.last_at) END AS closed_at
    FROM touched
    JOIN destinations AS loop ON loop.workspace_id = @workspace AND loop.id = touched.destination_id
    CROSS JOIN LATERAL (
        SELECT min(first_at) FILTER (WHERE gate = 'reviewed') AS reviewed_at, max(first_at) AS last_at,
            bool_or(gate = 'recovered') AS is_recovered, count(*) FILTER (WHERE gate <> 'routed') AS demanded
        FROM (
            SELECT gate, min(passed_at) AS first_at FROM gates_passed
            WHERE workspace_id = @workspace AND destination_id = loop.id
            GROUP BY gate) AS passed) AS gates
    WHERE loop.source = 'acknowledgement_audit'),
-- An id begins with its instant. An attempt that was counted as interrupted and reported late counts as what was reported.
attempted AS (
    SELECT connector, coalesce(failure_class, outcome) AS outcome_class, count(*) AS count
    FROM attempts AS attempt
    WHERE workspace_id = @workspace AND id >= @first_attempt
        AND NOT (failure_class IS NOT DISTINCT FROM 'interrupted' AND EXISTS (
            SELECT FROM attempts AS report
            WHERE report.workspace_id = @workspace AND report.destination_id = attempt.destination_id
                AND report.number = attempt.number AND report.is_late))
    GROUP BY connector, coalesce(failure_class, outcome))
SELECT jsonb_build_object(
    'opened', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('day', day, 'count', count)), '[]') FROM (
            SELECT (at AT TIME ZONE 'UTC')::date AS day, count(*) AS count FROM opened GROUP BY 1) AS days),
    'closed', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('day', day, 'count', count)), '[]') FROM (
            SELECT (closed_at AT TIME ZONE 'UTC')::date AS day, count(*) AS count
            FROM loops WHERE closed_at >= @since GROUP BY 1) AS days),
    'attempts', (SELECT coalesce(jsonb_agg(to_jsonb(attempted) ORDER BY connector, outcome_class), '[]') FROM attempted),
    'median_minutes_to_review', (
        SELECT round(percentile_cont(0.5) WITHIN GROUP (
            ORDER BY extract(epoch FROM greatest(reviewed_at - opened_at, interval '0')))::numeric / 60, 1)
        FROM loops WHERE reviewed_at >= @since),
    'median_minutes_to_closure', (
        SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - opened_at))::numeric / 60, 1)
        FROM loops WHERE closed_at >= @since)
)::text
