using Cavra.Domain.Abstractions;

namespace Cavra.Domain.WorkerHealth;

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
