namespace Cavra.Domain.Evidence;

/// <summary>The public fields that Cavra's own records and answers have beyond the documents of the contract, by feature.</summary>
internal static class RecordFields
{
    private const string Access =
        """
        api_key created_by end_session_url ended_at ended_count idle_expires_at link_id session
        """;

    private const string Attempts =
        """
        asked_count circuit_open connector_providers pause_reason percent problem worker_name worker_version
        """;

    private const string Drills =
        """
        changed_by drills_recorded escalation_owners escalation_plan_id failed_checks forced maintenance_window_ids
        recorded_by schedules_defined
        """;

    private const string Log =
        """
        adoption adoption_id asked_at asked_by audit_ids authority confirmed_at confirmed_by done_at due_at end_index entry_action entry_index entry_kind
        erased_evidence_id erasure erasure_id
        evidence_kept_days first_index held_since kept_days log_key lost_keys newest_at origin public_key
        received_at selected_count removals removed removed_end removable removal segments signs_until stamped_at told_by timestamp_token verifier_key
        """;

    private const string Policy =
        """
        after approvals approvals_made_stale_count before changes frozen_connectors retry_changed_count warnings
        """;

    private const string Worker =
        """
        changed_at dedup_key failure heartbeat_url_ref missed_windows
        """;

    private const string Approvals =
        """
        accepted_by approval approvals_given approved_by at bound_to ended_by four_eyes_broken may_approve
        own_acceptance package_digest requested_at review_by stale_because why_not
        """;

    /// <summary>Every name, separated by white space.</summary>
    public static string Names { get; } = string.Join('\n', Access, Attempts, Drills, Log, Policy, Worker, Approvals);
}
