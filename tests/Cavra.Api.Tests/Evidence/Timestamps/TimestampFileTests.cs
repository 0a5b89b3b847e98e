using Cavra.Infrastructure.Configuration;
using Cavra.Testing;

namespace Cavra.Api.Tests.Evidence.Timestamps;

/// <summary>What a file of time-stamps may hold, and the loop that asks the authority it names.</summary>
public sealed class TimestampFileTests
{
    private const string Good = """{"url": "https://tsa.example/tsr", "roots_file": "roots.pem"}""";

    [TestCase("https://tsa.example/tsr", "ftp://tsa.example", "url must be an absolute http or https URL without a secret (line 1)")]
    [TestCase("https://tsa.example/tsr", "https://a:b@tsa.example", "url must be an absolute http or https URL without a secret (line 1)")]
    [TestCase(""", "roots_file": "roots.pem"}""", "}", "roots_file must be given (line 1)")]
    [TestCase("roots.pem", "not-there.pem", "roots_file names a file that can't be read or holds no PEM of the kind (line 1)")]
    [TestCase("roots.pem", "timestamps.json", "roots_file names a file that can't be read or holds no PEM of the kind (line 1)", Description = "without a certificate")]
    [TestCase("{\"url\"", "{\"more\": 1, \"url\"", "more is not a member that is known here (line 1)")]
    [TestCase("{\"url\"", "{\"ca_file\": \"not-there.pem\", \"url\"", "ca_file names a file that can't be read")]
    [TestCase("{\"url\"", "{\"allow_networks\": [\"10.0.0.1/8\"], \"url\"", "allow_networks must hold networks")]
    [TestCase("}", "]", "is not valid")]
    public async Task A_wrong_file_is_refused_at_the_start_with_member_and_line(string good, string bad, string problem)
    {
        using var certificates = LocalTsa.TsaCertificates.Issue("CN=any");
        var text = Good.Replace(good, bad, StringComparison.Ordinal);
        Assert.That(text, Is.Not.EqualTo(Good));
        using var file = new TimestampFileOf(text, certificates.Root);

        Assert.That(await RefusalAsync(file.Settings), Does.Contain("CAVRA_TIMESTAMPS names a file that can't be taken: timestamps.json").And.Contain(problem));
    }

    [Test]
    public async Task A_file_that_is_not_there_is_refused() =>
        Assert.That(await RefusalAsync(new() { ["CAVRA_TIMESTAMPS"] = "/not/there.json" }), Does.Contain("CAVRA_TIMESTAMPS names a file that can't be taken"));

    [Test]
    public async Task A_good_file_is_taken()
    {
        using var certificates = LocalTsa.TsaCertificates.Issue("CN=any");
        using var file = new TimestampFileOf(Good, certificates.Root);

        Assert.That(await RefusalAsync(file.Settings), Is.EqualTo("it was taken"));
    }

    [Test]
    public async Task The_worker_has_the_log_stamped_and_goes_on_signing_while_the_authority_is_away()
    {
        var clock = new WatchedClock(CavraApp.Start);
        await using var tsa = await LocalTsa.StartAsync(clock);
        using var file = new TimestampFileOf(tsa);
        await using var app = await CavraApp.StartAsync(worker: true, settings: file.Settings, clock: clock);
        await app.Database.WriteEntriesAsync(3);
        await Eventually.HoldsAsync("the log is stamped", async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return await app.Database.ScalarAsync<long>("SELECT count(*) FROM log_timestamps") > 0;
        });
        var stamped = await app.Database.ScalarAsync<long>("SELECT max(size) FROM log_timestamps");

        await tsa.Receiver.DisposeAsync();
        await app.Database.WriteEntriesAsync(7);
        clock.Advance(TimeSpan.FromHours(1));
        await Eventually.HoldsAsync("that it is away is known, and the log has grown", async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return await app.Database.ScalarAsync<long>("SELECT count(*) FROM log_timestamp_states WHERE last_error = 'unreachable'") == 1
                && await app.Database.ScalarAsync<long>("SELECT max(size) FROM log_checkpoints") >= stamped + 7;
        });

        Assert.That(await app.Database.ScalarAsync<long>("SELECT max(size) FROM log_timestamps"), Is.EqualTo(stamped));
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
