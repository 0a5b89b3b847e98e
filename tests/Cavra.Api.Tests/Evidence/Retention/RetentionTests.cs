using Cavra.Api.Tests.Cli;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;
using Cavra.Verification;

namespace Cavra.Api.Tests.Evidence.Retention;

/// <summary>Whole segments go when the policy says so, and everybody can see that it was the policy.</summary>
public sealed class RetentionTests : GivenTwoSegments
{
    [Test]
    public async Task Before_it_is_time_it_says_what_would_go_when_and_nothing_goes()
    {
        var view = (await _app.Admin.GetJsonAsync(Path)).Ok();
        var asked = await _app.Admin.PostJsonAsync(Path);
        await _app.RetainAsync();

        Assert.Multiple(() =>
        {
            Assert.That(view.Number("evidence_kept_days"), Is.EqualTo(30));
            Assert.That(view.Number("removable"), Is.Zero);
            Assert.That(view.At("segments").AsArray().Select(segment => segment!.Number("end_index")), Is.EqualTo(new[] { 256, 512 }));
            Assert.That(view.At("segments.0.due_at").GetValue<DateTimeOffset>(), Is.EqualTo(view.At("segments.0.newest_at").GetValue<DateTimeOffset>().AddDays(30)));
            asked.Problem(409, "evidence.retention_nothing_due");
        });
        Assert.That(await LackingAsync(), Is.Zero);
    }

