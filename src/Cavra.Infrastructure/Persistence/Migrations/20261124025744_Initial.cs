using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    roles = table.Column<string[]>(type: "text[]", nullable: false),
                    secret_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    allow_networks = table.Column<string[]>(type: "text[]", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_by = table.Column<string>(type: "text", nullable: true),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "attempts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    destination_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    audit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: true),
                    connector = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    queued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    worker = table.Column<string>(type: "jsonb", nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    failure_class = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    hold_reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    status_code = table.Column<int>(type: "integer", nullable: true),
                    answer_bytes = table.Column<long>(type: "bigint", nullable: false),
                    answer_excerpt = table.Column<string>(type: "text", nullable: false),
                    fault = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "text", nullable: true),
                    retry_after_seconds = table.Column<int>(type: "integer", nullable: true),
                    request = table.Column<string>(type: "jsonb", nullable: true),
                    is_late = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attempts", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "audit_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    generated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    generated_by = table.Column<string>(type: "jsonb", nullable: false),
                    cadence = table.Column<string>(type: "text", nullable: false),
                    schedule_ref = table.Column<string>(type: "text", nullable: true),
                    requested_provider = table.Column<string>(type: "text", nullable: false),
                    requested_providers = table.Column<string[]>(type: "text[]", nullable: false),
                    selected_providers = table.Column<string[]>(type: "text[]", nullable: false),
                    destination_count = table.Column<int>(type: "integer", nullable: false),
                    route_count = table.Column<int>(type: "integer", nullable: false),
                    outstanding_count = table.Column<int>(type: "integer", nullable: false),
                    escalated_count = table.Column<int>(type: "integer", nullable: false),
                    alert_level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_deliveries", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "audit_packages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    generated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    generated_by = table.Column<string>(type: "jsonb", nullable: false),
                    content_digest = table.Column<string>(type: "text", nullable: false),
                    filter = table.Column<string>(type: "jsonb", nullable: false),
                    routes = table.Column<string>(type: "jsonb", nullable: false),
                    route_count = table.Column<int>(type: "integer", nullable: false),
                    omitted_count = table.Column<int>(type: "integer", nullable: false),
                    acknowledgement_count = table.Column<int>(type: "integer", nullable: false),
                    acknowledged_count = table.Column<int>(type: "integer", nullable: false),
                    resolved_count = table.Column<int>(type: "integer", nullable: false),
                    escalated_count = table.Column<int>(type: "integer", nullable: false),
                    dismissed_count = table.Column<int>(type: "integer", nullable: false),
                    outstanding_count = table.Column<int>(type: "integer", nullable: false),
                    alert_level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_packages", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "connector_states",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    pause = table.Column<string>(type: "jsonb", nullable: true),
                    gone_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    breaker = table.Column<string>(type: "jsonb", nullable: false),
                    succeeded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connector_states", x => new { x.workspace_id, x.name });
                });

            migrationBuilder.CreateTable(
                name: "connector_tests",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connector = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    connector_fingerprint = table.Column<string>(type: "text", nullable: false),
                    requested_by = table.Column<string>(type: "text", nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    report = table.Column<string>(type: "jsonb", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connector_tests", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "delivery_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    data_schema = table.Column<string>(type: "text", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    data = table.Column<string>(type: "text", nullable: false),
                    links = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delivery_events", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "destinations",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    audit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: true),
                    connector = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    attempt_number = table.Column<int>(type: "integer", nullable: false),
                    failed_attempts = table.Column<int>(type: "integer", nullable: false),
                    open_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_failed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_failure_class = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    failed_status_codes = table.Column<int[]>(type: "integer[]", nullable: false),
                    retry_after_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    connector_fingerprint = table.Column<string>(type: "text", nullable: true),
                    lease_holder = table.Column<string>(type: "jsonb", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_outcome_unknown = table.Column<bool>(type: "boolean", nullable: false),
                    is_retry_governed = table.Column<bool>(type: "boolean", nullable: false),
                    hold_reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    noticed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    review = table.Column<string>(type: "jsonb", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_as = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    closed_by = table.Column<string>(type: "jsonb", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_destinations", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "drill_schedules",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    schedule_id = table.Column<string>(type: "text", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    environment = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    interval_days = table.Column<int>(type: "integer", nullable: false),
                    next_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_date_stated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    owners = table.Column<string[]>(type: "text[]", nullable: false),
                    notification_providers = table.Column<string[]>(type: "text[]", nullable: false),
                    owner_routes = table.Column<string>(type: "jsonb", nullable: false),
                    maintenance_windows = table.Column<string>(type: "jsonb", nullable: false),
                    owner_calendars = table.Column<string>(type: "jsonb", nullable: false),
                    runbook_ref = table.Column<string>(type: "text", nullable: false),
                    defined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "text", nullable: false),
                    changed_by_subject = table.Column<string>(type: "text", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_drill_schedules", x => new { x.workspace_id, x.schedule_id });
                });

            migrationBuilder.CreateTable(
                name: "drills",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    environment = table.Column<string>(type: "text", nullable: false),
                    drill_id = table.Column<string>(type: "text", nullable: false),
                    executed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    target_mode = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    fallback_verified = table.Column<bool>(type: "boolean", nullable: false),
                    recovery_minutes = table.Column<decimal>(type: "numeric", nullable: false),
                    max_recovery_minutes = table.Column<decimal>(type: "numeric", nullable: false),
                    runbook_ref = table.Column<string>(type: "text", nullable: false),
                    evidence_refs = table.Column<string[]>(type: "text[]", nullable: false),
                    passed = table.Column<bool>(type: "boolean", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_by_subject = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_drills", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "escalation_plans",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    generated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    generated_by = table.Column<string>(type: "text", nullable: false),
                    generated_by_subject = table.Column<string>(type: "text", nullable: false),
                    policy_minutes = table.Column<int>(type: "integer", nullable: true),
                    alert_level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    outstanding_count = table.Column<int>(type: "integer", nullable: false),
                    breached_count = table.Column<int>(type: "integer", nullable: false),
                    omitted_count = table.Column<int>(type: "integer", nullable: false),
                    routes = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_escalation_plans", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "evidence_entries",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    outcome = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    kind = table.Column<string>(type: "text", nullable: true),
                    is_record = table.Column<bool>(type: "boolean", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false),
                    digest = table.Column<string>(type: "text", nullable: false),
                    acknowledgement_state = table.Column<string>(type: "text", nullable: true),
                    alert_level = table.Column<string>(type: "text", nullable: true),
                    audit_id = table.Column<string>(type: "text", nullable: true),
                    cadence = table.Column<string>(type: "text", nullable: true),
                    chains = table.Column<string[]>(type: "text[]", nullable: false),
                    delivery_id = table.Column<string>(type: "text", nullable: true),
                    delivery_source = table.Column<string>(type: "text", nullable: true),
                    delivery_success = table.Column<bool>(type: "boolean", nullable: true),
                    health_id = table.Column<string>(type: "text", nullable: true),
                    providers = table.Column<string[]>(type: "text[]", nullable: false),
                    resource_id = table.Column<string>(type: "text", nullable: true),
                    retry_plan_id = table.Column<string>(type: "text", nullable: true),
                    schedule_id = table.Column<string>(type: "text", nullable: true),
                    suppressed = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_entries", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "evidence_terms",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    term = table.Column<string>(type: "text", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_terms", x => new { x.workspace_id, x.term, x.entry_id });
                });

            migrationBuilder.CreateTable(
                name: "gates_passed",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    destination_id = table.Column<Guid>(type: "uuid", nullable: false),
                    gate = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    evidence_id = table.Column<Guid>(type: "uuid", nullable: false),
                    passed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gates_passed", x => new { x.workspace_id, x.destination_id, x.gate, x.evidence_id });
                });

            migrationBuilder.CreateTable(
                name: "health_alert_acknowledgements",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    health_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    connectors = table.Column<string[]>(type: "text[]", nullable: false),
                    acknowledgement_state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    external_ref = table.Column<string>(type: "text", nullable: true),
                    notes = table.Column<string>(type: "text", nullable: true),
                    acknowledged_by = table.Column<string>(type: "text", nullable: false),
                    on_behalf_of = table.Column<string>(type: "text", nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health_alert_acknowledgements", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "health_alert_plans",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    health_id = table.Column<Guid>(type: "uuid", nullable: false),
                    generated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    generated_by = table.Column<string>(type: "text", nullable: false),
                    on_behalf_of = table.Column<string>(type: "text", nullable: true),
                    alert_level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    requested_provider = table.Column<string>(type: "text", nullable: false),
                    selected_providers = table.Column<string[]>(type: "text[]", nullable: false),
                    suppressed_providers = table.Column<string>(type: "jsonb", nullable: false),
                    alerts = table.Column<string>(type: "jsonb", nullable: false),
                    reason_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    dedup_key = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health_alert_plans", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "health_alert_routes",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    episode_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    health_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connector = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    unacknowledged_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    acknowledgement_minutes = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    last_sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    repeat_count = table.Column<int>(type: "integer", nullable: false),
                    escalated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health_alert_routes", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "health_episodes",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    began_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    health_id = table.Column<Guid>(type: "uuid", nullable: true),
                    alerted_connectors = table.Column<string[]>(type: "text[]", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health_episodes", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "idempotency_records",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    credential = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    request_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    location = table.Column<string>(type: "text", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_records", x => new { x.workspace_id, x.credential, x.key });
                });

            migrationBuilder.CreateTable(
                name: "instance",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    request_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_instance", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "log_awaiting",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_awaiting", x => new { x.workspace_id, x.entry_id });
                });

            migrationBuilder.CreateTable(
                name: "log_checkpoints",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_checkpoints", x => new { x.workspace_id, x.size });
                });

            migrationBuilder.CreateTable(
                name: "log_entries",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    index = table.Column<long>(type: "bigint", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_entries", x => new { x.workspace_id, x.index });
                });

            migrationBuilder.CreateTable(
                name: "log_keys",
                columns: table => new
                {
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    signs_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_keys", x => x.public_key);
                });

            migrationBuilder.CreateTable(
                name: "log_tiles",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    index = table.Column<long>(type: "bigint", nullable: false),
                    hashes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_tiles", x => new { x.workspace_id, x.level, x.index });
                });

            migrationBuilder.CreateTable(
                name: "log_trees",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    unsigned_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_trees", x => x.workspace_id);
                });

            migrationBuilder.CreateTable(
                name: "notification_plans",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    schedule_id = table.Column<string>(type: "text", nullable: false),
                    generated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    generated_by = table.Column<string>(type: "text", nullable: false),
                    generated_by_subject = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    alert_level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    is_forced = table.Column<bool>(type: "boolean", nullable: false),
                    next_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    owners = table.Column<string[]>(type: "text[]", nullable: false),
                    route_decisions = table.Column<string>(type: "jsonb", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    eligible_providers = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_plans", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "retry_acknowledgements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    retry_plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: true),
                    audit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    defer_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    external_ref = table.Column<string>(type: "text", nullable: true),
                    notes = table.Column<string>(type: "text", nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    acknowledged_by = table.Column<string>(type: "jsonb", nullable: false),
                    destinations = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retry_acknowledgements", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "retry_plans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    generated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    generated_by = table.Column<string>(type: "jsonb", nullable: false),
                    policy = table.Column<string>(type: "jsonb", nullable: false),
                    alert_level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    decision_count = table.Column<int>(type: "integer", nullable: false),
                    retryable_count = table.Column<int>(type: "integer", nullable: false),
                    waiting_count = table.Column<int>(type: "integer", nullable: false),
                    suppressed_count = table.Column<int>(type: "integer", nullable: false),
                    omitted_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retry_plans", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "tallies",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    metric = table.Column<string>(type: "text", nullable: false),
                    backend = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tallies", x => new { x.workspace_id, x.metric, x.backend });
                });

            migrationBuilder.CreateTable(
                name: "worker_runs",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    generated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    generated_by = table.Column<string>(type: "text", nullable: false),
                    on_behalf_of = table.Column<string>(type: "text", nullable: true),
                    trigger = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    mode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    window_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    window_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    interval_minutes = table.Column<int>(type: "integer", nullable: true),
                    schedule_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    cadence = table.Column<string>(type: "text", nullable: false),
                    worker_name = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    max_retry_deliveries = table.Column<int>(type: "integer", nullable: false),
                    max_runtime_minutes = table.Column<int>(type: "integer", nullable: false),
                    missed_windows = table.Column<long>(type: "bigint", nullable: false),
                    late = table.Column<bool>(type: "boolean", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    failure = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    beat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    retry_plan_id = table.Column<string>(type: "text", nullable: true),
                    selected_retries = table.Column<string>(type: "jsonb", nullable: false),
                    follow_up_actions = table.Column<string>(type: "jsonb", nullable: false),
                    retry_results = table.Column<string>(type: "jsonb", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    summary_approval_pending_count = table.Column<int>(type: "integer", nullable: false),
                    summary_delivered_count = table.Column<int>(type: "integer", nullable: false),
                    summary_failed_count = table.Column<int>(type: "integer", nullable: false),
                    summary_follow_up_action_count = table.Column<int>(type: "integer", nullable: false),
                    summary_retry_plan_count = table.Column<int>(type: "integer", nullable: false),
                    summary_retryable_count = table.Column<int>(type: "integer", nullable: false),
                    summary_selected_retry_count = table.Column<int>(type: "integer", nullable: false),
                    summary_suppressed_retry_count = table.Column<int>(type: "integer", nullable: false),
                    summary_waiting_retry_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_worker_runs", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "worker_schedules",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    switched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    terms_cron = table.Column<string>(type: "text", nullable: true),
                    terms_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    terms_grace_minutes = table.Column<int>(type: "integer", nullable: false),
                    terms_heartbeat_url_ref = table.Column<string>(type: "text", nullable: true),
                    terms_interval_minutes = table.Column<int>(type: "integer", nullable: true),
                    terms_max_runtime_minutes = table.Column<int>(type: "integer", nullable: false),
                    terms_misfire = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    terms_mode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    terms_time_zone = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_worker_schedules", x => x.workspace_id);
                });

            migrationBuilder.CreateTable(
                name: "workspaces",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    policy_version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workspaces", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notification_acknowledgements",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    schedule_id = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    owners = table.Column<string[]>(type: "text[]", nullable: false),
                    route_count = table.Column<int>(type: "integer", nullable: false),
                    external_ref = table.Column<string>(type: "text", nullable: true),
                    notes = table.Column<string>(type: "text", nullable: true),
                    on_behalf_of = table.Column<string>(type: "text", nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    acknowledged_by = table.Column<string>(type: "text", nullable: false),
                    acknowledged_by_subject = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_acknowledgements", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_notification_acknowledgements_notification_plans_workspace_",
                        columns: x => new { x.workspace_id, x.plan_id },
                        principalTable: "notification_plans",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notification_routes",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    schedule_id = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    connector_provider = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    escalation_owner = table.Column<string>(type: "text", nullable: true),
                    owner_minutes = table.Column<int>(type: "integer", nullable: true),
                    action = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    category = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    maintenance_window = table.Column<string>(type: "jsonb", nullable: true),
                    owner_availability = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    acknowledgement_state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    acknowledgement_id = table.Column<Guid>(type: "uuid", nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_by = table.Column<string>(type: "text", nullable: true),
                    is_settled = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_routes", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_notification_routes_notification_plans_workspace_id_plan_id",
                        columns: x => new { x.workspace_id, x.plan_id },
                        principalTable: "notification_plans",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "retry_decisions",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    retry_plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    destination_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    connector = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    retry_count = table.Column<int>(type: "integer", nullable: false),
                    max_retry_attempts = table.Column<int>(type: "integer", nullable: false),
                    retry_delay_minutes = table.Column<int>(type: "integer", nullable: false),
                    latest_delivery_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_retry_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failed_status_codes = table.Column<int[]>(type: "integer[]", nullable: false),
                    failure_class = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retry_decisions", x => new { x.workspace_id, x.retry_plan_id, x.destination_id });
                    table.ForeignKey(
                        name: "fk_retry_decisions_retry_plans_workspace_id_retry_plan_id",
                        columns: x => new { x.workspace_id, x.retry_plan_id },
                        principalTable: "retry_plans",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_id",
                table: "api_keys",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_attempts_workspace_id_connector_id",
                table: "attempts",
                columns: new[] { "workspace_id", "connector", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_attempts_workspace_id_destination_id_id",
                table: "attempts",
                columns: new[] { "workspace_id", "destination_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_connector_tests_workspace_id_connector_id",
                table: "connector_tests",
                columns: new[] { "workspace_id", "connector", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_destinations_due",
                table: "destinations",
                columns: new[] { "workspace_id", "next_attempt_at" },
                filter: "next_attempt_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_destinations_ended_loops",
                table: "destinations",
                columns: new[] { "workspace_id", "source", "id" },
                filter: "open_since is not null and state in ('delivered', 'closed')");

            migrationBuilder.CreateIndex(
                name: "ix_destinations_held",
                table: "destinations",
                columns: new[] { "workspace_id", "connector" },
                filter: "state = 'held'");

            migrationBuilder.CreateIndex(
                name: "ix_destinations_leased",
                table: "destinations",
                columns: new[] { "workspace_id", "lease_until" },
                filter: "state = 'sending'");

            migrationBuilder.CreateIndex(
                name: "ix_destinations_open",
                table: "destinations",
                columns: new[] { "workspace_id", "source", "open_since", "id" },
                filter: "state in ('failed', 'held', 'sending')");

            migrationBuilder.CreateIndex(
                name: "ix_destinations_workspace_id_audit_id",
                table: "destinations",
                columns: new[] { "workspace_id", "audit_id" },
                filter: "audit_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_destinations_workspace_id_delivery_id",
                table: "destinations",
                columns: new[] { "workspace_id", "delivery_id" },
                filter: "delivery_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_destinations_workspace_id_event_id",
                table: "destinations",
                columns: new[] { "workspace_id", "event_id" });

            migrationBuilder.CreateIndex(
                name: "ix_drill_schedules_workspace_id_id",
                table: "drill_schedules",
                columns: new[] { "workspace_id", "id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_drills_workspace_id_environment_drill_id",
                table: "drills",
                columns: new[] { "workspace_id", "environment", "drill_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_drills_workspace_id_environment_executed_at",
                table: "drills",
                columns: new[] { "workspace_id", "environment", "executed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_drills_workspace_id_environment_executed_at1",
                table: "drills",
                columns: new[] { "workspace_id", "environment", "executed_at" },
                filter: "passed");

            migrationBuilder.CreateIndex(
                name: "ix_health_alert_acknowledgements_workspace_id_health_id",
                table: "health_alert_acknowledgements",
                columns: new[] { "workspace_id", "health_id" });

            migrationBuilder.CreateIndex(
                name: "ix_health_alert_routes_unsettled",
                table: "health_alert_routes",
                columns: new[] { "workspace_id", "unacknowledged_since" },
                filter: "state in ('open', 'dismissed')");

            migrationBuilder.CreateIndex(
                name: "ix_health_alert_routes_workspace_id_episode_id",
                table: "health_alert_routes",
                columns: new[] { "workspace_id", "episode_id" });

            migrationBuilder.CreateIndex(
                name: "ix_health_alert_routes_workspace_id_health_id",
                table: "health_alert_routes",
                columns: new[] { "workspace_id", "health_id" });

            migrationBuilder.CreateIndex(
                name: "ix_health_alert_routes_workspace_id_plan_id_connector",
                table: "health_alert_routes",
                columns: new[] { "workspace_id", "plan_id", "connector" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_health_episodes_one_open",
                table: "health_episodes",
                column: "workspace_id",
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_records_workspace_id_created_at",
                table: "idempotency_records",
                columns: new[] { "workspace_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_log_entries_workspace_id_entry_id",
                table: "log_entries",
                columns: new[] { "workspace_id", "entry_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notification_acknowledgements_workspace_id_plan_id",
                table: "notification_acknowledgements",
                columns: new[] { "workspace_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_notification_plans_workspace_id_schedule_id_generated_at",
                table: "notification_plans",
                columns: new[] { "workspace_id", "schedule_id", "generated_at" });

            migrationBuilder.CreateIndex(
                name: "ix_notification_routes_workspace_id_created_at",
                table: "notification_routes",
                columns: new[] { "workspace_id", "created_at" },
                filter: "action = 'deliver' AND NOT is_settled");

            migrationBuilder.CreateIndex(
                name: "ix_notification_routes_workspace_id_created_at1",
                table: "notification_routes",
                columns: new[] { "workspace_id", "created_at" },
                filter: "action = 'suppress'");

            migrationBuilder.CreateIndex(
                name: "ix_notification_routes_workspace_id_plan_id",
                table: "notification_routes",
                columns: new[] { "workspace_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_notification_routes_workspace_id_schedule_id_id",
                table: "notification_routes",
                columns: new[] { "workspace_id", "schedule_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_retry_acknowledgements_workspace_id_retry_plan_id",
                table: "retry_acknowledgements",
                columns: new[] { "workspace_id", "retry_plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_retry_decisions_workspace_id_destination_id_retry_plan_id",
                table: "retry_decisions",
                columns: new[] { "workspace_id", "destination_id", "retry_plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_worker_runs_ended",
                table: "worker_runs",
                columns: new[] { "workspace_id", "completed_at" },
                filter: "completed_at is not null and state <> 'skipped_disabled'");

            migrationBuilder.CreateIndex(
                name: "ix_worker_runs_one_per_window",
                table: "worker_runs",
                columns: new[] { "workspace_id", "mode", "window_start" },
                unique: true,
                filter: "trigger = 'schedule'");

            migrationBuilder.CreateIndex(
                name: "ix_worker_runs_running",
                table: "worker_runs",
                columns: new[] { "workspace_id", "lease_until" },
                filter: "state = 'running'");

            migrationBuilder.CreateIndex(
                name: "ix_worker_runs_workspace_id_mode_id",
                table: "worker_runs",
                columns: new[] { "workspace_id", "mode", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_worker_runs_workspace_id_mode_started_at",
                table: "worker_runs",
                columns: new[] { "workspace_id", "mode", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_worker_runs_workspace_id_state_id",
                table: "worker_runs",
                columns: new[] { "workspace_id", "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_workspaces_name",
                table: "workspaces",
                column: "name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "attempts");

            migrationBuilder.DropTable(
                name: "audit_deliveries");

            migrationBuilder.DropTable(
                name: "audit_packages");

            migrationBuilder.DropTable(
                name: "connector_states");

            migrationBuilder.DropTable(
                name: "connector_tests");

            migrationBuilder.DropTable(
                name: "delivery_events");

            migrationBuilder.DropTable(
                name: "destinations");

            migrationBuilder.DropTable(
                name: "drill_schedules");

            migrationBuilder.DropTable(
                name: "drills");

            migrationBuilder.DropTable(
                name: "escalation_plans");

            migrationBuilder.DropTable(
                name: "evidence_entries");

            migrationBuilder.DropTable(
                name: "evidence_terms");

            migrationBuilder.DropTable(
                name: "gates_passed");

            migrationBuilder.DropTable(
                name: "health_alert_acknowledgements");

            migrationBuilder.DropTable(
                name: "health_alert_plans");

            migrationBuilder.DropTable(
                name: "health_alert_routes");

            migrationBuilder.DropTable(
                name: "health_episodes");

            migrationBuilder.DropTable(
                name: "idempotency_records");

            migrationBuilder.DropTable(
                name: "instance");

            migrationBuilder.DropTable(
                name: "log_awaiting");

            migrationBuilder.DropTable(
                name: "log_checkpoints");

            migrationBuilder.DropTable(
                name: "log_entries");

            migrationBuilder.DropTable(
                name: "log_keys");

            migrationBuilder.DropTable(
                name: "log_tiles");

            migrationBuilder.DropTable(
                name: "log_trees");

            migrationBuilder.DropTable(
                name: "notification_acknowledgements");

            migrationBuilder.DropTable(
                name: "notification_routes");

            migrationBuilder.DropTable(
                name: "retry_acknowledgements");

            migrationBuilder.DropTable(
                name: "retry_decisions");

            migrationBuilder.DropTable(
                name: "tallies");

            migrationBuilder.DropTable(
                name: "worker_runs");

            migrationBuilder.DropTable(
                name: "worker_schedules");

            migrationBuilder.DropTable(
                name: "workspaces");

            migrationBuilder.DropTable(
                name: "notification_plans");

            migrationBuilder.DropTable(
                name: "retry_plans");
        }
    }
}
