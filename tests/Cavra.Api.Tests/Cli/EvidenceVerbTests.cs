using System.IO.Compression;
using Cavra.Api.Tests.Evidence;
using Cavra.Domain.Evidence;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>Evidence taken along by the command: entries, receipts, checkpoints and exports, and the files they go to.</summary>
internal sealed class EvidenceVerbTests
{
    private const string Nobody = "evidence-00000000000000000000000000000000";

    private CavraApp _app = null!;
    private string _directory = "";
    private string _key = "";
    private string _id = "";

    [OneTimeSetUp]
    public async Task GivenALog()
    {
        _app = await CavraApp.StartAsync();
        await _app.GivenAScheduleAsync("nightly");
        await _app.Database.WriteEntriesAsync(300);
        await _app.SequenceAsync();
        _key = (await _app.RunAsync("evidence", "keys", "list", "--json")).Ends(0).Json.Text("items.0.verifier_key");
        _id = (await _app.Admin.GetJsonAsync("/evidence/entries?action=define drill schedule")).Ok().Text("items.0.evidence_id");
    }

    [OneTimeTearDown]
    public async Task StopServer() => await _app.DisposeAsync();

    [SetUp]
    public void GivenADirectory() => _directory = Directory.CreateTempSubdirectory("cavra-evidence-").FullName;

    [TearDown]
    public void Forget() => Directory.Delete(_directory, recursive: true);

    private string Target => Path.Combine(_directory, "target");

    private string[] Files => [.. Directory.GetFileSystemEntries(_directory).Select(file => Path.GetFileName(file))];

    [Test]
    public async Task An_entry_is_shown_member_by_member()
    {
        var run = (await _app.RunAsync("evidence", "entry", _id)).Ends(0);

        Assert.That(run.Output, Does.Contain($"evidence_id\t{_id}\n").And.Contain("what.action\tdefine drill schedule\n")
            .And.Contain("what.resource_id\tnightly\n").And.Contain("what.outcome\tdone\n").And.Contain("policy.decision\tallowed\n"));
        Assert.That(run.Error, Does.Contain("did \"define drill schedule\": done.").And.Contain($"cavra evidence receipt {_id}"));
    }

    [Test]
    public async Task An_entry_is_printed_as_it_is_where_JSON_is_asked_for()
    {
        var run = (await _app.RunAsync("evidence", "entry", _id, "--json")).Ends(0);
        var answer = (await _app.Admin.GetJsonAsync($"/evidence/entries/{_id}")).Ok();

        Assert.That(run.Json.ToJsonString(), Is.EqualTo(answer.ToJsonString()));
    }

    [Test]
    public async Task Control_characters_of_an_entry_do_not_reach_the_terminal()
    {
        await using var other = await FailingReceiver.StartAsync();
        other.Answers(200, """{"evidence_id":"e","document":{"who":{"actor":"a\u001b[31mb"},"what":{"action":"x\u0007","outcome":"done"} } }""");

        var run = (await _app.RunAsync("evidence", "entry", "e", "--server", $"http://127.0.0.1:{other.Port}")).Ends(0);

        Assert.That(run.Output + run.Error, Does.Not.Contain('\u001b').And.Not.Contain('\u0007').And.Contain("a\uFFFD[31mb"));
    }

    [TestCase("entry")]
    [TestCase("receipt")]
    public async Task What_does_not_exist_ends_with_4(string verb)
    {
        var run = (await _app.RunAsync("evidence", verb, Nobody)).Ends(4);

        Assert.That(run.Error, Does.Contain("evidence.not_found"));
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public async Task A_receipt_goes_to_a_file_byte_for_byte_and_is_sound()
    {
        (await _app.RunAsync("evidence", "receipt", _id, "--out", Target)).Ends(0);

        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(await _app.Admin.GetByteArrayAsync($"/evidence/entries/{_id}/receipt")));
        Assert.That(Files, Is.EqualTo((string[])["target"]));
        var verified = (await CliRun.Of("evidence", "verify", Target, "--key", _key)).Ends(0);
        Assert.That(verified.Output, Does.StartWith("Sound."));
    }

