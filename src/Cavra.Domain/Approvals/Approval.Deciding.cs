using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Policies;

namespace Cavra.Domain.Approvals;

public sealed partial class Approval
{
    /// <summary>Why somebody can't decide so now; null when they can. Lets several be checked before any is changed.</summary>
    /// <param name="answer">What they decide.</param>
    /// <param name="by">Who they are.</param>
    /// <param name="setting">The destination, its connector and the policy as they are.</param>
    /// <param name="now">The moment.</param>
    public Refusal? WhyNot(ApprovalAnswer answer, Actor by, ApprovalSetting setting, DateTimeOffset now)
    {
        var standing = Standing(setting, now);
        return (standing.State, answer) switch
        {
            // What is over by itself can still be ended by a person, so that it is over whatever is changed back.
            (ApprovalState.Expired or ApprovalState.Stale, not ApprovalAnswer.Approved) when EndedAt is null => null,
            (ApprovalState.Spent, _) => ApprovalRefusals.Spent.About(this),
            (ApprovalState.Expired, _) => ApprovalRefusals.Expired.About(this),
            (ApprovalState.Denied or ApprovalState.Withdrawn, _) => ApprovalRefusals.Ended.About(this),
            (ApprovalState.Stale, _) when !setting.IsOpen => ApprovalRefusals.NotApprovable.About(this),
            (ApprovalState.Stale, _) => ApprovalRefusals.StaleBy(standing.Changes).About(this),
            (_, not ApprovalAnswer.Approved) => null,
            _ when setting.Policy.FourEyes is FourEyes.Required && setting.IsAcceptedBy(by) =>
                ApprovalRefusals.OwnAcceptance.About(this),
            _ when IsBy(by) => ApprovalRefusals.SamePerson.About(this),
            (ApprovalState.Approved, _) => ApprovalRefusals.AlreadyApproved.About(this),
            _ => null,
        };
    }

    /// <summary>Whether everybody that is needed has approved it, or this person has.</summary>
    internal bool IsGiven(ApprovalSetting setting, Actor by, DateTimeOffset now) =>
        Standing(setting, now) is { IsOpen: true } standing && (standing.State is ApprovalState.Approved || IsBy(by));

    /// <summary>Takes a decision that nothing stands against.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="setting">The destination, its connector and the policy as they are.</param>
    /// <param name="evidence">What proves the decision.</param>
    /// <returns>Whether it may be used from now on.</returns>
    public bool Take(ApprovalDecision decision, ApprovalSetting setting, EvidenceId evidence)
    {
        if (WhyNot(decision.State, decision.DecidedBy, setting, decision.DecidedAt) is { } refusal)
        {
            throw new InvalidOperationException($"Taken unchecked: {refusal.Code}.");
        }

        KeepAcceptance(setting);
        if (decision.State is ApprovalAnswer.Approved)
        {
            var isOwn = setting.IsAcceptedBy(decision.DecidedBy);
            Grants = [.. Grants, new ApprovalGrant(decision.Id, decision.DecidedBy, decision.DecidedAt, evidence.ToString(), isOwn)];
            ExpiresAt ??= decision.DecidedAt.AddMinutes(ExpiresAfterMinutes);
            State = Grants.Count >= ApprovalsRequired ? ApprovalState.Approved : ApprovalState.Requested;
            return State is ApprovalState.Approved;
        }

        var end = (State, decision.State) switch
        {
            (ApprovalState.Approved, _) or (_, ApprovalAnswer.Deferred) => ApprovalState.Withdrawn,
            (_, ApprovalAnswer.Denied) => ApprovalState.Denied,
            _ => ApprovalState.Expired,
        };
        End(end, decision.DecidedBy, decision.DecidedAt);
        return false;
    }
}
