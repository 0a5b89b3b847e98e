using System.Text;
using Cavra.Api.Tests.Cli;
using Cavra.Application.Evidence.Log;
using Cavra.Cli.Doctor;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;
using Cavra.Verification;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Evidence.Witnesses;

/// <summary>Checkpoints offered to a witness, and what becomes of its answers.</summary>
public sealed class WitnessTests
{
    private readonly WatchedClock _clock = new(CavraApp.Start);
    private LocalWitness _witness = null!;
    private WitnessFileOf _file = null!;
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        _witness = await LocalWitness.StartAsync("witness.example/w1", _clock);
        _file = new WitnessFileOf(_witness.Named);
        _cavra = await CavraApp.StartAsync(settings: _file.Settings, clock: _clock);
        _witness.LogKeys.AddRange((await _cavra.Database.ColumnAsync("SELECT encode(public_key, 'base64') FROM log_keys")).Select(Convert.FromBase64String));
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _cavra.DisposeAsync();
        await _witness.DisposeAsync();
        _file.Dispose();
    }

    [SetUp]
    public async Task OpenWorkspace()
    {
        _app = await _cavra.NewWorkspaceAsync();
        _witness.Receiver.Reset();
        _witness.IsWell();
        _witness.Time = null;
        _witness.Strangers.Clear();
    }

    [Test]
    public async Task A_log_that_grows_is_cosigned_at_each_size_that_is_offered()
    {
        List<long> sizes = [0];
        foreach (var count in new[] { 3, 254, 1, 700 })
        {
            await GrowAsync(count);
            sizes.Add((await _app.Database.CheckpointAsync()).Size);
            await OfferAsync();

            var note = await NoteAsync();
            var found = CosignatureCheck.Find(note.Text, note.Signatures, _witness.Key, _clock.GetUtcNow());
            Assert.That((found.Finding, found.Time), Is.EqualTo((CosignatureFinding.Valid, (DateTimeOffset?)CavraApp.Start)));
            Assert.That(note.Signatures, Has.Count.EqualTo(2));
        }

        Assert.That(_witness.Olds, Is.EqualTo(sizes[..^1]));
        Assert.That(_witness.Known[(await _app.Database.CheckpointAsync()).Origin].Size, Is.EqualTo(sizes[^1]));
        Assert.That(await _app.Database.ColumnAsync("SELECT size || ' ' || name FROM log_cosignatures ORDER BY size"), Is.EqualTo(sizes[1..].Select(size => $"{size} witness.example/w1")));
        Assert.That(await StateAsync(), Is.EqualTo($"{sizes[^1]} well"));
    }

    [Test]
    public async Task What_is_cosigned_is_not_offered_again_and_writes_no_evidence()
    {
        await GrowAsync(5);
        var entries = await _app.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_entries");
        await OfferAsync();
        await OfferAsync();
        await OfferAsync();

        Assert.That(_witness.Olds, Has.Count.EqualTo(1));
        Assert.That(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_entries"), Is.EqualTo(entries));
    }

    [Test]
    public async Task An_empty_log_is_not_offered()
    {
        await OfferAsync();

        Assert.That(_witness.Olds, Is.Empty);
    }

    [Test]
    public async Task A_witness_that_knows_another_size_is_asked_again_with_that_one()
    {
        await GrowAsync(5);
        var first = (await _app.Database.CheckpointAsync()).Size;
        await OfferAsync();
        await GrowAsync(7);
        await _app.Database.ExecuteAsync("DELETE FROM public.log_witnesses");
        await OfferAsync();

        Assert.That(_witness.Olds, Is.EqualTo(new[] { 0, 0, first }));
        Assert.That(await CosignedAsync(), Is.EqualTo(2));
        Assert.That(await StateAsync(), Is.EqualTo($"{first + 7} well"));
    }

    [Test]
    public async Task A_witness_that_has_forgotten_begins_anew()
    {
        await GrowAsync(5);
        await OfferAsync();
        await GrowAsync(7);
        _witness.Known.Clear();
        await OfferAsync();

        Assert.That(_witness.Olds[^1], Is.Zero);
        Assert.That(await CosignedAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_witness_that_names_sizes_without_end_is_asked_three_times()
    {
        await GrowAsync(9);
        var next = 0;
        _witness.Receiver.AnswersBy((context, _) => SizeAsync(context, ++next));
        await OfferAsync();

        Assert.That(_witness.Olds, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(await StateAsync(), Is.EqualTo("2 conflict"));
    }

    [Test]
    public async Task A_witness_that_is_away_is_left_alone_for_longer_each_time_and_well_once_it_is_back()
    {
        await GrowAsync(5);
        var size = (await _app.Database.CheckpointAsync()).Size;
        _witness.Receiver.Answers(503);
        List<TimeSpan> pauses = [];
        var last = _clock.GetUtcNow();
        for (var asked = 0; pauses.Count < 8; _clock.Advance(TimeSpan.FromSeconds(30)))
        {
            await OfferAsync();
            await OfferAsync();
            if (_witness.Olds.Count > asked)
            {
                pauses.Add(_clock.GetUtcNow() - last);
                (asked, last) = (_witness.Olds.Count, _clock.GetUtcNow());
            }
        }

        Assert.That(pauses.Select(pause => pause.TotalSeconds), Is.EqualTo(new[] { 0, 30, 60, 120, 240, 480, 900, 900 }));
        Assert.That(await StateAsync(), Is.EqualTo("0 refused"));
        Assert.That(await _app.Database.ScalarAsync<DateTime>("SELECT failing_since FROM log_witnesses"), Is.EqualTo(CavraApp.Start.UtcDateTime));
        Assert.That(_app.Log.Text.Split($"Witness witness.example/w1 does not cosign the evidence log of workspace {_app.Workspace}: refused"), Has.Length.EqualTo(2), "it is said once");

        _witness.IsWell();
        _clock.Advance(TimeSpan.FromMinutes(15));
        await OfferAsync();

        Assert.That(await StateAsync(), Is.EqualTo($"{size} well"));
    }

    [Test]
    public async Task The_doctor_names_a_witness_that_has_failed_for_more_than_an_hour()
    {
        await GrowAsync(5);
        _witness.Receiver.Answers(404);
        await OfferAsync();

        await using var connection = await _app.Database.Source.OpenConnectionAsync();
        var early = await WitnessCheck.LookAsync(connection, CavraApp.Start.AddHours(1), CancellationToken.None);
        var late = await WitnessCheck.LookAsync(connection, CavraApp.Start.AddHours(1).AddSeconds(1), CancellationToken.None);

        Assert.That(early, Is.Empty);
        Assert.That(late.Single().ToString(), Does.Contain("witness.example/w1 has not cosigned 1 logs since 2026-11-02T09:00:00Z (unknown_log)"));
    }

    [Test]
    public async Task A_log_that_contradicts_what_the_witness_saw_is_not_cosigned()
    {
        await GrowAsync(5);
        await OfferAsync();
        await GrowAsync(5);
        var checkpoint = await _app.Database.CheckpointAsync();
        _witness.Known[checkpoint.Origin] = (checkpoint.Size - 5, Merkle.EmptyRoot);
        await OfferAsync();
        var between = await StateAsync();
        _witness.Known[checkpoint.Origin] = (checkpoint.Size, Merkle.EmptyRoot);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await OfferAsync();

        Assert.That(between, Is.EqualTo($"{checkpoint.Size - 5} inconsistent"));
        Assert.That(await StateAsync(), Is.EqualTo($"{checkpoint.Size} conflict"));
        Assert.That(await CosignedAsync(), Is.EqualTo(1), "the checkpoint before");
        Assert.That((await NoteAsync()).Signatures, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_witness_that_has_seen_more_than_the_log_has_is_recorded()
    {
        await GrowAsync(5);
        _witness.Known[(await _app.Database.CheckpointAsync()).Origin] = (1_000, Merkle.EmptyRoot);
        await OfferAsync();

        Assert.That(await StateAsync(), Is.EqualTo("1000 ahead"));
    }

    [Test]
    public async Task A_witness_that_another_worker_has_told_more_meanwhile_has_not_failed()
    {
        await GrowAsync(5);
        _witness.Receiver.AnswersBy(async (context, _) =>
        {
            await GrowAsync(3);
            await SizeAsync(context, (await _app.Database.CheckpointAsync()).Size);
        });
        await OfferAsync();
        _witness.IsWell();
        await OfferAsync();

        Assert.That(_witness.Olds, Is.EqualTo(new[] { 0, 0 }), "at once, and without a pause");
        Assert.That(await StateAsync(), Does.EndWith(" well"));
    }

    [Test]
    public async Task Without_the_tiles_that_the_proof_needs_nothing_is_offered()
    {
        await GrowAsync(5);
        await OfferAsync();
        await GrowAsync(5);
        await _app.Database.ExecuteAsync("DELETE FROM public.log_tiles");
        await OfferAsync();

        Assert.That(_witness.Olds, Has.Count.EqualTo(1));
        Assert.That(await StateAsync(), Does.EndWith(" no_proof"));
    }

    [Test]
    public async Task What_a_witness_answers_too_late_is_not_waited_for_and_the_log_goes_on_meanwhile()
    {
        await GrowAsync(5);
        var before = (await _app.Database.CheckpointAsync()).Size;
        _witness.Receiver.Hangs();
        var offering = OfferAsync();
        await _witness.Receiver.NextAsync().OrHangAsync();
        await GrowAsync(4);
        var held = await _app.Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'");
        _clock.Advance(TimeSpan.FromSeconds(10));
        await offering.OrHangAsync();

        Assert.That(((await _app.Database.CheckpointAsync()).Size, held), Is.EqualTo((before + 4, 0L)));
        Assert.That(await StateAsync(), Is.EqualTo("0 timed_out"));
    }

    [Test]
    public async Task A_witness_that_closes_early_or_answers_without_end_is_recorded()
    {
        await GrowAsync(5);
        _witness.Receiver.ClosesEarly();
        await OfferAsync();
        var closed = await StateAsync();
        _witness.Receiver.SendsHugeBody(1_000_000_000);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await OfferAsync();

        Assert.That((closed, await StateAsync()), Is.EqualTo(("0 unreachable", "0 too_long")));
        Assert.That(await CosignedAsync(), Is.Zero);
    }

    private static IEnumerable<TestCaseData> BadAnswers()
    {
        static TestCaseData Of(string code, string name, Func<LocalWitness, string, string> body) => new TestCaseData(code, body).SetArgDisplayNames(name);

        yield return Of("garbage", "a page", (_, _) => "<html>\u001b[31m</html>\n");
        yield return Of("garbage", "nothing", (_, _) => "");
        yield return Of("garbage", "a line and more", (witness, text) => $"{witness.Line(text)}\nok\n");
        yield return Of("garbage", "a line without its end", (witness, text) => $"{witness.Line(text)}");
        yield return Of("wrong_signature", "of another text", (witness, text) => $"{witness.Line(text + "more\n")}\n");
        yield return Of("wrong_signature", "no cosignature", (witness, _) => $"{new NoteSignature(witness.Key.Name, witness.Key.KeyId, [1])}\n");
        yield return Of("wrong_signature", "a good one and a wrong one", (witness, text) => $"{witness.Line(text)}\n{witness.Line(text + "more\n")}\n");
        yield return Of("not_cosigned", "under another name", (witness, text) => $"{new NoteSignature("witness.example/w2", witness.Key.KeyId, witness.Line(text).Signature)}\n");
        yield return Of("not_cosigned", "under another key id", (witness, text) => $"{new NoteSignature(witness.Key.Name, witness.Key.KeyId + 1, witness.Line(text).Signature)}\n");
        yield return Of("early", "of the future", (witness, text) => $"{witness.Line(text, CavraApp.Start.AddMinutes(6))}\n");
        yield return Of("too_long", "longer than anyone reads", (witness, text) => string.Concat(Enumerable.Repeat($"{witness.Line(text)}\n", 600)));
    }

    [TestCaseSource(nameof(BadAnswers))]
    public async Task What_is_no_cosignature_of_the_checkpoint_by_the_witness_is_recorded_and_never_kept(string code, object body)
    {
        await GrowAsync(5);
        _witness.Receiver.AnswersBy((context, request) => WitnessRequest.TryParse(request.Text, out var asked) && SignedNote.TryParse(asked.Checkpoint, out var note)
            ? context.Response.WriteAsync(((Func<LocalWitness, string, string>)body)(_witness, note.Text))
            : Task.CompletedTask);
        await OfferAsync();

        Assert.That((await StateAsync(), await CosignedAsync()), Is.EqualTo(($"0 {code}", 0L)));
        Assert.That((await NoteAsync()).Signatures, Has.Count.EqualTo(1));
        Assert.That(_app.Log.Text, Does.Not.Contain("html"));
    }

    [TestCase(400, "refused")]
    [TestCase(403, "untrusted_key")]
    [TestCase(404, "unknown_log")]
    [TestCase(409, "conflict", Description = "without a size")]
    [TestCase(422, "inconsistent")]
    [TestCase(301, "refused")]
    [TestCase(204, "refused")]
    public async Task A_refusal_is_recorded_by_its_code(int status, string code)
    {
        await GrowAsync(5);
        _witness.Receiver.Answers(status);
        await OfferAsync();

        Assert.That((await StateAsync(), await CosignedAsync()), Is.EqualTo(($"0 {code}", 0L)));
    }

    [Test]
    public async Task Lines_of_others_in_an_answer_are_passed_over()
    {
        await GrowAsync(5);
        _witness.Receiver.AnswersBy((context, request) => WitnessRequest.TryParse(request.Text, out var asked) && SignedNote.TryParse(asked.Checkpoint, out var note)
            ? context.Response.WriteAsync($"{new NoteSignature("other.example", 7, [1, 2, 3])}\n{_witness.Line(note.Text)}\n")
            : Task.CompletedTask);
        await OfferAsync();

        Assert.That((await NoteAsync()).Signatures.Select(signature => signature.Name), Is.EqualTo(new[] { (await _app.Database.CheckpointAsync()).Origin, "witness.example/w1" }));
    }

    [Test]
    public async Task Receipts_and_exports_carry_the_cosignature_and_the_command_finds_it()
    {
        // Whatever the machine's clock says.
        _witness.Time = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await _app.GivenAScheduleAsync("nightly");
        await _app.SequenceAsync();
        await OfferAsync();
        var id = (await _app.Admin.GetJsonAsync("/evidence/entries?action=define drill schedule")).Ok().Text("items.0.evidence_id");
        var key = (await _app.RunAsync("evidence", "keys", "list", "--json")).Ends(0).Json.Text("items.0.verifier_key");
        var directory = Directory.CreateTempSubdirectory("cavra-witnessed-").FullName;
        var (receipt, stranger) = (Path.Combine(directory, "receipt"), VerifierKey.OfCosigner("witness.example/w2", new byte[32]));
        await File.WriteAllBytesAsync(receipt, await _app.Admin.GetByteArrayAsync($"/evidence/entries/{id}/receipt"));

        var said = (await CliRun.Of("evidence", "verify", receipt, "--key", key, "--witness", $"{_witness.Key}", "--witness", $"{stranger}")).Ends(0);
        var json = (await CliRun.Of("evidence", "verify", receipt, "--key", key, "--witness", $"{_witness.Key}", "--json")).Ends(0).Json;
        var usage = (await CliRun.Of("evidence", "verify", receipt, "--key", key, "--witness", key)).Ends(2);
        await File.WriteAllTextAsync(receipt, (await File.ReadAllTextAsync(receipt)).Replace($"{_witness.Line((await NoteAsync()).Text)}", $"{_witness.Line("another\n")}", StringComparison.Ordinal));
        var wrong = (await CliRun.Of("evidence", "verify", receipt, "--key", key, "--witness", $"{_witness.Key}")).Ends(1);
        Directory.Delete(directory, recursive: true);

        Assert.Multiple(() =>
        {
            Assert.That(said.Output, Does.Contain("cosigned by 1 of 2 named witnesses: cosigned by witness.example/w1 at 2020-01-01T00:00:00Z, not cosigned by witness.example/w2."));
            Assert.That((json.Text("witnesses.0.name"), json.Text("witnesses.0.cosigned_at")), Is.EqualTo(("witness.example/w1", "2020-01-01T00:00:00+00:00")));
            Assert.That(usage.Error, Does.Contain("--witness must hold verifier keys of witnesses: those of a log go with --key."));
            Assert.That(wrong.Error, Does.Contain("Tampered. The cosignature of the receipt's checkpoint by the witness witness.example/w1 is wrong."));
        });
    }

    private async Task GrowAsync(int count)
    {
        await _app.Database.WriteEntriesAsync(count);
        await _app.SequenceAsync();
    }

    private async Task OfferAsync()
    {
        await using var scope = await _app.Services.WorkerScopeAsync(_app.Database);
        await scope.ServiceProvider.GetRequiredService<WitnessTurn>().TakeAsync(CancellationToken.None);
    }

    private async Task<SignedNote> NoteAsync()
    {
        var text = Encoding.UTF8.GetString(await _app.Admin.GetByteArrayAsync("/evidence/checkpoint"));
        Assert.That(SignedNote.TryParse(text, out var note), Is.True, text);
        return note!;
    }

    private Task<long> CosignedAsync() => _app.Database.ScalarAsync<long>("SELECT count(*) FROM log_cosignatures");

    private async Task<string> StateAsync() => (await _app.Database.ColumnAsync(
        "SELECT last_size || ' ' || CASE WHEN failing_since IS NULL THEN 'well' ELSE last_error END FROM log_witnesses")).Single();

    private static Task SizeAsync(HttpContext context, long size)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (409, "text/x.tlog.size");
        return context.Response.WriteAsync($"{size}\n");
    }
}
