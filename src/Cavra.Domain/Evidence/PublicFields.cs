namespace Cavra.Domain.Evidence;

/// <summary>The fields that may leave Cavra. Texts among them have passed the redactor first.</summary>
internal static class PublicFields
{
    private const string EveryDocument =
        """
        actor alert_level cadence code content_digest count created_at data description detail digest digest_after digest_before
        environment generated_at generated_by id kind latest message metadata metadata_kind name names on_behalf_of product
        reason reason_code schema_version session_id status success summary text title type version
        """;

    private const string CloudEventsAttributes =
        """
        datacontenttype dataschema source specversion time
        """;

    private const string ProblemDocuments =
        """
        instance request_id trace_id
        """;

    private const string ListsAndTheirFilters =
        """
        cursor filters gate items limit next_cursor offset older_than_minutes open since since_index total total_is_lower_bound
        until
        """;

    private const string Who =
        """
        authentication authentication_method issuer permissions roles signer subject who workspace workspace_id
        """;

    private const string What =
        """
        action actions document fields href operation outcome permission resource_id resource_type what
        """;

    private const string Policy =
        """
        approval_id decided_under decision decisions four_eyes freeze_window freeze_windows idempotency_replayed
        permission_needed policy policy_digest policy_version review_minutes rule rules
        """;

    private const string Proof =
        """
        checkpoint document_digest evidence evidence_id evidence_refs inclusion_path index leaf_hash linked_evidence_ids links
        manifest member occurred_at proof pruned public_evidence_refs public_key_ids recorded_at redactions request root_hash
        sequence trace tree_size
        """;

    private const string DrillsAndSchedules =
        """
        active checks days_until_due drill drill_id drills due_soon end_at executed_at fallback_verified interval_days
        maintenance_windows max_recovery_minutes next_due_at notification_providers owners recovery_minutes
        rollback_drill_due_soon_days runbook_ref schedule schedule_id schedule_ids schedule_ref schedules stale start_at
        target_mode unavailable_windows window_id
        """;

    private const string Notifications =
        """
        acknowledgement_minutes acknowledgement_required_providers age_minutes breached breached_at breached_count
        breached_route_count breached_routes calendar_suppressed_count category deliverable_route_count eligible_providers
        escalation_owner force healthy_schedule_suppressed_count latest_events maintenance_suppressed_count maintenance_window
        overdue_minutes owner owner_availability owner_calendar plan plan_id plan_metadata plans provider providers route
        route_action route_created_at route_decisions route_id routes routing_policy selected_providers suppressed
        suppressed_providers suppressed_route_count suppression_event_count trend
        """;

    private const string Acknowledgements =
        """
        acknowledged acknowledged_at acknowledged_by acknowledgement acknowledgement_count acknowledgement_id
        acknowledgement_state acknowledgements bulk_id external_ref notes
        """;

    private const string AuditPackagesAndDeliveries =
        """
        acknowledged_count audit_id audit_metadata audit_package delivery delivery_id delivery_metadata delivery_plan
        delivery_provider destination_count dismissed_count escalated_count outstanding_count requested_provider
        requested_providers resolved_count retries route_count timeout_seconds
        """;

    private const string DestinationsAttemptsAndLoops =
        """
        answer_bytes approved attempt attempt_count attempt_id attempt_number attempts breaker_state closed closed_at
        closed_reason completed_at connector connector_delivery connector_delivery_source connectors deliveries delivery_success
        destination destination_id destinations duration_ms elapsed elapsed_minutes elapsed_seconds error event_id event_type
        executed failed_at failed_providers failed_status_codes failure_class fault finished_at first_failed_at gates gone
        last_failed_at loop loops method noticed oldest_open_gate passed_at passed_by paused queued_at recovered
        retry_after_seconds reviewed routed started_at state status_code status_codes tries url
        """;

    private const string ConnectorsAndTheirTests =
        """
        allowed_network_count attempts_by_class begun_at blocked_until breaker breaker_history change consecutive_failures
        gone_since hold_reason latest_attempts latest_tests left_to_plan_count outcome_unknown passed pause paused_at paused_by
        released_count requested_by test test_id
        """;

    private const string WhereDestinationsAndLoopsStand =
        """
        applies attempts_omitted_count attempts_removed closed_as deferred_until delivered_at failed_attempts last_attempt_at
        last_failure_class late latest_attempt open_gate open_since opened_at noticed_at retry_after_until review
        """;

    private const string RetryPlans =
        """
        allow_immediate_retry backoff_multiplier base_retry_delay_minutes decision_count defer_until latest_delivery_at
        latest_delivery_id max_retry_attempts max_retry_delay_minutes next_attempt_at next_retry_at omitted_count retry_count
        retry_decisions retry_delay_minutes retry_metadata retry_plan retry_plan_id retry_policy retryable_count
        suppressed_count waiting_count
        """;

