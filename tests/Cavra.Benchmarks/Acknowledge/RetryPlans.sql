-- Plans like the one that exists, over the destinations from 1 on, each with as many decisions as a plan can hold.
INSERT INTO retry_plans
SELECT copy.*
FROM retry_plans AS model
CROSS JOIN generate_series(0, @last / @decisions) AS number
CROSS JOIN LATERAL jsonb_populate_record(
    model, jsonb_build_object('id', seed_id('plan', number), 'decision_count', @decisions)) AS copy;

INSERT INTO retry_decisions
SELECT copy.*
FROM retry_decisions AS model
CROSS JOIN generate_series(1, @last) AS n
CROSS JOIN LATERAL jsonb_populate_record(model, jsonb_build_object(
    'retry_plan_id', seed_id('plan', n / @decisions), 'position', n % @decisions, 'destination_id', seed_id('destination', n),
    'delivery_id', seed_id('delivery', n), 'audit_id', seed_id('audit', n))) AS copy
WHERE model.retry_plan_id = @model;
