using Cavra.Api.Tests.Access;
using Cavra.Infrastructure.Configuration;
using Cavra.Testing;

namespace Cavra.Api.Tests.Evidence.Witnesses;

/// <summary>What a file of witnesses may hold, and the loop that asks those it names.</summary>
public sealed class WitnessFileTests
{
    private const string Key = "PeterNeumann+18b9780b+BBpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private const string Good = $$"""{"url": "https://witness.example", "key": "{{Key}}"}""";

    [TestCase("https://witness.example", "ftp://witness.example", "witness 1: url must be an absolute http or https URL without a secret (line 1)")]
    [TestCase("https://witness.example", "https://witness.example/?a=1", "witness 1: url must not have a query (line 1)")]
    [TestCase("https://witness.example", "https://a:b@witness.example", "witness 1: url must be an absolute http or https URL without a secret (line 1)")]
    [TestCase(Key, "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "witness 1: key must be the verifier key of a witness", Description = "a log's key")]
    [TestCase(Key, "PeterNeumann", "witness 1: key must be the verifier key of a witness")]
    [TestCase("\"key\"", "\"colour\"", "witness 1: key must be given (line 1)")]
    [TestCase("{\"url\"", "{\"more\": 1, \"url\"", "witness 1: more is not a member that is known here (line 1)")]
    [TestCase("{\"url\"", "{\"ca_file\": \"not-there.pem\", \"url\"", "witness 1: ca_file names a file that can't be read")]
    [TestCase("{\"url\"", "{\"allow_networks\": [\"10.0.0.1/8\"], \"url\"", "witness 1: allow_networks must hold networks")]
    [TestCase(Good, "", "witnesses must be a list of 1 to 20 witnesses")]
    [TestCase(Good, "7", "witness 1 must be a mapping (line 1)")]
    [TestCase(Good, $"{Good}, {Good}", "2 witnesses have keys of the same name")]
    [TestCase(Good, Good + "]", "is not valid")]
    public async Task A_wrong_file_is_refused_at_the_start_with_member_and_line(string good, string bad, string problem)
    {
        var text = Good.Replace(good, bad, StringComparison.Ordinal);
        Assert.That(text, Is.Not.EqualTo(Good));
        using var file = new WitnessFileOf(text);

        Assert.That(await RefusalAsync(file.Settings), Does.Contain("CAVRA_WITNESSES names a file that can't be taken: witnesses.json").And.Contain(problem));
    }

    [Test]
    public async Task A_file_that_is_not_there_is_refused() =>
        Assert.That(await RefusalAsync(new() { ["CAVRA_WITNESSES"] = "/not/there.json" }), Does.Contain("CAVRA_WITNESSES names a file that can't be taken"));

    [Test]
    public async Task Good_witnesses_are_taken()
    {
        using var file = new WitnessFileOf(Good);

        Assert.That(await RefusalAsync(file.Settings), Is.EqualTo("it was taken"));
    }

    [Test]
    public async Task The_worker_has_every_log_cosigned_that_a_witness_knows_and_by_every_witness_that_is_there()
    {
        var clock = new WatchedClock(CavraApp.Start);
        await using var picky = await LocalWitness.StartAsync("picky.example", clock);
        await using var away = await LocalWitness.StartAsync("away.example", clock);
        using var file = new WitnessFileOf(picky.Named, away.Named);
        await away.Receiver.DisposeAsync();
        picky.Strangers.Add("/default");
        await using var app = await CavraApp.StartAsync(worker: true, settings: file.Settings, clock: clock);
        picky.LogKeys.AddRange((await app.Database.ColumnAsync("SELECT encode(public_key, 'base64') FROM log_keys")).Select(Convert.FromBase64String));
        using var other = await app.OpenWorkspaceAsync("other", RoleTable.Roles);
        await app.Database.WriteEntriesAsync(3);

        await Eventually.HoldsAsync("the other log is cosigned, and what failed is known", async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return string.Join(", ", await app.Database.ColumnAsync(
                """
                SELECT workspace.name || ' ' || witness.name || ' ' || coalesce(witness.last_error, 'well')
                FROM log_witnesses AS witness JOIN workspaces AS workspace ON workspace.id = witness.workspace_id ORDER BY 1
                """)) == "default away.example unreachable, default picky.example unknown_log, other away.example unreachable, other picky.example well";
        });

        Assert.That(await app.Database.ColumnAsync("SELECT DISTINCT name FROM log_cosignatures"), Is.EqualTo(new[] { "picky.example" }));
    }

    private static async Task<string> RefusalAsync(Dictionary<string, string?> settings)
    {
        try
        {
            await using var app = await CavraApp.StartAsync(settings: settings);
            return "it was taken";
        }
        catch (InvalidSettingsException refused)
        {
            return refused.Message;
        }
    }
}
