using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Ports;

/// <summary>What the evidence of the caller's workspace adds up to, counted as it was written; reading it scans no history.</summary>
public interface IEvidenceCounts
{
    Task<EvidenceCounts> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>All numbers of a workspace at one moment. What never happened counts 0.</summary>
/// <param name="numbers">By the names that the database counts under.</param>
public sealed class EvidenceCounts(IReadOnlyDictionary<string, long> numbers)
{
    /// <summary>Entries of a kind, one of <see cref="WireNames"/>.</summary>
    public long Entries(string kind) => Of($"entries:{kind}");

    /// <summary>Acknowledgements of a kind that say <paramref name="state"/>, in its wire name.</summary>
    public long Acknowledgements(string kind, string state) => Of($"acknowledgements:{kind}:{state}");

    /// <summary>Rounds of attempts for one purpose that every connector of theirs took, or that one did not.</summary>
    public long Deliveries(DeliverySource source, bool success) =>
        Of($"deliveries:{WireNames.Of(source)}:{(success ? "true" : "false")}");

    /// <summary>Rounds of attempts for one purpose.</summary>
    public long Deliveries(DeliverySource source) => Deliveries(source, success: true) + Deliveries(source, success: false);

    /// <summary>The connectors that anything was ever sent through for one purpose, or held for, by name.</summary>
    public IReadOnlyList<string> Connectors(DeliverySource source)
    {
        var prefix = $"delivered_by:{WireNames.Of(source)}:";

        return
        [
            .. numbers.Keys.Where(metric => metric.StartsWith(prefix, StringComparison.Ordinal))
                .Select(metric => metric[prefix.Length..]).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Entries that say that a worker run reached a state, in its wire name.</summary>
    public long Runs(string state, bool dryRun) => Of($"runs:{state}:{(dryRun ? "dry" : "live")}");

    /// <summary>Entries of worker runs that have ended, dry or live.</summary>
    public long EndedRuns(bool dryRun) => numbers
        .Where(number => number.Key.StartsWith("runs:", StringComparison.Ordinal)
            && number.Key.EndsWith(dryRun ? ":dry" : ":live", StringComparison.Ordinal)
            && !number.Key.StartsWith("runs:running:", StringComparison.Ordinal))
        .Sum(number => number.Value);

    /// <summary>Retryable decisions that ended runs have found, one run after the other.</summary>
    public long RetryableInRuns => Of("runs_retryable");

    /// <summary>Decisions that ended runs have selected, one run after the other.</summary>
    public long SelectedInRuns => Of("runs_selected");

    /// <summary>Connectors that health-alert plans have left out because they knew already, one plan after the other.</summary>
    public long SuppressedAlerts => Of("suppressed_alerts");

    private long Of(string metric) => numbers.GetValueOrDefault(metric);
}
