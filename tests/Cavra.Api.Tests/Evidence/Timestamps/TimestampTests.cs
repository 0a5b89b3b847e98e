using System.Security.Cryptography;
using System.Text;
using Cavra.Api.Tests.Cli;
using Cavra.Application.Evidence.Log;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;
using Cavra.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Evidence.Timestamps;

/// <summary>Checkpoints time-stamped by an authority, and what becomes of its answers.</summary>
public sealed class TimestampTests
{
    private readonly WatchedClock _clock = new(CavraApp.Start);
    private LocalTsa _tsa = null!;
    private TimestampFileOf _file = null!;
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        _tsa = await LocalTsa.StartAsync(_clock);
        _file = new TimestampFileOf(_tsa);
        _cavra = await CavraApp.StartAsync(settings: _file.Settings, clock: _clock);
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _cavra.DisposeAsync();
        await _tsa.DisposeAsync();
        _file.Dispose();
    }

    [SetUp]
    public async Task OpenWorkspace()
    {
        _app = await _cavra.NewWorkspaceAsync();
        _tsa.Receiver.Reset();
        _tsa.IsWell();
    }

    [Test]
    public async Task The_newest_checkpoint_is_stamped_and_the_token_is_of_its_text()
    {
        await GrowAsync(5);
        var entries = await _app.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_entries");
        var at = _clock.GetUtcNow();
        await StampAsync();
        await GrowAsync(3);

        var answer = (await _app.Admin.GetJsonAsync("/evidence/timestamp")).Ok();
        Assert.That(SignedNote.TryParse(answer.Text("checkpoint"), out var note), Is.True);
        var token = Convert.FromBase64String(answer.Text("timestamp_token"));
        var found = TimestampCheck.Check(token, note!.Text, [_tsa.Certificates.Root]);
        Assert.Multiple(() =>
        {
            Assert.That((found.Failure, found.At), Is.EqualTo(((TimestampFailure?)null, (DateTimeOffset?)at)));
            Assert.That(Checkpoint.TryParse(note.Text, out var checkpoint) ? checkpoint.Size : 0, Is.EqualTo(answer.Number("tree_size")));
            Assert.That(answer.Text("authority"), Is.EqualTo("CN=Stamps of tests, O=Tests"));
            Assert.That(answer.Text("product"), Is.EqualTo("CAVRA"));
            Assert.That(_tsa.Receiver.Requests.Single() is { Method: "POST", Path: "/tsr?a=1" } asked ? asked.Headers["content-type"] : "", Is.EqualTo("application/timestamp-query"));
        });
        Assert.That(await _app.Database.ColumnAsync("SELECT size || ' ' || encode(token, 'hex') || ' ' || authority FROM log_timestamps"),
            Is.EqualTo(new[] { $"{answer.Number("tree_size")} {Convert.ToHexStringLower(token)} CN=Stamps of tests, O=Tests" }));
        Assert.That(await StateAsync(), Is.EqualTo("well"));
        Assert.That(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_entries"), Is.EqualTo(entries + 3), "the stamp is its own proof");
    }

    [Test]
    public async Task A_log_is_stamped_once_an_hour_and_only_when_it_has_grown()
    {
        await StampAsync();
        Assert.That(_tsa.Receiver.Requests, Is.Empty, "an empty log");

        await GrowAsync(5);
        await StampAsync();
        await StampAsync();
        _clock.Advance(TimeSpan.FromHours(2));
        await StampAsync();
        Assert.That(_tsa.Receiver.Requests, Has.Count.EqualTo(1), "it has not grown");

        await GrowAsync(5);
        await StampAsync();
        await GrowAsync(5);
        _clock.Advance(TimeSpan.FromMinutes(59));
        await StampAsync();
        Assert.That(_tsa.Receiver.Requests, Has.Count.EqualTo(2), "an hour is not over");

        _clock.Advance(TimeSpan.FromMinutes(1));
        await StampAsync();
        Assert.That(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM log_timestamps"), Is.EqualTo(3));
        Assert.That((await _app.Admin.GetJsonAsync("/evidence/timestamp")).Ok().Number("tree_size"), Is.EqualTo((await _app.Database.CheckpointAsync()).Size));
    }

    [Test]
    public async Task A_log_that_is_not_stamped_says_so()
    {
        await GrowAsync(2);

        (await _app.Admin.GetJsonAsync("/evidence/timestamp")).Problem(404, "evidence.no_timestamp");
    }

    private static IEnumerable<TestCaseData> BadTokens()
    {
        static TestCaseData Of(string code, string name, LocalTsa.Wrong wrong) => new TestCaseData(code, wrong).SetArgDisplayNames(name);

        yield return Of("other_nonce", "another nonce", new() { Nonce = [1, 2, 3] });
        yield return Of("other_text", "another text", new() { Hash = SHA256.HashData("other"u8) });
        yield return Of("wrong_signature", "a broken signature", new() { BreaksSignature = true });
        yield return Of("not_for_timestamps", "a certificate for anything", new() { By = LocalTsa.TsaCertificates.Issue("CN=any", purpose: null) });
        yield return Of("not_for_timestamps", "a certificate for servers", new() { By = LocalTsa.TsaCertificates.Issue("CN=server", "1.3.6.1.5.5.7.3.1") });
        yield return Of("not_for_timestamps", "a purpose that is not critical", new() { By = LocalTsa.TsaCertificates.Issue("CN=lax", isCritical: false) });
        yield return Of("untrusted_authority", "another root", new() { By = LocalTsa.TsaCertificates.Issue("CN=other") });
        yield return Of("wrong_signature", "before its certificate", new() { At = new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        yield return Of("rejected", "a rejection", new() { Status = 2 });
        yield return Of("rejected", "a waiting", new() { Status = 3 });
    }

    [TestCaseSource(nameof(BadTokens))]
    public async Task What_is_no_stamp_of_the_checkpoint_is_recorded_and_never_kept(string code, object wrong)
    {
        await GrowAsync(5);
        _tsa.Answers((LocalTsa.Wrong)wrong);
        await StampAsync();

        Assert.That((await StateAsync(), await KeptAsync()), Is.EqualTo((code, 0L)));
        Assert.That(_app.Log.Text, Does.Contain($"does not stamp the evidence log of workspace {_app.Workspace}: {code}").And.Not.Contain("because of"));
    }

    [Test]
    public async Task A_stamp_that_is_granted_with_modifications_is_kept()
    {
        await GrowAsync(5);
        _tsa.Answers(new LocalTsa.Wrong { Status = 1 });
        await StampAsync();

        Assert.That((await StateAsync(), await KeptAsync()), Is.EqualTo(("well", 1L)));
    }

    [TestCase("garbage", "<html>", "application/timestamp-reply")]
    [TestCase("garbage", "<html>", "text/html")]
    [TestCase("garbage", "", "application/timestamp-reply")]
    [TestCase("garbage", "\u0030\u0005\u0030\u0003\u0002\u0001\u0000", "application/timestamp-reply", Description = "granted, and no token")]
    [TestCase("garbage", "\u0030\u0007\u0030\u0003\u0002\u0001\u0000\u0030\u0000", "application/timestamp-reply", Description = "granted, and an empty token")]
    public async Task An_answer_that_is_none_is_recorded(string code, string body, string type)
    {
        await GrowAsync(5);
        _tsa.Receiver.AnswersBy((context, _) => LocalTsa.WriteAsync(context, Encoding.Latin1.GetBytes(body), type));
        await StampAsync();

        Assert.That((await StateAsync(), await KeptAsync()), Is.EqualTo((code, 0L)));
    }

    [TestCase(204)]
    [TestCase(301)]
    [TestCase(403)]
    [TestCase(500)]
    public async Task A_refusal_is_recorded(int status)
    {
        await GrowAsync(5);
        _tsa.Receiver.Answers(status);
        await StampAsync();

        Assert.That((await StateAsync(), await KeptAsync()), Is.EqualTo(("refused", 0L)));
    }

    [Test]
    public async Task An_authority_that_closes_early_or_answers_too_long_is_recorded()
    {
        await GrowAsync(5);
        _tsa.Receiver.ClosesEarly();
        await StampAsync();
        var closed = await StateAsync();
        _tsa.Receiver.AnswersBy((context, _) => LocalTsa.WriteAsync(context, new byte[65_537]));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await StampAsync();

        Assert.That((closed, await StateAsync(), await KeptAsync()), Is.EqualTo(("unreachable", "too_long", 0L)));
    }

    [Test]
    public async Task An_authority_that_is_away_is_left_alone_for_longer_each_time_and_well_once_it_is_back()
    {
        await GrowAsync(5);
        _tsa.Receiver.Answers(503);
        List<double> pauses = [];
        var (since, last) = (_clock.GetUtcNow(), _clock.GetUtcNow());
        for (var asked = 0; pauses.Count < 8; _clock.Advance(TimeSpan.FromSeconds(30)))
        {
            await StampAsync();
            await StampAsync();
            if (_tsa.Receiver.Requests.Count > asked)
            {
                pauses.Add((_clock.GetUtcNow() - last).TotalSeconds);
                (asked, last) = (_tsa.Receiver.Requests.Count, _clock.GetUtcNow());
            }
        }

        Assert.That(pauses, Is.EqualTo(new[] { 0, 30, 60, 120, 240, 480, 900, 900 }));
        Assert.That(await StateAsync(), Is.EqualTo("refused"));
        Assert.That(await _app.Database.ScalarAsync<DateTime>("SELECT failing_since FROM log_timestamp_states"), Is.EqualTo(since.UtcDateTime));
        Assert.That(_app.Log.Text.Split($"does not stamp the evidence log of workspace {_app.Workspace}: refused"), Has.Length.EqualTo(2), "it is said once");

        _tsa.IsWell();
        _clock.Advance(TimeSpan.FromMinutes(15));
        await StampAsync();

        Assert.That((await StateAsync(), await KeptAsync()), Is.EqualTo(("well", 1L)));
    }

    [Test]
    public async Task What_is_answered_too_late_is_not_waited_for_and_the_log_goes_on_meanwhile()
    {
        await GrowAsync(5);
        var before = (await _app.Database.CheckpointAsync()).Size;
        _tsa.Receiver.Hangs();
        var stamping = StampAsync();
        await _tsa.Receiver.NextAsync().OrHangAsync();
        await GrowAsync(4);
        var held = await _app.Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'");
        _clock.Advance(TimeSpan.FromSeconds(10));
        await stamping.OrHangAsync();

        Assert.That(((await _app.Database.CheckpointAsync()).Size, held), Is.EqualTo((before + 4, 0L)));
        Assert.That(await StateAsync(), Is.EqualTo("timed_out"));
    }

    [Test]
    public async Task The_authoritys_name_is_redacted_bounded_and_one_line()
    {
        await GrowAsync(5);
        using var by = LocalTsa.TsaCertificates.Issue($"CN=tsa.corp.internal, O=\"a\u0007b\", OU={string.Concat(Enumerable.Repeat("long ", 12))}, OU={string.Concat(Enumerable.Repeat("name ", 12))}, OU={string.Concat(Enumerable.Repeat("here ", 12))}");
        _tsa.Answers(new LocalTsa.Wrong { By = by });
        await StampAsync();
        Assert.That(await StateAsync(), Is.EqualTo("untrusted_authority"), "of another root");

        await using var tsa = await LocalTsa.StartAsync(_clock);
        using var file = new TimestampFileOf(
            $$"""{"url": "http://127.0.0.1:{{tsa.Receiver.Port}}/", "roots_file": "roots.pem", "allow_networks": ["127.0.0.0/8"]}""", by.Root);
        tsa.Answers(new LocalTsa.Wrong { By = by });
        await using var app = await CavraApp.StartAsync(settings: file.Settings, clock: _clock);
        await app.Database.WriteEntriesAsync(2);
        await app.SequenceAsync();
        await StampAsync(app);

        var name = (await app.Database.ColumnAsync("SELECT authority FROM log_timestamps")).Single();
        Assert.That(name, Does.Not.Contain("corp").And.Contain("[redacted:").And.Not.Contain("\u0007"));
        Assert.That(name, Has.Length.EqualTo(200));
    }

    [Test]
    public async Task The_kept_token_is_one_that_openssl_verifies()
    {
        await GrowAsync(5);
        await StampAsync();
        var (token, text) = (_file.Beside("token.tst"), _file.Beside("checkpoint.txt"));
        (await _app.RunAsync("evidence", "timestamp", "--out", token, "--text", text, "--force")).Ends(0);
        var shown = (await _app.RunAsync("evidence", "timestamp")).Ends(0);

        Assert.That(shown.Output, Does.Contain("Stamps of tests"));
        Assert.That(await OpensslAsync("ts", "-verify", "-in", token, "-token_in", "-data", text, "-CAfile", _file.Roots), Does.Contain("Verification: OK"));
        await File.AppendAllTextAsync(text, "more\n");
        Assert.That(await OpensslAsync("ts", "-verify", "-in", token, "-token_in", "-data", text, "-CAfile", _file.Roots), Does.Not.Contain("Verification: OK"));
    }

    private static async Task<string> OpensslAsync(params string[] arguments)
    {
        using var process = new System.Diagnostics.Process
        {
            StartInfo = new("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("There is no openssl here.");
        }

        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return await output + await error;
    }

    private async Task GrowAsync(int count)
    {
        await _app.Database.WriteEntriesAsync(count);
        await _app.SequenceAsync();
    }

    private Task StampAsync() => StampAsync(_app);

    private static async Task StampAsync(CavraApp app)
    {
        await using var scope = await app.Services.WorkerScopeAsync(app.Database);
        await scope.ServiceProvider.GetRequiredService<TimestampTurn>().TakeAsync(CancellationToken.None);
    }

    private Task<long> KeptAsync() => _app.Database.ScalarAsync<long>("SELECT count(*) FROM log_timestamps");

    private async Task<string> StateAsync() => (await _app.Database.ColumnAsync(
        "SELECT CASE WHEN failing_since IS NULL THEN 'well' ELSE last_error END FROM log_timestamp_states")).Single();
}
