namespace Cavra.Api.OpenApi;

/// <summary>What the parameters of paths and queries mean, whichever operation takes them.</summary>
internal static class WireParameters
{
    public static IReadOnlyDictionary<string, string> InPath { get; } = new Dictionary<string, string>
    {
        ["destination_id"] = "The destination's id.",
        ["evidence_id"] = "The evidence entry's id.",
        ["health_id"] = "The id of the look at the worker's health that raised the alert.",
        ["index"] = "The tile's index as tlog-tiles writes it: groups of three digits such as x001/234, and .p/W for one that is not full yet.",
        ["key_id"] = "The API key's id.",
        ["level"] = "The tile's level, 0 for the hashes of entries.",
        ["name"] = "The connector's name; a slash in it is written as %2F.",
        ["plan_id"] = "The recovery escalation plan's id, or latest for the newest.",
        ["playbook_id"] = "The recovery playbook's id.",
        ["retry_plan_id"] = "The retry plan's id.",
        ["run_id"] = "The worker run's id.",
        ["schedule_id"] = "The drill schedule's name; a slash in it is written as %2F.",
    };

    public static IReadOnlyDictionary<string, string> InQuery { get; } = new Dictionary<string, string>
    {
        ["acknowledgement_state"] = "Only what was acknowledged as this.",
        ["action"] = "Only what has this action.",
        ["actor"] = "Only what this actor did.",
        ["alert_level"] = "Only what has this alert level.",
        ["audit_id"] = "Only what belongs to the audit package with this id.",
        ["cadence"] = "Only what was generated in this cadence.",
        ["category"] = "Only routes whose decision falls in this category.",
        ["connector"] = "Only what goes to the connector of this name.",
        ["connector_delivery_source"] = "Only deliveries that came about in this way.",
        ["cursor"] = "Where the page begins: the next_cursor of the page before.",
        ["days"] = "How many days are shown, today included.",
        ["delivery_id"] = "Only what belongs to the audit delivery with this id.",
        ["delivery_success"] = "Only deliveries that succeeded, or only those that did not.",
        ["dry_run"] = "Only dry runs, or only live ones.",
        ["environment"] = "Only drills of this environment.",
        ["expected_interval_minutes"] = "How often the worker is expected to run; what its schedule says when left out.",
        ["failure_class"] = "Only what failed last in this way.",
        ["gate"] = "Only loops that wait at this gate.",
        ["health_id"] = "Only what belongs to the look at the worker's health with this id.",
        ["limit"] = "How many a page has at most.",
        ["metadata_kind"] = "Only records of this kind.",
        ["offset"] = "How many come before the page.",
        ["older_than_minutes"] = "Only loops that were opened longer ago than this.",
        ["open"] = "Only loops that are open, or only those that are closed.",
        ["outcome"] = "Only what ended in this way.",
        ["outstanding"] = "Only what awaits an answer, or only what does not.",
        ["owner"] = "Only what this owner has.",
        ["passed"] = "Only drills that passed, or only those that did not.",
        ["provider"] = "Only what goes by this provider.",
        ["recovery_slo_minutes"] = "Minutes that a recovery may be open.",
        ["retry_plan_id"] = "Only what belongs to the retry plan with this id.",
        ["schedule_id"] = "Only what belongs to the drill schedule of this name.",
        ["since"] = "Only what came about at this instant or later: ISO 8601 with an offset.",
        ["since_index"] = "Only entries at this index of the log or later.",
        ["stale_metadata_minutes"] = "From which age on a retry plan is stale; twice the expected interval when left out.",
        ["state"] = "Only what is in this state.",
        ["suppressed"] = "Only alerts that were suppressed, or only those that were not.",
        ["until"] = "Only what came about before this instant: ISO 8601 with an offset.",
    };
}
