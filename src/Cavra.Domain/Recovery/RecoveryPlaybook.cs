using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Recovery;

/// <summary>How the connectors that fail now are brought back, one by one; never changed.</summary>
public sealed class RecoveryPlaybook : IEvidenced
{
    public const int MostFailures = 1_000;

    /// <summary>The longest look-back, in hours.</summary>
    public const int MostHours = 720;

    private RecoveryPlaybook()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required RecoveryPlaybookId Id { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>Who asked, as documents show it.</summary>
    public required string GeneratedBy { get; init; }

    public string? OnBehalfOf { get; init; }

    /// <summary>Open failures from which on a connector is covered, 1 to <see cref="MostFailures"/>.</summary>
    public required int MinFailureCount { get; init; }

    /// <summary>Hours within which they must have failed last, 1 to <see cref="MostHours"/>, the first instant included.</summary>
    public required int LookbackHours { get; init; }

    /// <summary>The connectors covered, the one with the most failures first.</summary>
    public required IReadOnlyList<ConnectorPlaybook> Connectors { get; init; }

    /// <summary>Critical when it covers a connector, else healthy.</summary>
    public AlertLevel AlertLevel => Connectors.Count > 0 ? AlertLevel.Critical : AlertLevel.Healthy;

    public int FailureCount => Connectors.Sum(connector => connector.FailureCount);

    public EvidenceFacts Evidence => new(WireNames.RecoveryPlaybookKind, "recovery playbook", Id.ToString(), new Dictionary<string, object?>
    {
        ["playbook_id"] = Id.ToString(),
        ["alert_level"] = WireName.Of(AlertLevel),
        ["provider_count"] = Connectors.Count,
        ["failure_count"] = FailureCount,
        ["min_failure_count"] = MinFailureCount,
        ["lookback_hours"] = LookbackHours,
        ["providers"] = Connectors.Select(connector => connector.Connector).ToArray(),
        ["on_behalf_of"] = OnBehalfOf,
    });

    /// <param name="workspace">Whose failures these are.</param>
    /// <param name="failures">Every audit destination that is failed now.</param>
    /// <param name="paused">Names of the connectors that are paused.</param>
    /// <param name="terms">What is asked for.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">The instant decided for.</param>
    public static RecoveryPlaybook Over(
        WorkspaceId workspace, IEnumerable<OpenFailure> failures, IReadOnlySet<string> paused, PlaybookTerms terms, Actor by,
        DateTimeOffset now) => new()
        {
            WorkspaceId = workspace,
            Id = Ids.New<RecoveryPlaybookId>(now),
            GeneratedAt = now,
            GeneratedBy = by.Display,
            OnBehalfOf = terms.OnBehalfOf,
            MinFailureCount = terms.MinFailureCount,
            LookbackHours = terms.LookbackHours,
            Connectors =
            [
                .. failures.Where(failure => failure.FailedAt >= now.AddHours(-terms.LookbackHours))
                    .GroupBy(failure => failure.Connector, StringComparer.Ordinal)
                    .Where(group => group.Count() >= terms.MinFailureCount)
                    .Select(group => ConnectorPlaybook.Of([.. group], paused.Contains(group.Key)))
                    .OrderByDescending(connector => connector.FailureCount)
                    .ThenBy(connector => connector.Connector, StringComparer.Ordinal),
            ],
        };

    /// <summary>The connector of that name or, where none has it, the only one of that vendor.</summary>
    public Result<ConnectorPlaybook> Named(string name)
    {
        var own = Connectors.Where(connector => connector.Connector == name).ToList();
        var meant = own.Count > 0 ? own : [.. Connectors.Where(connector => connector.Provider == name)];
        return meant switch
        {
            [] => RecoveryRefusals.NotInPlaybook,
            [var only] => only,
            _ => Domain.Connectors.ConnectorRefusals.Ambiguous,
        };
    }
}

/// <summary>What a playbook is asked for.</summary>
/// <param name="MinFailureCount">Open failures from which on a connector is covered.</param>
/// <param name="LookbackHours">Hours within which they must have failed last.</param>
/// <param name="OnBehalfOf">Redacted name from the request's body; null when it gave none.</param>
public sealed record PlaybookTerms(int MinFailureCount, int LookbackHours, string? OnBehalfOf);

/// <summary>Names one recovery playbook.</summary>
public readonly record struct RecoveryPlaybookId(Guid Value) : IId<RecoveryPlaybookId>
{
    public static string Prefix => "gordackrecovery";

    public static RecoveryPlaybookId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
