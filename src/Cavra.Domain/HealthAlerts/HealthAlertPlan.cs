using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Domain.HealthAlerts;

/// <summary>Why a health alert plan selects what it selects.</summary>
public enum HealthAlertReason
{
    /// <summary>It goes to the connectors selected.</summary>
    Routed,

    /// <summary>There is nothing to alert about.</summary>
    Healthy,

    /// <summary>Every connector already took the same health.</summary>
    Suppressed,
}

/// <summary>A connector that is left out because it already took the same health.</summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="Provider">Its vendor.</param>
/// <param name="Reason">Reason code.</param>
/// <param name="Until">From this instant on it is left out no longer.</param>
public sealed record SuppressedConnector(string Connector, string Provider, string Reason, DateTimeOffset Until);

/// <summary>The decision whom a state of worker health is sent to.</summary>
public sealed class HealthAlertPlan : IEvidenced
{
    /// <summary>Reason code of every suppression.</summary>
    public const string AlreadyAlerted = "already_alerted";

    private HealthAlertPlan()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required HealthAlertPlanId Id { get; init; }

    public required HealthId HealthId { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required string GeneratedBy { get; init; }

    public required string? OnBehalfOf { get; init; }

    public required AlertLevel AlertLevel { get; init; }

    /// <summary>What was asked for, as <see cref="ConnectorChoice"/> writes it.</summary>
    public required string RequestedProvider { get; init; }

    /// <summary>Whether it was asked for with force: nobody is left out then.</summary>
    public required bool Force { get; init; }

    /// <summary>The retry plan whose review was escalated and so brought this about; null for every other.</summary>
    public RetryPlanId? Escalates { get; init; }

    /// <summary>How long an alert that was taken keeps the same one away, in minutes.</summary>
    public required int SuppressionWindowMinutes { get; init; }

    /// <summary>Names of the connectors that were asked for and can take alerts, whether it goes to them or not.</summary>
    public required IReadOnlyList<string> EligibleProviders { get; init; }

    /// <summary>Names of the connectors it goes to, in the connector file's order.</summary>
    public required IReadOnlyList<string> SelectedProviders { get; init; }

    public required IReadOnlyList<SuppressedConnector> SuppressedProviders { get; init; }

    /// <summary>The findings it tells, the worst first.</summary>
    public required IReadOnlyList<HealthAlertLine> Alerts { get; init; }

    public required HealthAlertReason ReasonCode { get; init; }

    /// <summary>The episode it belongs to; null while there is none.</summary>
    public required HealthEpisodeId? EpisodeId { get; init; }

    public int AlertCount => Alerts.Count;

    /// <summary>Whoever takes it must answer: those it goes to.</summary>
    public IReadOnlyList<string> AcknowledgementRequiredProviders => SelectedProviders;

    /// <summary>One sentence for a person.</summary>
    public string Summary => ReasonCode switch
    {
        HealthAlertReason.Healthy => "Worker health is healthy; there is nothing to alert to.",
        HealthAlertReason.Suppressed => "Every connector that was asked for took this health within the suppression window.",
        _ when SuppressedProviders.Count == 0 => $"{Told}.",
        _ => $"{Told}; {SuppressedProviders.Count} took this health already.",
    };

    private string Told => $"{Counted(AlertCount, "finding")} for {Counted(SelectedProviders.Count, "connector")}";

    public EvidenceFacts Evidence => new(
        WireNames.HealthAlertPlanKind, "worker-health alert plan", Ids.Format(Id), new Dictionary<string, object?>
        {
            ["plan_id"] = Ids.Format(Id),
            ["health_id"] = Ids.Format(HealthId),
            ["alert_level"] = WireName.Of(AlertLevel),
            ["reason_code"] = WireName.Of(ReasonCode),
            ["providers"] = SelectedProviders,
            ["selected_providers"] = SelectedProviders,
            ["suppressed_providers"] = SuppressedProviders.Select(suppressed => suppressed.Connector).ToArray(),
            ["suppressed"] = SuppressedProviders.Count > 0,
            ["suppressed_provider_count"] = SuppressedProviders.Count,
            ["alert_count"] = AlertCount,
            ["dedup"] = EpisodeId?.ToString(),
            ["retry_plan_id"] = Escalates?.ToString(),
            ["on_behalf_of"] = OnBehalfOf,
        });

    /// <summary>Decides whom the health goes to.</summary>
    /// <param name="workspace">Whose health it is.</param>
    /// <param name="health">The health to route.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="connectors">Every configured connector.</param>
    /// <param name="earlier">At least the alerts of this health sent within the suppression window.</param>
    /// <param name="episode">The episode that is open; null when the health is healthy and none is.</param>
    /// <param name="now">The moment of deciding.</param>
    public static Result<HealthAlertPlan> Decide(
        WorkspaceId workspace,
        WorkerHealthReport health,
        HealthAlertRequest request,
        IReadOnlyList<Connector> connectors,
        IEnumerable<EarlierAlert> earlier,
        HealthEpisodeId? episode,
        DateTimeOffset now)
    {
        var asked = request.Connectors;
        var chosen = Selected(connectors, asked);
        if (!health.IsHealthy && chosen.Length == 0)
        {
            return ConnectorRefusals.NoneConfigured;
        }

        var suppressed = health.IsHealthy || request.Force ? [] : Suppress(chosen, health.HealthId, request, earlier, now);
        var selected = health.IsHealthy
            ? []
            : chosen.Select(connector => connector.Name).Except(suppressed.Select(one => one.Connector)).ToArray();
        return new HealthAlertPlan
        {
            WorkspaceId = workspace,
            Id = Ids.New<HealthAlertPlanId>(now),
            HealthId = health.HealthId,
            GeneratedAt = now,
            GeneratedBy = request.By,
            OnBehalfOf = request.OnBehalfOf,
            AlertLevel = health.AlertLevel,
            RequestedProvider = asked.ToString(),
            Force = request.Force,
            SuppressionWindowMinutes = request.SuppressionWindowMinutes,
            EligibleProviders = [.. chosen.Select(connector => connector.Name)],
            SelectedProviders = selected,
            SuppressedProviders = suppressed,
            Alerts = [.. health.Alerts.Take(request.MaxAlerts)],
            ReasonCode = Reason(health, selected),
            EpisodeId = episode,
            Escalates = request.Escalates,
        };
    }

    /// <summary>"All" are those that are marked for alerts and switched on; a connector asked for by name need not be.</summary>
    public static Connector[] Selected(IReadOnlyList<Connector> connectors, ConnectorChoice asked) =>
        [.. connectors.Where(connector => asked.IsAll ? connector is { Alerts: true, Enabled: true } : asked.Includes(connector.Name))];

    private static SuppressedConnector[] Suppress(
        Connector[] chosen,
        HealthId health,
        HealthAlertRequest request,
        IEnumerable<EarlierAlert> earlier,
        DateTimeOffset now)
    {
        var window = TimeSpan.FromMinutes(request.SuppressionWindowMinutes);
        var until = earlier.Where(alert => alert.Delivered && alert.HealthId == health)
            .GroupBy(alert => alert.Connector, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Max(alert => alert.SentAt) + window);
        return [.. chosen.Where(connector => until.TryGetValue(connector.Name, out var end) && now < end)
            .Select(connector => new SuppressedConnector(connector.Name, connector.Provider, AlreadyAlerted, until[connector.Name]))];
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static HealthAlertReason Reason(WorkerHealthReport health, string[] selected)
    {
        if (health.IsHealthy)
        {
            return HealthAlertReason.Healthy;
        }

        return selected.Length > 0 ? HealthAlertReason.Routed : HealthAlertReason.Suppressed;
    }
}

/// <summary>Names one decision about whom a state of worker health is sent to.</summary>
public readonly record struct HealthAlertPlanId(Guid Value) : IId<HealthAlertPlanId>
{
    public static string Prefix => "gordackhealthalert";

    public static HealthAlertPlanId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
