using System.Text.Json.Nodes;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Demo.Acts;

/// <summary>An approval is asked for; whoever accepted the retry can't give it, somebody else does.</summary>
internal static class ApproveAct
{
    public static async Task PlayAsync(Cast cast, CancellationToken cancellationToken)
    {
        var narrator = cast.Narrator;
        narrator.Act(7, "The accepted retry needs the approval of a second person");
        var asked = await cast.Manager.PostAsync(WirePaths.ApprovalPlan, [], cancellationToken);
        var planId = asked.Text("plan.approval_plan_id");
        narrator.Answer($"{planId}: {asked.Text("plan.approval_required_count")} to approve, {asked.Text("plan.waiting_count")} to be accepted first");
        narrator.Check(asked.Number("plan.approval_required_count") == 1, "One approval is asked for: of the one retry that was accepted.");

        var own = await cast.Manager.RefusedAsync(WirePaths.ApprovalDecisions(planId), Approval(), cancellationToken);
        narrator.Check(own is "approval.own_acceptance", "Who accepted it may not approve it, though her key has the role.");

        var decided = await cast.Approver.PostAsync(WirePaths.ApprovalDecisions(planId), Approval(), cancellationToken);
        var approval = decided.At("decision.approvals.0");
        narrator.Answer($"{approval.Text("state")} until {approval.Text("expires_at")}");
        narrator.Check(
            approval.Text("state") is "approved" && decided.Text("actor.actor") is Cast.ApproverName,
            "Approved by a second person, for this destination as it is, once, and not for ever.");
    }

    private static JsonObject Approval() => new()
    {
        ["provider"] = DemoReceiver.Siem,
        ["approval_state"] = "approved",
        ["notes"] = "The SIEM's owner says that it is back.",
    };
}
