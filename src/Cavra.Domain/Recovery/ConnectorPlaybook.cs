using Cavra.Domain.AuditDeliveries;

namespace Cavra.Domain.Recovery;

/// <summary>What sort of receiver a connector reaches.</summary>
public enum ConnectorCategory
{
    /// <summary>Collects security events.</summary>
    Siem,

    /// <summary>Keeps tickets.</summary>
    Itsm,

    /// <summary>Reaches people in chat rooms or by pager.</summary>
    Chatops,

    /// <summary>Any other receiver of events.</summary>
    Webhook,
}

/// <summary>How one connector is brought back.</summary>
/// <param name="Provider">Vendor of the connector.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Category">What sort of receiver its vendor is.</param>
/// <param name="FailureCount">Its open failures of the look-back.</param>
/// <param name="LatestFailureAt">When the newest of them failed.</param>
/// <param name="StatusCodes">HTTP statuses seen, each once; 0 where the receiver was not reached.</param>
/// <param name="FailureClasses">Failure classes seen, each once.</param>
/// <param name="RecoverySteps">What to do, in this order.</param>
public sealed record ConnectorPlaybook(
    string Provider, string Connector, ConnectorCategory Category, int FailureCount, DateTimeOffset LatestFailureAt,
    IReadOnlyList<int> StatusCodes, IReadOnlyList<FailureClass> FailureClasses, IReadOnlyList<RecoveryStep> RecoverySteps)
{
    private static readonly Dictionary<string, ConnectorCategory> Vendors = new(StringComparer.Ordinal)
    {
        ["splunk"] = ConnectorCategory.Siem,
        ["sentinel"] = ConnectorCategory.Siem,
        ["elastic"] = ConnectorCategory.Siem,
        ["datadog"] = ConnectorCategory.Siem,
        ["siem"] = ConnectorCategory.Siem,
        ["jira"] = ConnectorCategory.Itsm,
        ["servicenow"] = ConnectorCategory.Itsm,
        ["itsm"] = ConnectorCategory.Itsm,
        ["slack"] = ConnectorCategory.Chatops,
        ["teams"] = ConnectorCategory.Chatops,
        ["pagerduty"] = ConnectorCategory.Chatops,
        ["chatops"] = ConnectorCategory.Chatops,
    };

    /// <summary>What sort of receiver a vendor is; a vendor that is not known is a plain receiver of events.</summary>
    public static ConnectorCategory CategoryOf(string provider) => Vendors.GetValueOrDefault(provider, ConnectorCategory.Webhook);

    /// <param name="failures">The open failures of one connector, at least one.</param>
    /// <param name="isPaused">Whether a person paused the connector.</param>
    public static ConnectorPlaybook Of(IReadOnlyList<OpenFailure> failures, bool isPaused)
    {
        var newest = failures.MaxBy(failure => failure.FailedAt)!;
        FailureClass[] classes = [.. failures.Select(failure => failure.FailureClass).Distinct().Order()];
        return new ConnectorPlaybook(
            newest.Provider, newest.Connector, CategoryOf(newest.Provider), failures.Count, newest.FailedAt,
            [.. failures.SelectMany(failure => failure.StatusCodes).Distinct().Order()], classes,
            RecoveryStep.For(newest.Connector, classes, isPaused));
    }
}
