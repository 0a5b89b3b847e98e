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
        narrator.Act(0, "The administrator gives the release manager a key of her own");
        var issued = await administrator.PostAsync(
            WirePaths.Keys, new() { ["name"] = "release-manager", ["roles"] = new System.Text.Json.Nodes.JsonArray("operator") }, cancellationToken);
        narrator.Answer($"key {issued.Text("key_id")}, shown this once (and not here)");

        using var manager = new Person(stage.Client(issued.Text("key")), narrator);
        var cast = new Cast(administrator, manager, stage.Receiver, stage.Clock, narrator);
        await NotifyAct.PlayAsync(cast, cancellationToken);
        var deliveries = await DeliverAct.PlayAsync(cast, cancellationToken);
        var planId = await PlanAct.PlayAsync(cast, deliveries.Count, cancellationToken);
        await AlertAct.PlayAsync(cast, cancellationToken);
        await DecideAct.PlayAsync(cast, planId, deliveries, cancellationToken);
        await LookBackAct.PlayAsync(cast, deliveries.Count, cancellationToken);
        if (stays)
        {
            await LeaveOpenAct.PlayAsync(cast, cancellationToken);
        }
    }
}

/// <summary>Who and what an act is played with.</summary>
internal sealed record Cast(Person Administrator, Person Manager, DemoReceiver Receiver, DemoClock Clock, Narrator Narrator)
{
    /// <summary>Lets time pass, and says so.</summary>
    public void MoveOn(int minutes)
    {
        Clock.MoveOn(TimeSpan.FromMinutes(minutes));
        Narrator.Tell($"({minutes} minutes pass: the demo moves its server's clock on.)");
    }

    /// <summary>Lets time pass until now, and says so.</summary>
    public void CatchUp() => Narrator.Tell($"({Clock.CatchUp().TotalMinutes:0} minutes pass: from here on the server's clock is yours.)");
}
