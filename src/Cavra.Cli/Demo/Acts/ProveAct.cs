using System.Text.Json.Nodes;
using Cavra.Cli.Serving;
using Cavra.Domain.Evidence.Log;
using Cavra.Verification;

namespace Cavra.Cli.Demo.Acts;

/// <summary>The loop is closed with every gate passed, and the evidence of it is verified with nothing but the keys one trusts.</summary>
internal static class ProveAct
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    public static async Task PlayAsync(Cast cast, DemoStage stage, SentRetry sent, CancellationToken cancellationToken)
    {
        var (manager, narrator) = (cast.Manager, cast.Narrator);
        narrator.Act(10, "The loop is closed, and the evidence is verified offline");
        var loop = await manager.GetAsync(WirePaths.Under(WirePaths.Loops, sent.DestinationId), cancellationToken);
        var gates = loop.List("gates");
        narrator.Table(
            ["gate", "passed", "at", "by", "evidence"],
            gates.Select(gate => (object?[])
                [gate.Text("gate"), gate.Flag("passed"), gate["passed_at"]?.ToString(), gate["actor"]?.ToString(), gate["evidence_id"]?.ToString()]));
        narrator.Check(
            !loop.Flag("open") && gates.All(gate => gate.Flag("passed")), $"The loop is closed, with all of its {gates.Count} gates passed.");

        await stage.SignLogAsync(cancellationToken);
        var keys = await manager.GetAsync(WirePaths.LogKeys, cancellationToken);
        var file = Path.Combine(stage.Directory, "evidence.zip");
        var export = manager.DownloadAsync(WirePaths.Exports, new JsonObject { ["delivery_id"] = sent.DeliveryId }, file, cancellationToken);
        // The archive holds the entry that records it: it comes once the log has taken that in.
        while (!export.IsCompleted)
        {
            await stage.SignLogAsync(cancellationToken);
            await Task.WhenAny(export, Task.Delay(LookAgain, cancellationToken));
        }

        await export;
        narrator.Tell("cavra evidence verify evidence.zip --key " + keys.Text("items.0.verifier_key"));
        var verdict = await VerifyAsync(file, keys, cancellationToken);
        narrator.Answer(verdict.Says);
        narrator.Check(
            verdict.IsSound && verdict.Checked > 0,
            $"{verdict.Checked} entries are as they were signed, those about the delivery among them. No server was asked.");
    }

    private static async Task<VerificationResult> VerifyAsync(string file, JsonNode keys, CancellationToken cancellationToken)
    {
        var trusted = new List<VerifierKey>();
        foreach (var item in keys.List("items"))
        {
            if (VerifierKey.TryParse(item.Text("verifier_key"), out var key))
            {
                trusted.Add(key);
            }
        }

        using var export = ZipSource.Open(file);
        return await new LogVerifier(export, trusted).VerifyAsync(cancellationToken);
    }
}
