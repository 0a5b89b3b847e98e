using System.Text.Json.Nodes;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Demo.Acts;

/// <summary>The SIEM is brought back by a playbook, and that it is back is proved.</summary>
internal static class RecoverAct
{
    /// <returns>The playbook's id.</returns>
    public static async Task<string> PlanAsync(Cast cast, CancellationToken cancellationToken)
    {
        var narrator = cast.Narrator;
        narrator.Act(6, "A playbook says how to bring the SIEM back");
        var answer = await cast.Manager.PostAsync(
            WirePaths.RecoveryPlaybook, new JsonObject { ["min_failure_count"] = 1 }, cancellationToken);
        var siem = answer.At("playbook.provider_playbooks.0");
        foreach (var step in siem.List("recovery_steps"))
        {
            narrator.Answer($"{step.Text("step_id")}: {step.Text("text")}");
        }

        narrator.Check(
            siem.Text("connector") is DemoReceiver.Siem && siem.List("recovery_steps").Count > 0,
            "Its steps follow from the failures that were seen, and the recovery is open from now on.");
        return answer.Text("playbook.playbook_id");
    }

    public static async Task CloseAsync(Cast cast, string playbookId, string executionId, CancellationToken cancellationToken)
    {
        var narrator = cast.Narrator;
        narrator.Act(9, "The recovery is closed, with the execution record as its proof");
        var unproven = await cast.Manager.RefusedAsync(WirePaths.RecoveryClosures(playbookId), Closure(playbookId), cancellationToken);
        narrator.Check(unproven.StartsWith("recovery.", StringComparison.Ordinal), "Something that proves nothing does not close it.");

        var closed = await cast.Manager.PostAsync(WirePaths.RecoveryClosures(playbookId), Closure(executionId), cancellationToken);
        narrator.Check(
            closed.Text("closure.closure_state") is "resolved" && closed.Text("actor.actor") is Cast.ManagerName,
            "The delivered retry proves that the SIEM is back: resolved, by name.");

        var report = await cast.Manager.GetAsync(WirePaths.RecoveryReport, cancellationToken);
        narrator.Check(
            report.Number("report.recovery_closed_count") == 1 && report.Number("report.execution_success_count") == 1,
            "The report counts one recovery closed in time, and one live retry delivered.");
    }

    private static JsonObject Closure(string proof) => new()
    {
        ["provider"] = DemoReceiver.Siem,
        ["closure_state"] = "resolved",
        ["verification_refs"] = new JsonArray(proof),
        ["external_ref"] = "INC-7",
    };
}
