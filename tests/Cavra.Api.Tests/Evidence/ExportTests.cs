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
            SELECT logged.index::text FROM log_entries AS logged JOIN evidence_entries AS entry ON entry.id = logged.entry_id
            WHERE entry.document::jsonb #>> '{'{'}what,summary,audit_id{'}'}' = '{_audit}' OR entry.document::jsonb #>> '{'{'}what,resource_id{'}'}' = '{_audit}'
            ORDER BY logged.index
            """);
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
            Assert.That(manifest.At("selected").AsArray().Select(index => index!.ToString()), Is.EqualTo(expected));
            Assert.That(expected, Has.Count.GreaterThanOrEqualTo(3));
            Assert.That(manifest.Number("first_index"), Is.EqualTo(int.Parse(expected[0])));
            Assert.That(manifest.Text("selection.audit_id"), Is.EqualTo(_audit));
        });
    }

    [Test]
    public async Task An_export_is_itself_evidence()
    {
        var manifest = await ExportAsync(new { since = "2026-01-01T00:00:00Z", until = "2026-11-10T00:00:00Z" });

        var entry = (await _scene.Client.GetJsonAsync("/evidence/entries?action=export evidence&outcome=done")).Ok().At("items.0.document");
        Assert.Multiple(() =>
        {
            Assert.That(entry.Text("what.metadata_kind"), Is.EqualTo("evidence-export"));
            Assert.That(entry.Number("what.summary.tree_size"), Is.EqualTo(manifest.Number("tree_size")));
            Assert.That(entry.Number("what.summary.selected_count"), Is.EqualTo(manifest.At("selected").AsArray().Count));
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
    public async Task An_export_of_everything_whose_manifest_is_cut_at_an_end_is_refused(string member, int by)
    {
        await ExportAsync(new { since = "2020-01-01T00:00:00Z", until = "2030-01-01T00:00:00Z" });
        using (var zip = ZipFile.Open(_file, ZipArchiveMode.Update))
        {
            var manifest = JsonNode.Parse(Read(zip, "manifest.json"))!;
            manifest[member] = manifest.Number(member) + by;
            var selected = manifest.At("selected").AsArray();
            selected.RemoveAt(by > 0 ? 0 : selected.Count - 1);
            zip.GetEntry("manifest.json")!.Delete();
            await using var stream = new StreamWriter(zip.CreateEntry("manifest.json").Open());
            await stream.WriteAsync(manifest.ToJsonString());
        }

        Assert.That((await VerifyAsync()).IsSound, Is.False);
    }

    [Test]
    public async Task An_export_of_a_time_holds_the_entries_before_and_after_it()
    {
        var at = await _scene.Database.ScalarAsync<DateTime>(
            "SELECT created_at FROM evidence_entries WHERE action = 'acknowledge notification' OR action = 'acknowledge drill notification' LIMIT 1");
        var manifest = await ExportAsync(new { since = at.AddMilliseconds(-1), until = at.AddMilliseconds(1) });

        var verdict = await VerifyAsync();

        var selected = manifest.At("selected").AsArray().Select(index => index!.GetValue<int>()).ToList();
        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
        Assert.That(verdict.Unchecked, Is.EqualTo(new[] { "report.html", "README.txt", "keys.txt" }));
        Assert.That(manifest.Number("first_index"), Is.LessThan(selected[0]));
        Assert.That(manifest.Number("end_index"), Is.GreaterThan(selected[^1] + 1));
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
        await ExportAsync(new { since = "2026-01-01T00:00:00Z", until = "2026-11-10T00:00:00Z" });

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
    [TestCase("""{"audit_id":"a","since":"2026-01-01T00:00:00Z"}""")]
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
        using var answer = await _scene.Client.PostAsync("/evidence/exports", content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/zip"));
        Assert.That(answer.Content.Headers.ContentDisposition?.FileName, Does.Match("^export-[0-9a-f]{32}\\.zip$"));
        await File.WriteAllBytesAsync(_file, await answer.Content.ReadAsByteArrayAsync());
        using var zip = ZipFile.OpenRead(_file);
        return JsonNode.Parse(Read(zip, "manifest.json"))!;
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
