using System.Text.Json.Nodes;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Demo.Acts;

/// <summary>What could be done is planned, and a dry run says what a live run would do.</summary>
internal static class PlanAct
{
    /// <returns>The plan's id.</returns>
    public static async Task<string> PlayAsync(Cast cast, int open, CancellationToken cancellationToken)
    {
        var (manager, narrator) = (cast.Manager, cast.Narrator);
        narrator.Act(3, "A retry plan, and a dry run of the worker");
        var early = await manager.PostAsync(WirePaths.RetryPlan, [], cancellationToken);
        narrator.Check(early.Number("plan.waiting_count") == open, "Right after a failure every decision is to wait.");

        cast.MoveOn(20);
        var answer = await manager.PostAsync(WirePaths.RetryPlan, [], cancellationToken);
        var plan = answer.At("plan");
        narrator.Answer($"{plan.Text("retry_plan_id")}: {plan.Text("alert_level")}, {plan.Text("retry_decisions.0.action")} because {plan.Text("retry_decisions.0.reason_code")}");
        narrator.Check(plan.Number("retryable_count") == open, "Once the wait is over every decision is to retry.");

        var sent = cast.Receiver.Refused;
        var run = await manager.PostAsync(WirePaths.WorkerRun, new JsonObject { ["max_retry_deliveries"] = open }, cancellationToken);
        narrator.Answer($"{run.Text("run.run_id")}: {run.Text("run.state")}, dry run {run.Text("run.dry_run")}, {run.Text("run.summary.selected_retry_count")} selected");
        narrator.Check(
            run.Flag("run.dry_run") && run.Number("run.summary.selected_retry_count") == open && cast.Receiver.Refused == sent,
            "The dry run says what it would retry, and sends nothing.");
        return plan.Text("retry_plan_id");
    }
}