    [Test]
    public async Task Nothing_goes_before_a_checkpoint_is_over_the_entry_that_says_so()
    {
        _app.Clock.Advance(TimeSpan.FromDays(31));
        var answer = (await _app.Admin.PostJsonAsync(Path)).Ok();

        await _app.RetainAsync();
        Assert.That(await LackingAsync(), Is.Zero);

        await _app.SequenceAsync();
        await _app.RetainAsync();
        Assert.That(await LackingAsync(), Is.EqualTo(512));
        var view = (await _app.Admin.GetJsonAsync(Path)).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(view.Text("removals.0.told_by"), Is.EqualTo(answer.Text("metadata.evidence_id")));
            Assert.That(view.At("removals.0.done_at").GetValue<DateTimeOffset>(), Is.EqualTo(_app.Clock.GetUtcNow()));
            Assert.That(view.Number("removed_end"), Is.EqualTo(512));
            Assert.That(view.At("segments").AsArray(), Is.Empty, "what is left is no whole segment");
        });
    }

    [Test]
    public async Task The_worker_lets_go_by_itself_and_the_log_says_that_it_did()
    {
        await LetGoAsync();

        var entry = (await _app.Client(_app.AdminKey).GetJsonAsync(Path)).Ok();
        var told = (await _app.Database.EvidenceAsync())
            .Single(document => document["what"]!["metadata_kind"]?.GetValue<string>() == "evidence-retention");
        Assert.Multiple(() =>
        {
            Assert.That(told.Text("who.actor"), Is.EqualTo("cavra-worker"));
            Assert.That(told.Number("what.summary.first_index"), Is.Zero);
            Assert.That(told.Number("what.summary.end_index"), Is.EqualTo(512));
            Assert.That(told.Number("what.summary.kept_days"), Is.EqualTo(30));
            Assert.That(entry.Text("removals.0.told_by"), Is.EqualTo(told.Text("evidence_id")));
        });
    }

    [Test]
    public async Task What_is_verified_afterwards_is_pruned_and_sound_from_the_database_and_from_outside()
    {
        await LetGoAsync();

        var (inside, outside) = (await _app.CheckLogAsync(), await _app.VerifyServedAsync());
        foreach (var verdict in new[] { inside, outside })
        {
            Assert.Multiple(() =>
            {
                Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
                Assert.That(verdict.Says, Does.Contain("Entries 0 to 511 are pruned: a policy that keeps evidence for 30 days let them go"));
                Assert.That(verdict.Removed.Single() is { FirstIndex: 0, EndIndex: 512, Reason: RemovalReason.Retention }, Is.True);
                Assert.That(verdict.Checked, Is.EqualTo(verdict.TreeSize - 512));
            });
        }
    }

    [Test]
    public async Task What_goes_later_is_told_with_what_went_before_so_that_the_entry_that_told_of_it_may_go()
    {
        await LetGoAsync();
        await _app.Database.WriteEntriesAsync(300);
        await _app.SequenceAsync();
        await LetGoAsync();

        var verdict = await _app.VerifyServedAsync();
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
            Assert.That(verdict.Removed.Single() is { FirstIndex: 0, EndIndex: 768 }, Is.True, verdict.Says);
        });
        Assert.That((await _app.CheckLogAsync()).IsSound, Is.True);
    }

    [Test]
    public async Task Bytes_that_somebody_takes_away_are_missing_whatever_the_table_of_removals_says()
    {
        await _app.Database.WriteEntriesAsync(300);
        await _app.SequenceAsync();
        await LetGoAsync(until: 512);
        await _app.Database.ExecuteAsync(
            """
            SET session_replication_role = replica;
            DELETE FROM evidence_documents WHERE entry_id IN (SELECT entry_id FROM log_entries WHERE index >= 512 AND index < 768);
            UPDATE evidence_removals SET end_index = 768
            """);

        Assert.That((await _app.CheckLogAsync()) is { Finding: VerificationFinding.Missing, FirstBadIndex: 512 }, Is.True);
        Assert.That((await _app.VerifyServedAsync()) is { Finding: VerificationFinding.Missing, FirstBadIndex: 512 }, Is.True);
    }

    [Test]
    public async Task Every_reader_of_what_went_says_so_and_none_fails()
    {
        var id = (await _app.Database.ColumnAsync("SELECT entry_id::text FROM log_entries WHERE index = 300")).Single();
        var evidence = $"evidence-{id.Replace("-", "", StringComparison.Ordinal)}";
        var before = (await _app.Admin.GetJsonAsync($"/evidence/entries/{evidence}")).Ok();
        await LetGoAsync();
        var told = (await _app.Admin.GetJsonAsync(Path)).Ok().Text("removals.0.told_by");

        var entry = (await _app.Admin.GetJsonAsync($"/evidence/entries/{evidence}")).Ok();
        var receipt = await _app.Admin.GetJsonAsync($"/evidence/entries/{evidence}/receipt");
        var bundle = await _app.Admin.GetJsonAsync("/evidence/tile/entries/000");
        var run = (await _app.RunAsync("evidence", "entry", evidence)).Ends(0);
        var listed = (await _app.Admin.GetJsonAsync("/evidence/entries?limit=200&offset=500")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(before["removed"], Is.Null);
            Assert.That(entry.Text("removed.reason"), Is.EqualTo("retention"));
            Assert.That(entry.Text("removed.told_by"), Is.EqualTo(told));
            Assert.That(entry.Text("document.what.action"), Is.EqualTo(before.Text("document.what.action")));
            Assert.That(run.Error + run.Output, Does.Contain($"Its bytes were removed by retention, as {told} says."));
            Assert.That(entry.Text("digest"), Is.EqualTo(before.Text("digest")));
            receipt.Problem(404, "evidence.removed");
            bundle.Problem(404, "evidence.tile_removed");
            Assert.That(listed.At("items").AsArray().Select(item => item!["removed"]?["told_by"]?.GetValue<string>()).OfType<string>(), Is.All.EqualTo(told).And.Not.Empty);
        });
    }

    [Test]
    public async Task An_export_over_what_went_is_sound_and_says_what_is_pruned()
    {
        await LetGoAsync();

        var verdict = await _app.VerifyExportAsync(new { since = "2026-01-01T00:00:00Z", until = "2026-11-02T10:00:00Z" });
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
            Assert.That(verdict.Removed.Single() is { FirstIndex: 0, EndIndex: 512 }, Is.True, verdict.Says);
        });
    }

    [Test]
    public async Task The_command_line_shows_it_without_changing_anything_and_lets_it_go_only_when_that_is_meant()
    {
        _app.Clock.Advance(TimeSpan.FromDays(31));

        var shown = (await _app.RunAsync("evidence", "retention", "--dry-run")).Ends(0);
        var unmeant = (await _app.RunAsync("evidence", "retention")).Ends(2);
        var before = await _app.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_removals");
        var meant = (await _app.RunAsync("evidence", "retention", "--yes")).Ends(0);
        Assert.Multiple(() =>
        {
            Assert.That(shown.Output, Does.Contain("The policy keeps evidence for 30 days. 512 entries would go now"));
            Assert.That(unmeant.Error, Does.Contain("Nothing is changed without --yes."));
            Assert.That(before, Is.Zero);
            Assert.That(meant.Output, Does.Contain("The bytes of all entries before index 512 go as soon as a checkpoint is over evidence-"));
        });
    }

    [Test]
    public async Task An_open_loop_keeps_what_came_about_around_its_delivery()
    {
        await _app.Database.ExecuteAsync(GivenRetention.AnOpenDestination((await _app.Database.WorkspaceAsync()).Value, CavraApp.Start.AddDays(20)));
        _app.Clock.Advance(TimeSpan.FromDays(100));

        var view = (await _app.Admin.GetJsonAsync(Path)).Ok();
        await LetGoAsync();
        Assert.Multiple(() =>
        {
            Assert.That(view.Number("removable"), Is.Zero);
            Assert.That(view.At("held_since").GetValue<DateTimeOffset>(), Is.EqualTo(CavraApp.Start.AddDays(20)));
        });
        Assert.That(await LackingAsync(), Is.Zero);
    }
}