    [Test]
    public async Task A_receipt_and_a_checkpoint_are_printed_as_they_are()
    {
        var receipt = (await _app.RunAsync("evidence", "receipt", _id)).Ends(0);
        var checkpoint = (await _app.RunAsync("evidence", "checkpoint")).Ends(0);

        Assert.That(receipt.Output, Is.EqualTo(await _app.Admin.GetStringAsync($"/evidence/entries/{_id}/receipt")));
        Assert.That(checkpoint.Output, Is.EqualTo(await _app.Admin.GetStringAsync("/evidence/checkpoint")));
    }

    [Test]
    public async Task A_checkpoint_that_was_kept_is_what_a_later_verification_goes_from()
    {
        (await _app.RunAsync("evidence", "checkpoint", "--out", Target)).Ends(0);
        await _app.Database.WriteEntriesAsync(3);
        await _app.SequenceAsync();

        Assert.That(await File.ReadAllTextAsync(Target), Does.StartWith("cavra/"));
        (await _app.RunAsync("evidence", "verify", $"{_app.Address}", "--key", _key, "--since", Target)).Ends(0);
    }

    [Test]
    public async Task An_entry_that_the_log_has_not_taken_in_has_no_receipt_yet_and_that_is_said()
    {
        await _app.Database.WriteEntriesAsync(1);
        var waiting = await _app.Database.ScalarAsync<Guid>(
            "SELECT id FROM evidence_entries WHERE NOT EXISTS (SELECT 1 FROM log_entries WHERE entry_id = evidence_entries.id) LIMIT 1");

        var run = (await _app.RunAsync("evidence", "receipt", $"{EvidenceId.From(waiting)}", "--out", Target)).Ends(4);
        var entry = (await _app.RunAsync("evidence", "entry", $"{EvidenceId.From(waiting)}")).Ends(0);
        await _app.SequenceAsync();

        Assert.That(run.Error, Does.Contain("evidence.not_in_log_yet").And.Contain("Ask again in a few seconds."));
        Assert.That(entry.Error, Does.Contain("The log has not taken it in yet."));
        Assert.That(Files, Is.Empty);
    }

    [TestCase("receipt")]
    [TestCase("checkpoint")]
    [TestCase("export")]
    public async Task A_file_that_is_there_is_left_alone_and_nothing_is_asked_unless_it_is_forced(string verb)
    {
        await using var server = await FailingReceiver.StartAsync();
        await File.WriteAllTextAsync(Target, "kept");
        string[] line = ["evidence", verb, .. verb == "receipt" ? [_id] : verb == "export" ? (string[])["--audit-id", "nothing"] : [], "--out", Target];

        var refused = (await _app.RunAsync([.. line, "--server", $"http://127.0.0.1:{server.Port}"])).Ends(4);

        Assert.That(refused.Error, Does.Contain("is there already").And.Contain("--force"));
        Assert.That(server.Requests, Is.Empty);
        Assert.That(await File.ReadAllTextAsync(Target), Is.EqualTo("kept"));
        if (verb == "export")
        {
            line = ["evidence", verb, "--since", "2026-01-01T00:00:00Z", "--until", "2030-01-01T00:00:00Z", "--out", Target];
        }

        (await _app.SequenceUntilAsync(_app.RunAsync([.. line, "--force"]))).Ends(0);
        Assert.That(await File.ReadAllBytesAsync(Target), Is.Not.EqualTo("kept"u8.ToArray()));
        Assert.That(Files, Is.EqualTo((string[])["target"]));
    }

