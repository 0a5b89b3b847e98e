using Cavra.Application.Messaging;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.RetryPlans;

namespace Cavra.Application.Policies;

/// <summary>What would be different if a policy were put in force now.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Version">The version in force, which putting the policy in force has to name.</param>
/// <param name="Changes">In what the policy differs from the one in force.</param>
/// <param name="Warnings">In which respects it is looser, a sentence each.</param>
/// <param name="ApprovalsMadeStaleCount">Approvals that count now and would no longer.</param>
/// <param name="Approvals">Those approvals, at most 100.</param>
/// <param name="RetryChangedCount">Open destinations that would be judged otherwise than they are now.</param>
/// <param name="Retries">Those destinations, at most 100, oldest failure first.</param>
/// <param name="FrozenConnectors">Connectors to which nothing would be sent again at this moment.</param>
public sealed record PolicyPreviewView(
    string SchemaVersion, string Product, int Version, IReadOnlyList<PolicyChangeView> Changes, IReadOnlyList<string> Warnings,
    int ApprovalsMadeStaleCount, IReadOnlyList<StaleApprovalView> Approvals, int RetryChangedCount,
    IReadOnlyList<ChangedRetryView> Retries, IReadOnlyList<string> FrozenConnectors) : IVersioned
{
    /// <summary>Approvals and destinations shown at most.</summary>
    internal const int Most = 100;

    string IVersioned.ETag => PolicyView.ETagOf(Version);
}

/// <summary>An approval that would no longer count.</summary>
/// <param name="ApprovalId">Id of the approval.</param>
/// <param name="DestinationId">Id of the destination it is for.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="State">How it stands now.</param>
/// <param name="Reason">Why it would not count.</param>
public sealed record StaleApprovalView(ApprovalId ApprovalId, DestinationId DestinationId, string Connector, ApprovalState State, string Reason)
{
    private const string OtherPolicy = "It is for the policy as it is now.";

    public static StaleApprovalView Of(Approval approval) =>
        new(approval.Id, approval.DestinationId, approval.Connector, approval.State, OtherPolicy);
}

/// <summary>A destination about which a plan would decide otherwise.</summary>
/// <param name="DestinationId">Id of the destination.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Before">What is decided now, by the newest plan's policy while that counts, else by the one in force.</param>
/// <param name="After">What a plan by the other policy would decide now.</param>
public sealed record ChangedRetryView(DestinationId DestinationId, string Connector, RetryOutlookView Before, RetryOutlookView After);

/// <summary>What a plan would decide about a destination.</summary>
/// <param name="Action">What is done with the destination: retry, wait or suppress.</param>
/// <param name="ReasonCode">Which rule decided that.</param>
/// <param name="NextRetryAt">The earliest next try; null where none is due.</param>
public sealed record RetryOutlookView(RetryAction Action, RetryReason ReasonCode, DateTimeOffset? NextRetryAt)
{
    public static RetryOutlookView Of(RetryVerdict verdict) => new(verdict.Action, verdict.Reason, verdict.NextRetryAt);
}
