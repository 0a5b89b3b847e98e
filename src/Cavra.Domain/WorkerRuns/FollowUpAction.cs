using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;

namespace Cavra.Domain.WorkerRuns;

/// <summary>What somebody has to do after a run for a delivery to get on.</summary>
public enum FollowUp
{
    RetryDelivery,
    RequestApproval,
    RestoreConnector,
    ResumeConnector,
    ReviewDelivery,
}

/// <summary>Where the approval of a follow-up stands.</summary>
public enum FollowUpApproval
{
    DryRunNotRequired,
    Approved,
    ApprovalRequired,
}

/// <summary>One thing left to do after a worker run.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Connector">The connector of the destination.</param>
/// <param name="Provider">Its vendor.</param>
/// <param name="AuditId">The audit package.</param>
/// <param name="DeliveryId">The audit delivery.</param>
/// <param name="Reason">Why, as the live verdict has it.</param>
/// <param name="ApprovalState">Where its approval stands.</param>
public sealed record FollowUpAction(
    FollowUp Action, string Connector, string Provider, AuditPackageId AuditId, AuditDeliveryId DeliveryId, string Reason,
    FollowUpApproval ApprovalState)
{
    /// <summary>The follow-ups of what a run judged; what merely waits, or was not selected, has none.</summary>
    public static IReadOnlyList<FollowUpAction> Of(IEnumerable<JudgedRetry> judged, RunMode mode) =>
        [.. judged.SelectMany(retry => What(retry.LiveVerdict.Code).Select(action => new FollowUpAction(
            action,
            retry.Candidate.Connector,
            retry.Candidate.Provider,
            retry.Candidate.AuditId,
            retry.Candidate.DeliveryId,
            retry.LiveVerdict.Reason,
            ApprovalOf(retry.Candidate, mode))))];

    private static IEnumerable<FollowUp> What(VerdictCode code) => code switch
    {
        VerdictCode.WouldRetry => [FollowUp.RetryDelivery],
        VerdictCode.ApprovalRequired => [FollowUp.RequestApproval],
        VerdictCode.ConnectorNotConfigured or VerdictCode.CircuitOpen => [FollowUp.RestoreConnector],
        VerdictCode.ConnectorPaused => [FollowUp.ResumeConnector],
        VerdictCode.AuditPackageNotFound or VerdictCode.Suppressed => [FollowUp.ReviewDelivery],
        _ => [],
    };

    private static FollowUpApproval ApprovalOf(RetryCandidate candidate, RunMode mode) => (mode, candidate.Approval) switch
    {
        (RunMode.DryRun, _) => FollowUpApproval.DryRunNotRequired,
        (_, ApprovalValidity.Valid) => FollowUpApproval.Approved,
        _ => FollowUpApproval.ApprovalRequired,
    };
}
