using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Approvals;

public static class ApprovalRefusals
{
    private const string AskAnew = "Plan the approval again, and decide about that plan.";

    public static readonly Refusal PlanNotFound =
        new(RefusalKind.NotFound, "approval_plan.not_found", "There is no such approval plan.");

    public static readonly Refusal NotAsked = Refused(
        "approval.not_asked", "The plan asks for no approval of that provider, delivery and package. " + AskAnew);

    public static readonly Refusal NotApprovable = Refused(
        "approval.not_approvable", "The destination can't be approved: it was delivered, closed or is being sent. Plan retries to see what is open.");

    public static readonly Refusal NotAccepted = Refused(
        "approval.not_accepted", "The retry is not accepted. Accept it with a retry acknowledgement, then plan the approval again.");

    public static readonly Refusal Expired = Refused("approval.expired", "It was not used in time. " + AskAnew);

    public static readonly Refusal Spent = Refused("approval.spent", "It was used for a retry already. " + AskAnew);

    public static readonly Refusal Ended = Refused("approval.ended", "It was denied or withdrawn. " + AskAnew);

    public static readonly Refusal OwnAcceptance = Refused(
        "approval.own_acceptance", "Who accepted the retry may not approve it, with whichever key: somebody else has to.");

    public static readonly Refusal SamePerson = Refused(
        "approval.same_person", "The same person has approved it already: each approval is to be somebody else's.");

    public static readonly Refusal AlreadyApproved = Refused(
        "approval.already_approved", "Everybody that is needed has approved it. An executor, or the worker, can send it.");

    /// <summary>What was asked for has changed since.</summary>
    /// <param name="changes">What has; empty where that was noticed before and is not known any more.</param>
    public static Refusal StaleBy(IReadOnlyList<BindingChange> changes)
    {
        var which = changes.Count > 0 ? $": {string.Join(", ", changes.Select(Words))}" : "";
        return Refused("approval.stale", $"What was asked for has changed since{which}. {AskAnew}");
    }

    /// <summary>The same refusal, saying which destination it is about.</summary>
    internal static Refusal About(this Refusal refusal, Approval approval) =>
        refusal with { Message = $"{refusal.Message} It is {approval.DestinationId} of {approval.DeliveryId}." };

    private static string Words(BindingChange change) => change switch
    {
        BindingChange.Package => "the audit package",
        BindingChange.Connector => "the connector's configuration",
        BindingChange.FailedAttempts => "it has failed again",
        BindingChange.Policy => "the workspace's policy",
        BindingChange.Acceptance => "the retry is no longer accepted",
        _ => "the destination is no longer open",
    };

    private static Refusal Refused(string code, string message) => new(RefusalKind.Conflict, code, message);
}