    [TestCase("receipt evidence-1")]
    [TestCase("checkpoint")]
    [TestCase("export --audit-id a")]
    public async Task A_connection_that_breaks_off_leaves_no_file_and_keeps_the_one_that_is_there(string verb)
    {
        await using var server = await FailingReceiver.StartAsync();
        server.SendsRaw("HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nPKabc\r\n");
        string[] line = ["evidence", .. verb.Split(' '), "--out", Target, "--server", $"http://127.0.0.1:{server.Port}"];

        var run = (await _app.RunAsync(line)).Ends(3);
        var left = Files;
        await File.WriteAllTextAsync(Target, "kept");
        (await _app.RunAsync([.. line, "--force"])).Ends(3);

        Assert.That(run.Error, Does.Contain("broke off"));
        Assert.That(left, Is.Empty);
        Assert.That(Files, Is.EqualTo((string[])["target"]));
        Assert.That(await File.ReadAllTextAsync(Target), Is.EqualTo("kept"));
    }

    [TestCase("receipt evidence-1")]
    [TestCase("checkpoint")]
    [TestCase("export --audit-id a")]
    public async Task What_is_not_Cavras_answer_is_not_kept(string verb)
    {
        await using var server = await FailingReceiver.StartAsync();
        server.Answers(200, "<html>");

        (await _app.RunAsync(["evidence", .. verb.Split(' '), "--out", Target, "--server", $"http://127.0.0.1:{server.Port}"])).Ends(3);

        Assert.That(Files, Is.Empty);
    }

    [Test]
    public async Task An_export_comes_whole_says_what_it_holds_and_is_sound()
    {
        (await _app.RunAsync("evidence", "checkpoint", "--out", Target)).Ends(0);
        await _app.Database.WriteEntriesAsync(5);
        await _app.SequenceAsync();
        var zip = Path.Combine(_directory, "evidence.zip");

        var run = (await _app.SequenceUntilAsync(_app.RunAsync(
            "evidence", "export", "--since", "2026-01-01T00:00:00Z", "--until", "2030-01-01T00:00:00Z", "--earlier-checkpoint", Target, "--out", zip))).Ends(0);

        using var archive = await ZipFile.OpenReadAsync(zip);
        Assert.That(archive.GetEntry("consistency"), Is.Not.Null);
        Assert.That(run.Output, Does.Match(@"evidence\.zip holds \d+ entries, \d+ of them selected, in \d+ KiB\.").And.Contain($"cavra evidence verify {zip} --key"));
        (await CliRun.Of("evidence", "verify", zip, "--key", _key, "--since", Target)).Ends(0);
    }

    [Test]
    public async Task What_an_export_holds_can_be_had_as_JSON()
    {
        var run = (await _app.SequenceUntilAsync(_app.RunAsync(
            "evidence", "export", "--since", "2026-01-01T00:00:00Z", "--until", "2030-01-01T00:00:00Z", "--out", Target, "--json"))).Ends(0);

        Assert.That(run.Json.Text("file"), Is.EqualTo(Target));
        Assert.That(run.Json.Number("bytes"), Is.EqualTo(new FileInfo(Target).Length));
        Assert.That(run.Json.Number("entry_count"), Is.GreaterThanOrEqualTo(300));
        Assert.That(run.Json.Number("tree_size"), Is.GreaterThanOrEqualTo(run.Json.Number("entry_count")));
    }

    [Test]
    public async Task An_export_that_is_refused_leaves_no_file()
    {
        var wrong = (await _app.RunAsync("evidence", "export", "--out", Target)).Ends(2);
        var nothing = (await _app.RunAsync("evidence", "export", "--audit-id", "audit-nobody", "--out", Target)).Ends(4);

        Assert.That(wrong.Error, Does.Contain("request.invalid"));
        Assert.That(nothing.Error, Does.Contain("(evidence."));
        Assert.That(Files, Is.Empty);
    }

    [Test]
    public async Task What_cannot_be_read_or_written_ends_with_2()
    {
        var missing = Path.Combine(_directory, "missing", "file");

        (await _app.RunAsync("evidence", "checkpoint", "--out", missing)).Ends(2);
        (await _app.RunAsync("evidence", "export", "--audit-id", "a", "--earlier-checkpoint", missing, "--out", Target)).Ends(2);
        (await _app.RunAsync("evidence", "checkpoint", "--out", _directory)).Ends(4);

        Assert.That(Files, Is.Empty);
    }
}
