using System.Text.Json.Nodes;
using Cavra.Cli.Demo.Acts;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Demo;

/// <summary>The loop, act by act, in the order in which people meet it.</summary>
internal sealed class DemoPlay(DemoStage stage, Narrator narrator, bool stays)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var administrator = new Person(
            stage.Client((await File.ReadAllTextAsync(stage.KeyFile, cancellationToken)).Trim()), narrator);
        narrator.Act(0, "The administrator gives three people keys of their own");
        using var manager = await HireAsync(administrator, Cast.ManagerName, ["operator", "approver"], cancellationToken);
        using var approver = await HireAsync(administrator, Cast.ApproverName, ["approver"], cancellationToken);
        using var executor = await HireAsync(administrator, Cast.ExecutorName, ["executor"], cancellationToken);
        var cast = new Cast(administrator, manager, approver, executor, stage.Receiver, stage.Clock, narrator);
        await NotifyAct.PlayAsync(cast, cancellationToken);
        var deliveries = await DeliverAct.PlayAsync(cast, cancellationToken);
        var planId = await PlanAct.PlayAsync(cast, deliveries.Count, cancellationToken);
        await AlertAct.PlayAsync(cast, cancellationToken);
        await DecideAct.PlayAsync(cast, planId, deliveries, cancellationToken);
        var playbookId = await RecoverAct.PlanAsync(cast, cancellationToken);
        await ApproveAct.PlayAsync(cast, cancellationToken);
        var sent = await ExecuteAct.PlayAsync(cast, cancellationToken);
        await RecoverAct.CloseAsync(cast, playbookId, sent.ExecutionId, cancellationToken);
        await ProveAct.PlayAsync(cast, stage, sent, cancellationToken);
        await LookBackAct.PlayAsync(cast, deliveries.Count, cancellationToken);
        if (stays)
        {
            await LeaveOpenAct.PlayAsync(cast, cancellationToken);
        }
    }

    private async Task<Person> HireAsync(Person administrator, string name, string[] roles, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["name"] = name, ["owner"] = name, ["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]) };
        var issued = await administrator.PostAsync(WirePaths.Keys, body, cancellationToken);
        narrator.Answer($"key {issued.Text("key_id")}, shown this once (and not here)");
        return new Person(stage.Client(issued.Text("key")), narrator);
    }
}

/// <summary>Who and what an act is played with.</summary>
internal sealed record Cast(
    Person Administrator, Person Manager, Person Approver, Person Executor, DemoReceiver Receiver, DemoClock Clock, Narrator Narrator)
{
    public const string ManagerName = "release-manager";
    public const string ApproverName = "duty-lead";
    public const string ExecutorName = "release-engineer";

    /// <summary>Lets time pass, and says so.</summary>
    public void MoveOn(int minutes)
    {
        Clock.MoveOn(TimeSpan.FromMinutes(minutes));
        Narrator.Tell($"({minutes} minutes pass: the demo moves its server's clock on.)");
    }

    /// <summary>Lets time pass until now, and says so.</summary>
    public void CatchUp() => Narrator.Tell($"({Clock.CatchUp().TotalMinutes:0} minutes pass: from here on the server's clock is yours.)");
}
