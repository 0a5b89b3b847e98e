using System.Text;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;
using Cavra.Verification;

namespace Cavra.Api.Tests.Evidence.Retention;

/// <summary>What two people erased is gone, its hash is where it was, and the log tells who they were.</summary>
public sealed class ErasedEntryTests
{
    private const string Slipped = "the-customer-whose-name-slipped-through";

    private CavraApp _app = null!;
    private string _evidence = "";
    private long _index;

    [SetUp]
    public async Task GivenAnEntryThatTwoPeopleErase()
    {
        _app = await CavraApp.StartAsync();
        await _app.Database.WriteEntriesAsync(300);
        _evidence = (await _app.Admin.PostJsonAsync("/access/keys", new { name = Slipped, roles = new[] { "auditor" } })).Created().Text("metadata.evidence_id");
        await _app.Database.WriteEntriesAsync(300);
        await _app.SequenceAsync();
        _index = (await _app.Admin.GetJsonAsync($"/evidence/entries/{_evidence}")).Ok().At("sequence").GetValue<long>();
    }

    [TearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [Test]
    public async Task Its_bytes_are_gone_once_the_log_tells_of_it_and_no_reader_fails()
    {
        var told = await EraseAsync();

        var entry = (await _app.Admin.GetJsonAsync($"/evidence/entries/{_evidence}")).Ok();
        var bundle = await _app.Admin.GetByteArrayAsync($"/evidence/{new EntryTile(_index / 256, 256).Path}");
        (await _app.Admin.GetJsonAsync($"/evidence/entries/{_evidence}/receipt")).Problem(404, "evidence.removed");
        Assert.Multiple(() =>
        {
            Assert.That(entry.Text("removed.reason"), Is.EqualTo("erasure"));
            Assert.That(entry.Text("removed.told_by"), Is.EqualTo(told));
            Assert.That(Encoding.UTF8.GetString(bundle), Does.Contain($"\"evidence_id\":\"{_evidence}\",\"told_by\":\"{told}\"").And.Not.Contain(Slipped));
        });
        Assert.That(await _app.Database.ColumnAsync("SELECT document FROM evidence_documents"), Has.None.Contain(Slipped));
    }

    [Test]
    public async Task What_is_verified_afterwards_is_erased_and_sound_and_names_both_people()
    {
        await EraseAsync();

        foreach (var verdict in new[] { await _app.CheckLogAsync(), await _app.VerifyServedAsync(), await ExportAsync() })
        {
            Assert.Multiple(() =>
            {
                Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
                Assert.That(verdict.Says, Does.Match($"Entry {_index} is erased: administrator asked and second confirmed it at "));
                Assert.That(verdict.Removed.Single() is { Reason: RemovalReason.Erasure } range && range.FirstIndex == _index, Is.True);
            });
        }
    }

    [Test]
    public async Task An_export_of_a_time_long_before_holds_the_entry_that_says_so()
    {
        _app.Clock.Advance(TimeSpan.FromHours(1));
        await _app.Database.WriteEntriesAsync(1);
        (await _app.Admin.PostJsonAsync("/access/keys", new { name = "later", roles = new[] { "auditor" } })).Created();
        await _app.Database.WriteEntriesAsync(300);
        await _app.SequenceAsync();
        await EraseAsync();
        await _app.Database.WriteEntriesAsync(700);
        await _app.SequenceAsync();

        var verdict = await ExportAsync(new { until = CavraApp.Start.AddMinutes(5) });
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
            Assert.That(verdict.Removed.Single().FirstIndex, Is.EqualTo(_index));
            Assert.That(verdict.Says, Does.Contain("; the bytes of 1 of them are gone"));
            Assert.That(verdict.Checked, Is.LessThan((verdict.TreeSize ?? 0) - 256), "what came between is not in it");
        });
    }

    [Test]
    public async Task A_tombstone_that_no_two_people_asked_for_is_tampering()
    {
        await _app.Database.ExecuteAsync(
            $"""
            SET session_replication_role = replica;
            INSERT INTO evidence_removals (workspace_id, id, reason, first_index, end_index, decided_at, told_by)
            SELECT workspace_id, gen_random_uuid(), 'erasure', {_index}, {_index + 1}, now(), entry_id FROM log_entries WHERE index = 10;
            DELETE FROM evidence_documents WHERE entry_id = (SELECT entry_id FROM log_entries WHERE index = {_index})
            """);

        foreach (var verdict in new[] { await _app.CheckLogAsync(), await _app.VerifyServedAsync() })
        {
            Assert.That(verdict is { Finding: VerificationFinding.Tampered } && verdict.FirstBadIndex == _index, Is.True, verdict.Says);
        }
    }

    [Test]
    public async Task What_was_asked_and_not_confirmed_is_still_there()
    {
        (await _app.Admin.PostJsonAsync("/evidence/erasures", new { evidence_id = _evidence, reason = "A name." })).Ok();
        await _app.SequenceAsync();
        await _app.RetainAsync();

        Assert.That((await _app.Admin.GetJsonAsync($"/evidence/entries/{_evidence}")).Ok()["removed"], Is.Null);
    }

    [Test]
    public async Task What_is_gone_already_can_not_be_erased()
    {
        await _app.Database.ExecuteAsync("SET session_replication_role = replica; DELETE FROM evidence_documents WHERE entry_id = (SELECT entry_id FROM log_entries WHERE index = 7)");
        var gone = (await _app.Database.ColumnAsync("SELECT entry_id::text FROM log_entries WHERE index = 7")).Single().Replace("-", "", StringComparison.Ordinal);

        var asked = await _app.Admin.PostJsonAsync("/evidence/erasures", new { evidence_id = $"evidence-{gone}", reason = "A name." });
        asked.Problem(404, "evidence.removed");
    }

    private async Task<string> EraseAsync()
    {
        var second = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "second", roles = new[] { "admin" } })).Created().Text("key");
        var asked = (await _app.Admin.PostJsonAsync("/evidence/erasures", new { evidence_id = _evidence, reason = "A name." })).Ok();
        using var client = _app.Client(second);
        var confirmed = (await client.PostJsonAsync($"/evidence/erasures/{asked.Text("erasure.erasure_id")}/confirm")).Ok();
        await _app.RetainAsync();
        Assert.That((await _app.Admin.GetJsonAsync($"/evidence/entries/{_evidence}")).Ok()["removed"], Is.Null, "no checkpoint is over it yet");
        await _app.SequenceAsync();
        await _app.RetainAsync();
        return confirmed.Text("metadata.evidence_id");
    }

    private Task<VerificationResult> ExportAsync(object? asked = null) =>
        _app.VerifyExportAsync(asked ?? new { since = "2026-01-01T00:00:00Z", until = "2026-11-02T10:00:00Z" });
}
