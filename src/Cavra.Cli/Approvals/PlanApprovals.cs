using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Approvals;

/// <summary><c>cavra approvals plan</c>: asks for the approvals that open deliveries need to be sent again.</summary>
internal static class PlanApprovals
{
    public static Command Create(Terminal terminal)
    {
        var required = NumberOption.Whole(
            "--approvals-required", 1, 5, "Different people who have to approve, 1 to 5; not fewer than the policy says.");
        var expires = NumberOption.Whole(
            "--expires-after-minutes", 1, 43_200, "Minutes from the first approval in which it may be used, 1 to 43200; not more than the policy says.");

        return ServerVerb.Create(
            "plan", "Ask for the approvals that the open deliveries of the newest retry plan need. Sends nothing.", terminal,
            [required, expires],
            (parsed, server, cancellationToken) =>
            {
                var terms = Reply.Body(
                    ("approvals_required", parsed.GetValue(required)), ("expires_after_minutes", parsed.GetValue(expires)));
                var body = Reply.Body(("approval_policy", terms.Count == 0 ? null : terms));
                return server.PostAsync<Answer>(WirePaths.ApprovalPlan, body, answer => Show(terminal, answer.Plan), cancellationToken);
            });
    }

    private static void Show(Terminal terminal, Plan plan)
    {
        terminal.Say($"Approval plan {plan.ApprovalPlanId}: {plan.ApprovalRequiredCount} to approve, {plan.ApprovedCount} approved, "
            + $"{plan.WaitingCount} to be accepted first. Needed: {plan.ApprovalsRequired} "
            + $"{(plan.ApprovalsRequired == 1 ? "person" : "different people")}, to be used within {plan.ExpiresAfterMinutes} minutes.");
        terminal.Table(
            ["connector", "delivery", "destination", "state", "why"],
            plan.ApprovalDecisions.Select(decision => (object?[])
            [
                decision.Connector, decision.DeliveryId, decision.DestinationId, decision.State, $"{decision.ReasonCode}: {decision.Reason}",
            ]),
            "The newest retry plan has no open delivery that is retried or waits: there is nothing to approve.");
    }

    private sealed record Answer(Plan Plan);

    private sealed record Plan(
        string ApprovalPlanId, int ApprovalsRequired, int ExpiresAfterMinutes, int ApprovalRequiredCount, int ApprovedCount, int WaitingCount,
        IReadOnlyList<Decision> ApprovalDecisions);

    private sealed record Decision(
        string Connector, string DeliveryId, string DestinationId, string State, string Reason, string ReasonCode);
}
