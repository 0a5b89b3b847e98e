using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cavra.Api.Evidence;
using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;
using Cavra.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Evidence;

public sealed class ExportTests
{
    private AuditScene _scene = null!;
    private string _file = "";
    private string _audit = "";
    private VerifierKey _key = null!;

    [OneTimeSetUp]
    public async Task GivenTwoAudits()
    {
        _file = Path.GetTempFileName();
        _scene = await AuditScene.StartAsync();
        await _scene.GivenAnAnsweredNotificationAsync(notes: "Rolled back <b>in four minutes</b>.");
        await _scene.Database.WriteEntriesAsync(300);
        _audit = (await _scene.DeliverAsync()).Text("audit_package.audit_id");
        await _scene.DeliverAsync();
        await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/retry-plan");
        await _scene.App.SequenceAsync();
        await _scene.Database.WriteEntriesAsync(300);
        await _scene.App.SequenceAsync();
        var keys = (await _scene.Client.GetJsonAsync("/evidence/keys")).Ok();
        Assert.That(VerifierKey.TryParse(keys.Text("items.0.verifier_key"), out var key), Is.True);
        _key = key!;
    }

    [OneTimeTearDown]
    public async Task Forget()
    {
        await _scene.DisposeAsync();
        File.Delete(_file);
    }

