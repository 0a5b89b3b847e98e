using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.WorkerHealth;

/// <summary>What is wrong with single connectors: one finding each, naming it.</summary>
internal static class ConnectorFindings
{
    private sealed record Failure(string Connector, int Count, bool CircuitOpen, DateTimeOffset Since, bool IsUnusable = false, FailureShare? Share = null);

    public static IEnumerable<HealthFinding> Of(HealthSnapshot snapshot) =>
        snapshot.OpenDestinations
            .Where(open => open.Failed || open.CircuitOpen)
            .Select(open => new Failure(open.Connector, open.Failed ? 1 : 0, open.CircuitOpen, open.OpenSince))
            .Concat(snapshot.ConnectorTroubles
                .Where(trouble => trouble.FailedCount > 0 || trouble.CircuitOpen || trouble.IsUnusable || trouble.Share is not null)
                .Select(trouble => new Failure(
                    trouble.Connector, trouble.FailedCount, trouble.CircuitOpen, trouble.Since, trouble.IsUnusable, trouble.Share)))
            .GroupBy(failure => failure.Connector, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Finding(group.Key, [.. group]));

    private static HealthFinding Finding(string connector, IReadOnlyList<Failure> failures)
    {
        var circuitOpen = failures.Any(failure => failure.CircuitOpen);
        var (count, isUnusable) = (failures.Sum(failure => failure.Count), failures.Any(failure => failure.IsUnusable));
        var share = failures.Select(failure => failure.Share).MaxBy(share => share?.Percent);
        return new HealthFinding
        {
            Category = HealthCategory.ConnectorFailure,
            Severity = circuitOpen || share is { IsLimit: true } ? AlertLevel.Critical : AlertLevel.Warning,
            Count = Math.Max(1, count),
            Since = failures.Min(failure => failure.Since),
            Message = With(share, isUnusable ? Unusable(connector, count) : Message(connector, count, circuitOpen)),
            Connectors = [connector],
            Recommendation = isUnusable ? HealthOperations.MendConnector(connector) : HealthOperations.TestConnector(
                HealthCategory.ConnectorFailure,
                $"Test the connector {connector}; restore its endpoint, credentials or network path.",
                connector),
        };
    }

    /// <summary>What is wrong with the file beside the connectors it holds.</summary>
    public static HealthFinding? OfFile(HealthSnapshot snapshot) => snapshot.ConnectorFileTrouble is not { } trouble
        ? null
        : new HealthFinding
        {
            Category = HealthCategory.ConnectorFailure,
            Severity = AlertLevel.Warning,
            Count = trouble.Count,
            Since = trouble.Since,
            Message = "The connector file holds a fault that is no single connector's, or can't be read at all.",
            Recommendation = HealthOperations.MendConnectorFile,
        };

    private static string Unusable(string connector, int count) => count switch
    {
        0 => $"Connector {connector} is described wrongly in the connector file and can't be used.",
        1 => $"Connector {connector} is described wrongly in the connector file and can't be used; it has 1 open failure.",
        _ => $"Connector {connector} is described wrongly in the connector file and can't be used; it has {count} open failures.",
    };

    private static string With(FailureShare? share, string sentence) => share switch
    {
        null => sentence,
        { Failures: 1 } => $"{sentence[..^1]}; it has reached {share.Percent} % of its failure limit of {share.Limit}: 1 failure.",
        _ => $"{sentence[..^1]}; it has reached {share.Percent} % of its failure limit of {share.Limit}: {share.Failures} failures in a row.",
    };

    private static string Message(string connector, int count, bool circuitOpen) => (count, circuitOpen) switch
    {
        (0, false) => $"Connector {connector} is failing.",
        (0, true) => $"The circuit of connector {connector} is open.",
        (1, false) => $"Connector {connector} has 1 open failure.",
        (1, true) => $"Connector {connector} has 1 open failure, and its circuit is open.",
        (_, false) => $"Connector {connector} has {count} open failures.",
        (_, true) => $"Connector {connector} has {count} open failures, and its circuit is open.",
    };
}

