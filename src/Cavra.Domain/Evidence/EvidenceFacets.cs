namespace Cavra.Domain.Evidence;

/// <summary>The summary fields of an entry that the history can be searched by, each null where the entry has none.</summary>
public sealed record EvidenceFacets
{
    public string? ResourceId { get; init; }

    public string? ScheduleId { get; init; }

    /// <summary>Connectors and providers the entry is about; empty when it is about none.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>The <c>connector_delivery_source</c> of each chain that the entry is part of.</summary>
    public IReadOnlyList<string> Chains { get; init; } = [];

    /// <summary>What was answered or decided, or how a live retry ended.</summary>
    public string? AcknowledgementState { get; init; }

    public string? DeliverySource { get; init; }

    public bool? DeliverySuccess { get; init; }

    public string? AlertLevel { get; init; }

    /// <summary>Whether a health-alert plan left somebody out; null for other records.</summary>
    public bool? Suppressed { get; init; }

    public string? AuditId { get; init; }

    public string? DeliveryId { get; init; }

    public string? RetryPlanId { get; init; }

    public string? HealthId { get; init; }

    public string? Cadence { get; init; }

    /// <summary>Audit packages that the entry is about where it is about several; empty else. See <see cref="AuditsNamed"/>.</summary>
    public IReadOnlyList<string> Audits { get; init; } = [];

    // What somebody said, or what came of it, in the words of the kind: found by one filter, counted by one rule.
    private static readonly string[] Answers = ["acknowledgement_state", "approval_state", "closure_state", "execution_status"];

    public static EvidenceFacets Of(EvidenceFacts? facts)
    {
        var summary = facts?.Summary ?? new Dictionary<string, object?>();
        return new EvidenceFacets
        {
            ResourceId = facts?.ResourceId,
            ScheduleId = summary.GetValueOrDefault("schedule_id") as string,
            Providers = [.. Texts("provider", "connector", "providers", "connector_providers", "selected_providers").Distinct()],
            Chains = RecordHistory.ChainsOf(facts?.Kind, summary.GetValueOrDefault("connector_delivery_source") as string),
            AcknowledgementState = Answers.Select(name => summary.GetValueOrDefault(name)).OfType<string>().FirstOrDefault(),
            DeliverySource = summary.GetValueOrDefault("connector_delivery_source") as string,
            DeliverySuccess = summary.GetValueOrDefault("delivery_success") as bool?,
            AlertLevel = summary.GetValueOrDefault("alert_level") as string,
            Suppressed = summary.GetValueOrDefault("suppressed") as bool?,
            AuditId = summary.GetValueOrDefault("audit_id") as string,
            DeliveryId = summary.GetValueOrDefault("delivery_id") as string,
            RetryPlanId = summary.GetValueOrDefault("retry_plan_id") as string,
            HealthId = summary.GetValueOrDefault("health_id") as string,
            Cadence = summary.GetValueOrDefault("cadence") as string,
            Audits = [.. Texts(AuditsNamed.Member).Distinct()],
        };

        IEnumerable<string> Texts(params string[] names) => names.SelectMany(name => summary.GetValueOrDefault(name) switch
        {
            string text => [text],
            IEnumerable<string> texts => texts,
            _ => Array.Empty<string>(),
        });
    }
}

/// <summary>A document whose coming about is evidence, and which says so in its own words.</summary>
public interface IEvidenced
{
    EvidenceFacts Evidence { get; }
}

/// <summary>What a document contributes to the evidence entry that proves it.</summary>
/// <param name="Kind">The <c>metadata_kind</c>, one of <c>WireNames</c>; null for what is no document: refusals and faults.</param>
/// <param name="ResourceType">What it is about, in the words of the product, e.g. <c>retry plan</c>; null where that is not known.</param>
/// <param name="ResourceId">The document's id in its wire form; null where there is none.</param>
/// <param name="Summary">
/// Fields by wire name. Values are strings, booleans, whole numbers, instants, lists of strings, or null. Names the history can
/// be searched by (<c>schedule_id</c>, <c>provider</c>, <c>audit_id</c>, …) are found here.
/// </param>
public sealed record EvidenceFacts(
    string? Kind, string? ResourceType, string? ResourceId, IReadOnlyDictionary<string, object?> Summary);