    private const string WorkerRunsAndSchedule =
        """
        approval_pending_count cron delivered_count dry_run dry_run_count enabled execute executed_count failed_count
        follow_up_action_count follow_up_actions grace_minutes interval_minutes live_verdict max_retry_deliveries
        max_runtime_minutes misfire missed_window_count mode next_windows retry_plan_count retry_results run run_count run_id
        runs selected_retries selected_retry_count skipped suppressed_retry_count time_zone trigger waiting_retry_count
        window_end window_start worker_run_id
        """;

    private const string WorkerHealthAndAlerts =
        """
        alert_count alerts connector_delivery_failure_count dedup disabled_schedule_count episode expected_interval_minutes
        failed_deliveries failed_job_count health health_id late_run_count latest_retry_plan_age_minutes latest_retry_plan_id
        latest_run_age_minutes latest_run_at latest_run_id max_alerts missed_after_minutes missed_run_count overrun_count
        recommendations severity stale_metadata_minutes stale_retry_plan_count suppression_window_minutes
        unacknowledged_alert_count
        """;

    private const string Dashboards =
        """
        acknowledgement_audit_delivery_connector_recovery_closed_count
        acknowledgement_audit_delivery_connector_recovery_closure_count
        acknowledgement_audit_delivery_connector_recovery_playbook_count acknowledgement_audit_delivery_count
        acknowledgement_audit_delivery_health acknowledgement_audit_delivery_plan_count acknowledgement_audit_delivery_providers
        acknowledgement_audit_delivery_recovery_escalation_plan_count acknowledgement_audit_delivery_retry_ack_count
        acknowledgement_audit_delivery_retry_execution_approval_decision_count
        acknowledgement_audit_delivery_retry_execution_approval_plan_count
        acknowledgement_audit_delivery_retry_execution_approved_count
        acknowledgement_audit_delivery_retry_execution_failed_count acknowledgement_audit_delivery_retry_execution_record_count
        acknowledgement_audit_delivery_retry_execution_success_count acknowledgement_audit_delivery_retry_plan_count
        acknowledgement_audit_delivery_retryable_count acknowledgement_audit_delivery_success_count
        acknowledgement_audit_delivery_success_rate acknowledgement_audit_delivery_worker_dry_run_count
        acknowledgement_audit_delivery_worker_executed_count acknowledgement_audit_delivery_worker_health_alert_ack_count
        acknowledgement_audit_delivery_worker_health_alert_count acknowledgement_audit_delivery_worker_run_count
        acknowledgement_audit_package_count delivery_count failed_acknowledgement_audit_delivery_count failed_delivery_count
        notification_delivery_count outstanding_acknowledgement_count outstanding_acknowledgements plan_count
        suppressed_provider_count undelivered_providers
        """;

    private const string ApprovalAndLiveExecution =
        """
        approval_decision_id approval_decisions approval_plan_id approval_policy approval_required approval_required_count
        approval_state approvals_required approved_count decided_at decided_by executed_by execution_hash execution_id
        execution_metadata execution_record execution_status expires_after_minutes require_retry_ack
        """;

    private const string Obligations =
        """
        awaited_roles count_is_lower_bound obligations oldest_at others unacknowledged_since
        """;

    private const string Statistics =
        """
        closed_count day days median_minutes_to_closure median_minutes_to_review opened_count outcome_class
        """;

    private const string Recovery =
        """
        closed_by closure closure_id closure_state closure_trends closures deferred_count escalation_connectors execution_count
        execution_failed_count execution_skipped_count execution_success_count execution_success_rate failing_count
        failure_classes failure_count latest_executions latest_failure_at lookback_hours max_routes min_failure_count
        mitigated_count playbook playbook_id provider_count provider_playbooks provider_summary recovery_closed_count
        recovery_escalation_plan_id recovery_open_count recovery_rows recovery_slo_breached_count recovery_slo_minutes
        recovery_steps reopened_count report step_id verification_refs
        """;

    private const string KeysAndConfiguration =
        """
        expires_at internal_fields key_id last_used_at problems public_fields revoked_at secret_fields undeclared_fields
        validated_claims
        """;

    /// <summary>Fields whose object is keyed by names from outside: owners, connectors, headers, members.</summary>
    public const string Maps =
        "category_counts connector_review_minutes endpoints errors headers owner_calendars owner_counts owner_routes provider_counts";

    /// <summary>Every name, separated by white space.</summary>
    public static string Names { get; } = string.Join('\n',
        EveryDocument, CloudEventsAttributes, ProblemDocuments, ListsAndTheirFilters, Who, What, Policy, Proof,
        DrillsAndSchedules, Notifications, Acknowledgements, AuditPackagesAndDeliveries, DestinationsAttemptsAndLoops,
        ConnectorsAndTheirTests, WhereDestinationsAndLoopsStand, RetryPlans,
        WorkerRunsAndSchedule, WorkerHealthAndAlerts, Dashboards, Obligations, Statistics, ApprovalAndLiveExecution, Recovery,
        KeysAndConfiguration, RecordFields.Names);
}