/// <summary>Which health alerts somebody should have answered by now.</summary>
internal static class AlertFindings
{
    /// <summary>How many connectors a message names; the others are counted.</summary>
    private const int Named = 5;

    public static HealthFinding? Unacknowledged(HealthSnapshot snapshot, DateTimeOffset now)
    {
        var late = snapshot.UnsettledAlerts.Where(alert => now > Deadline(alert)).OrderBy(Deadline).ToArray();
        if (late.Length == 0)
        {
            return null;
        }

        string[] connectors = [.. late.Select(alert => alert.Connector).Distinct().Order(StringComparer.Ordinal)];
        return new HealthFinding
        {
            Category = HealthCategory.UnacknowledgedAlert,
            Severity = AlertLevel.Warning,
            Count = late.Length,
            Since = Deadline(late[0]),
            Message = late.Length == 1
                ? $"1 worker-health alert has not been settled in time: {List(connectors)}."
                : $"{late.Length} worker-health alerts have not been settled in time: {List(connectors)}.",
            Connectors = connectors,
            Recommendation = HealthOperations.AcknowledgeAlert(
                HealthCategory.UnacknowledgedAlert, "Acknowledge, resolve or escalate the alert.", late[0].HealthId,
                connectors is [var only] ? only : null),
        };
    }

    private static DateTimeOffset Deadline(UnsettledAlert alert) =>
        alert.UnacknowledgedSince + TimeSpan.FromMinutes(alert.AcknowledgementMinutes);

    private static string List(string[] names) =>
        names.Length <= Named
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(Named))} and {names.Length - Named} more";
}

/// <summary>Whether evidence can be proved.</summary>
internal static class EvidenceFindings
{
    /// <summary>How long an entry may wait for the log, this much included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static HealthFinding? Unsigned(HealthSnapshot snapshot, DateTimeOffset now) => snapshot.EvidenceStop switch
    {
        null when snapshot.UnsignedSince is { } since && now - since > Patience => Finding(
            since,
            "Evidence is written but not signed: entries have been waiting for the log for more than a minute.",
            "Start a worker (CAVRA_ROLES: worker or both) that has the log's signing key; see its log where one runs."),
        null => null,
        { Reason: LogStop.Damaged } stop => Finding(
            stop.Since, $"Nothing is signed: the stored log is not what was signed last{From(stop)}, so that something has changed it.",
            "Run cavra evidence fsck to see what was changed, and put the database back to where it was sound.", HealthCategory.EvidenceInconsistent),
        { Reason: LogStop.Forgotten } stop => Finding(
            stop.Since, $"Nothing is signed: the stored log is not the one that a worker remembers having signed{From(stop)}. Was an older copy of the database put in place?",
            "Put the newest database back, or, where the copy is to be gone on from, see \"After a restore\" of the operations page.",
            HealthCategory.EvidenceInconsistent),
        { Reason: LogStop.NoMemory } stop => Finding(
            stop.Since, "Evidence is written but not signed: what a worker remembers of the log can't be read or written.",
            "Let the workers read and write the directory that CAVRA_LOG_MEMORY names; its files are plain text, and the log says which."),
        var stop => Finding(
            stop.Since, "Evidence is written but not signed: a signing key of the log is missing or unreadable.",
            "Give the workers the file of the log's signing key, or sign with a new key: cavra evidence keys rotate."),
    };

    private static string From(EvidenceStop stop) => stop.Index is { } index ? $", from index {index} on" : "";

    private static HealthFinding Finding(
        DateTimeOffset since, string message, string advice, HealthCategory category = HealthCategory.EvidenceUnsigned) => new()
        {
            Category = category,
            Severity = AlertLevel.Critical,
            Count = 1,
            Since = since,
            Message = message,
            Recommendation = HealthOperations.ListLogKeys(category, advice),
        };
}