    [Test]
    public async Task An_export_of_one_audit_is_sound_and_holds_that_audit_alone()
    {
        var manifest = await ExportAsync(new { audit_id = _audit });
        var verdict = await VerifyAsync();

        var expected = await _scene.Database.ColumnAsync(
            $"""
            SELECT logged.index::text FROM log_entries AS logged JOIN evidence_documents AS entry ON entry.entry_id = logged.entry_id
            WHERE entry.document::jsonb #>> '{'{'}what,summary,audit_id{'}'}' = '{_audit}' OR entry.document::jsonb #>> '{'{'}what,resource_id{'}'}' = '{_audit}'
            ORDER BY logged.index
            """);
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
            Assert.That(manifest.At("selected").AsArray().Select(index => index!.ToString()), Is.EqualTo(expected));
            Assert.That(expected, Has.Count.GreaterThanOrEqualTo(3));
            Assert.That(manifest.Number("first_index"), Is.LessThanOrEqualTo(int.Parse(expected[0])));
            Assert.That(manifest.Number("end_index"), Is.EqualTo(manifest.Number("export_index") + 1));
            Assert.That(expected[^1], Is.EqualTo($"{manifest.Number("export_index")}"), "the export itself is about the audit");
            Assert.That(manifest.Text("selection.audit_id"), Is.EqualTo(_audit));
        });
    }

    [Test]
    public async Task An_export_is_itself_evidence()
    {
        var manifest = await ExportAsync(new { since = "2026-01-01T00:00:00Z", until = "2030-01-01T00:00:00Z" });

        var entry = (await _scene.Client.GetJsonAsync("/evidence/entries?action=export evidence&outcome=done")).Ok().At("items.0.document");
        Assert.Multiple(() =>
        {
            Assert.That(entry.Text("what.metadata_kind"), Is.EqualTo("evidence-export"));
            Assert.That(entry.Text("what.resource_id"), Is.EqualTo(manifest.Text("export_id")));
            Assert.That(entry.Number("what.summary.tree_size"), Is.LessThanOrEqualTo(manifest.Number("export_index")));
            Assert.That(manifest.Number("export_index"), Is.LessThan(manifest.Number("tree_size")));
            Assert.That(entry.Number("what.summary.first_index"), Is.EqualTo(manifest.Number("first_index")));
        });
        Assert.That((await VerifyAsync()).Finding, Is.EqualTo(VerificationFinding.Sound));
    }

    [Test]
    public async Task An_export_proves_that_the_log_grew_from_a_checkpoint_that_was_kept()
    {
        var kept = (await _scene.Database.ColumnAsync("SELECT note FROM log_checkpoints ORDER BY size LIMIT 1")).Single();
        await ExportAsync(new { audit_id = _audit, earlier_checkpoint = kept });

        Assert.That((await VerifyAsync()).Finding, Is.EqualTo(VerificationFinding.Sound));
        using var zip = ZipFile.OpenRead(_file);
        Assert.That(zip.GetEntry("consistency")!.Length, Is.GreaterThan(40));
        Assert.That(Read(zip, "earlier-checkpoint"), Is.EqualTo(kept));
    }

    [Test]
    public async Task A_third_export_at_once_is_told_to_wait_and_leaves_no_evidence()
    {
        var slots = _scene.App.Services.GetRequiredService<ExportSlots>();
        var workspace = await _scene.Database.WorkspaceAsync();
        using (slots.Enter(workspace))
        using (slots.Enter(workspace))
        {
            var before = await _scene.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_entries");
            var refused = await _scene.Client.PostJsonAsync("/evidence/exports", new { audit_id = _audit });

            refused.Problem(429, "evidence.exports_under_way");
            Assert.That(refused.Response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(await _scene.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_entries"), Is.EqualTo(before));
            Assert.That(slots.Enter(new WorkspaceId(Guid.CreateVersion7(_scene.App.Clock.GetUtcNow()))), Is.Not.Null, "another workspace has slots of its own");
        }

        await ExportAsync(new { audit_id = _audit });
    }

    [TestCase("end_index", -1)]
    [TestCase("first_index", 1)]
    [TestCase("export_index", -1)]
    public async Task An_export_whose_manifest_is_cut_or_names_another_record_is_refused(string member, int by)
    {
        await ExportAsync(new { since = "2020-01-01T00:00:00Z", until = "2030-01-01T00:00:00Z" });
        await ChangeAsync(manifest =>
        {
            manifest[member] = manifest.Number(member) + by;
            var selected = manifest.At("selected").AsArray();
            selected.RemoveAt(by > 0 ? 0 : selected.Count - 1);
        });

        await IsTamperedAsync("records the export", "is not the record of an export");
    }

    [Test]
    public async Task An_export_whose_manifest_says_that_something_else_was_asked_for_is_refused()
    {
        await ExportAsync(new { audit_id = _audit });
        await ChangeAsync(manifest =>
        {
            manifest["selection"]!["until"] = "2026-01-01T00:00:00Z";
            manifest["selected"] = new JsonArray();
        });

        await IsTamperedAsync("says something else than entry");
    }

    [Test]
    public async Task An_export_without_the_entry_that_records_it_is_not_sound()
    {
        await ExportAsync(new { audit_id = _audit });
        await ChangeAsync(manifest => manifest.AsObject().Remove("export_index"));

        var verdict = await VerifyAsync();

        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Missing));
        Assert.That(verdict.Says, Does.Contain("does not hold the entry that records it"));
    }

    [TestCase(0)]
    [TestCase(1)]
    public async Task A_match_that_is_hidden_where_the_log_is_kept_is_missed_in_the_export(int place)
    {
        var hidden = (await _scene.Database.ColumnAsync(
            $"SELECT id::text FROM evidence_entries WHERE audit_id = '{_audit}' ORDER BY id"))[place];
        await _scene.Database.ExecuteAsync($"SET session_replication_role = replica; UPDATE evidence_entries SET audit_id = NULL, resource_id = NULL, delivery_id = NULL, retry_plan_id = NULL WHERE id = '{hidden}'");
        try
        {
            await ExportAsync(new { audit_id = _audit });

            await IsTamperedAsync("matches the selection and is left out of it");
        }
        finally
        {
            await _scene.Database.ExecuteAsync(
                $"SET session_replication_role = replica; UPDATE evidence_entries SET audit_id = '{_audit}', resource_id = document::jsonb #>> '{'{'}what,resource_id{'}'}', delivery_id = document::jsonb #>> '{'{'}what,summary,delivery_id{'}'}' FROM evidence_documents WHERE entry_id = id AND id = '{hidden}'");
        }
    }

    [Test]
    public async Task A_match_that_is_hidden_and_taken_out_of_the_manifest_is_missed_in_what_was_recorded()
    {
        var manifest = await ExportAsync(new { audit_id = _audit });
        await ChangeAsync(changed => changed.At("selected").AsArray().RemoveAt(0));

        await IsTamperedAsync($"Entry {manifest.At("selected.0")} matches the selection and is left out of it");
    }

    [Test]
    public async Task An_export_goes_back_to_an_entry_that_is_older_than_what_was_asked_for()
    {
        var at = await _scene.Database.ScalarAsync<DateTime>("SELECT max(created_at) FROM evidence_entries");
        _scene.App.Clock.Advance(TimeSpan.FromHours(1));
        await _scene.DeliverAsync();
        var second = (await _scene.DeliverAsync()).Text("audit_package.audit_id");
        await _scene.App.SequenceAsync();

        var manifest = await ExportAsync(new { audit_id = second });
        var verdict = await VerifyAsync();

        var first = await _scene.Database.ScalarAsync<DateTime>(
            $"SELECT entry.created_at FROM log_entries AS l JOIN evidence_entries AS entry ON entry.id = l.entry_id WHERE l.index = {manifest.Number("first_index")}");
        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
        Assert.That(first, Is.LessThanOrEqualTo(at), "at least ten minutes before the package was made");
        Assert.That(manifest.Number("first_index"), Is.GreaterThan(0), "not the whole log");
    }

    [Test]
    public async Task Each_selected_entry_has_a_proof_of_its_own_that_stands_alone()
    {
        var manifest = await ExportAsync(new { audit_id = _audit });

        using var zip = ZipFile.OpenRead(_file);
        foreach (var index in manifest.At("selected").AsArray().Select(index => index!.GetValue<long>()))
        {
            var verdict = ReceiptVerifier.Verify(Encoding.UTF8.GetBytes(Read(zip, $"proofs/{index}.tlog-proof")), [_key]);
            Assert.That(verdict.IsSound, Is.True, verdict.Says);
        }
    }

    [TestCase("report.html", "is not the one that the manifest names")]
    [TestCase("proofs/{0}.tlog-proof", "does not prove entry")]
    public async Task A_file_beside_the_entries_that_was_changed_is_found(string file, string says)
    {
        var manifest = await ExportAsync(new { audit_id = _audit });
        var (first, last) = (manifest.At("selected.0"), manifest.Number("export_index"));
        using (var zip = ZipFile.Open(_file, ZipArchiveMode.Update))
        {
            // Another entry's proof, or a name that somebody changed.
            var (name, text) = (string.Format(file, first), file is "report.html"
                ? Read(zip, file).Replace("ada", "bob", StringComparison.Ordinal) + " " : Read(zip, string.Format(file, last)));
            zip.GetEntry(name)!.Delete();
            await using var stream = new StreamWriter(zip.CreateEntry(name).Open());
            await stream.WriteAsync(text);
        }

        await IsTamperedAsync(says);
    }

    [Test]
    public async Task An_export_whose_record_the_log_does_not_take_in_is_not_given()
    {
        await using var app = await CavraApp.StartAsync(configure: builder => builder.Services.AddSingleton(new ExportPatience(1, TimeSpan.Zero)));
        await app.Database.WriteEntriesAsync(3);
        await app.SequenceAsync();

        var refused = await app.Admin.PostJsonAsync("/evidence/exports", new { since = "2020-01-01T00:00:00Z" });

        refused.Problem(409, "evidence.not_in_log_yet");
        await app.SequenceAsync();
        Assert.That(
            (await app.Admin.GetJsonAsync("/evidence/entries?action=export evidence&outcome=done")).Ok().Number("total"), Is.EqualTo(1),
            "that it was asked for is recorded all the same");
    }

    [Test]
    public async Task A_log_that_stands_still_gives_no_export()
    {
        await using var app = await CavraApp.StartAsync();
        await app.Database.WriteEntriesAsync(3);
        await app.SequenceAsync();
        await app.Database.ExecuteAsync("SET session_replication_role = replica; UPDATE log_trees SET size = size - 1");
        await app.Database.WriteEntriesAsync(1);
        await app.SequenceAsync();

        (await app.Admin.PostJsonAsync("/evidence/exports", new { since = "2020-01-01T00:00:00Z" })).Problem(409, "evidence.log_stands_still");
    }

    [Test]
    public async Task An_export_of_a_time_ends_with_an_entry_that_is_newer()
    {
        var at = await _scene.Database.ScalarAsync<DateTime>("SELECT max(created_at) FROM evidence_entries");
        _scene.App.Clock.Advance(TimeSpan.FromHours(1));
        await _scene.DeliverAsync();
        await _scene.App.SequenceAsync();
        var manifest = await ExportAsync(new { audit_id = _audit, until = at });

        var verdict = await VerifyAsync();

        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
        Assert.That(verdict.Unchecked, Is.EqualTo(new[] { "report.html", "README.txt", "keys.txt" }));
        Assert.That(manifest.Number("end_index"), Is.LessThan(manifest.Number("export_index")), "the record is beside the range");
        Assert.That(manifest.At("selected").AsArray()[^1]!.GetValue<int>(), Is.LessThan(manifest.Number("end_index")));
    }

    [Test]
    public async Task A_checkpoint_that_the_log_did_not_grow_from_is_refused()
    {
        var kept = (await _scene.Database.ColumnAsync("SELECT note FROM log_checkpoints ORDER BY size LIMIT 1")).Single();
        var lines = kept.Split('\n');
        var otherRoot = kept.Replace(lines[2], TreeHash.Of(new byte[32]).ToString(), StringComparison.Ordinal);
        var tooLarge = kept.Replace($"\n{lines[1]}\n", "\n999999\n", StringComparison.Ordinal);
        var otherLog = kept.Replace(lines[0], "cavra/0123456789abcdef/default", StringComparison.Ordinal);

        foreach (var checkpoint in new[] { otherRoot, tooLarge, otherLog })
        {
            (await _scene.Client.PostJsonAsync("/evidence/exports", new { audit_id = _audit, earlier_checkpoint = checkpoint }))
                .Problem(409, "evidence.not_grown_from");
        }

        (await _scene.Client.PostJsonAsync("/evidence/exports", new { audit_id = _audit, earlier_checkpoint = "x" }))
            .Problem(400, "request.invalid");
    }

    [Test]
    public async Task The_report_says_who_did_what_and_lets_no_markup_in()
    {
        await ExportAsync(new { since = "2026-01-01T00:00:00Z", until = "2030-01-01T00:00:00Z" });

        using var zip = ZipFile.OpenRead(_file);
        var report = Read(zip, "report.html");
        Assert.Multiple(() =>
        {
            Assert.That(report, Does.Contain("acknowledge notification").Or.Contain("acknowledge drill notification"));
            Assert.That(report, Does.Not.Contain("<b>"));
            Assert.That(report, Does.Not.Contain("<script").And.Not.Contain("src="));
            Assert.That(report, Does.Contain(_audit));
            Assert.That(Read(zip, "README.txt"), Does.Contain("cavra evidence verify"));
        });
    }

    [TestCase("{}")]
    [TestCase("""{"audit_id":"a","delivery_id":"b"}""")]
    [TestCase("""{"audit_id":"a","since":"2026-01-02T00:00:00Z","until":"2026-01-01T00:00:00Z"}""")]
    [TestCase("""{"since":"2026-01-02T00:00:00Z","until":"2026-01-01T00:00:00Z"}""")]
    [TestCase("""{"audit":"a"}""")]
    public async Task What_is_asked_wrongly_is_refused(string body) =>
        (await _scene.Client.PostJsonAsync("/evidence/exports", body)).Problem(400, "request.invalid");

    [Test]
    public async Task An_export_that_selects_nothing_is_refused_and_leaves_evidence()
    {
        (await _scene.Client.PostJsonAsync("/evidence/exports", new { audit_id = "gordack-nothing" })).Problem(404, "evidence.nothing_selected");

        Assert.That(
            (await _scene.Client.GetJsonAsync("/evidence/entries?outcome=refused:evidence.nothing_selected")).Ok().Number("total"), Is.EqualTo(1));
    }

    private async Task<JsonNode> ExportAsync(object body)
    {
        // Each export at a time of its own: the newest is the last.
        _scene.App.Clock.Advance(TimeSpan.FromSeconds(1));
        using var content = new StringContent(System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await _scene.App.SequenceUntilAsync(_scene.Client.PostAsync("/evidence/exports", content));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/zip"));
        Assert.That(answer.Content.Headers.ContentDisposition?.FileName, Does.Match("^export-[0-9a-f]{32}\\.zip$"));
        await File.WriteAllBytesAsync(_file, await answer.Content.ReadAsByteArrayAsync());
        using var zip = ZipFile.OpenRead(_file);
        return JsonNode.Parse(Read(zip, "manifest.json"))!;
    }

    private async Task ChangeAsync(Action<JsonNode> change)
    {
        using var zip = ZipFile.Open(_file, ZipArchiveMode.Update);
        var manifest = JsonNode.Parse(Read(zip, "manifest.json"))!;
        change(manifest);
        zip.GetEntry("manifest.json")!.Delete();
        await using var stream = new StreamWriter(zip.CreateEntry("manifest.json").Open());
        await stream.WriteAsync(manifest.ToJsonString());
    }

    private async Task IsTamperedAsync(params string[] says)
    {
        var verdict = await VerifyAsync();
        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Tampered), verdict.Says);
        Assert.That(says.Any(text => verdict.Says.Contains(text, StringComparison.Ordinal)), Is.True, verdict.Says);
    }

    private async Task<VerificationResult> VerifyAsync()
    {
        using var zip = ZipSource.Open(_file);
        return await new LogVerifier(zip, [_key]).VerifyAsync(CancellationToken.None);
    }

    private static string Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
