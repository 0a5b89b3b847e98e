using Cavra.Api.Tests.Cli;
using Cavra.Application.Evidence.Log;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;
using Cavra.Verification;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Cavra.Api.Tests.Evidence.Retention;

/// <summary>Whole segments go when the policy says so, and everybody can see that it was the policy.</summary>
public sealed class RetentionTests
{
    private const string Path = "/evidence/retention";

    private CavraApp _app = null!;

    [SetUp]
    public async Task GivenALogOfTwoSegments()
    {
        _app = await CavraApp.StartAsync(configure: builder => builder.Services.Replace(ServiceDescriptor.Singleton(new SegmentTerms(256))));
        await _app.Database.WriteEntriesAsync(600);
        await _app.SequenceAsync();
        await _app.KeepEvidenceAsync(30);
        await _app.SequenceAsync();
    }

    [TearDown]
    public async Task Stop() => await _app.DisposeAsync();

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

    [Test]
    public async Task The_database_takes_nothing_away_for_a_removal_that_the_log_tells_otherwise()
    {
        _app.Clock.Advance(TimeSpan.FromDays(31));
        await _app.Admin.PostJsonAsync(Path);
        await _app.SequenceAsync();
        await _app.Database.ExecuteAsync("UPDATE evidence_removals SET end_index = 256");

        await _app.RetainAsync();
        Assert.That(await LackingAsync(), Is.Zero);
    }

    [Test]
    public async Task A_role_that_may_not_delete_takes_away_what_the_log_tells_of_and_nothing_else()
    {
        _app.Clock.Advance(TimeSpan.FromDays(31));
        await _app.Admin.PostJsonAsync(Path);
        await _app.SequenceAsync();
        var role = $"service_{Guid.CreateVersion7(CavraApp.Start):n}";
        await _app.Database.ExecuteAsync($"CREATE ROLE {role}; GRANT USAGE ON SCHEMA public TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}");
        foreach (var change in new[] { "DELETE FROM public.evidence_documents", "SET cavra.removing = 'on'; DELETE FROM public.evidence_documents" })
        {
            Assert.That(
                () => _app.Database.ExecuteAsync($"SET ROLE {role}; {change}"), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("42501"));
        }

        Assert.That(
            () => _app.Database.ExecuteAsync("RESET ROLE; DELETE FROM public.evidence_documents"),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("23001"), "its owner neither, without saying so");
        await _app.Database.ExecuteAsync(
            $"SET ROLE {role}; SELECT cavra_remove_documents(workspace_id, id, 1, 100) FROM public.evidence_removals; RESET ROLE; DROP OWNED BY {role}; DROP ROLE {role}");
        Assert.That(await LackingAsync(), Is.EqualTo(256), "bundles go as a whole");
    }

    [Test]
    public async Task A_worker_that_ended_halfway_is_gone_on_with()
    {
        _app.Clock.Advance(TimeSpan.FromDays(31));
        await _app.Admin.PostJsonAsync(Path);
        await _app.SequenceAsync();
        await _app.Database.ExecuteAsync("SELECT cavra_remove_documents(workspace_id, id, 0, 256) FROM evidence_removals");
        Assert.That((await _app.VerifyServedAsync()).Finding, Is.EqualTo(VerificationFinding.Sound), "half of it is pruned");

        await _app.RetainAsync();
        Assert.That(await LackingAsync(), Is.EqualTo(512));
        Assert.That(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_removals WHERE done_at IS NOT NULL"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_month_that_is_over_goes_as_a_whole_once_nothing_in_it_is_kept()
    {
        await _app.Database.ScalarAsync<int>("SELECT cavra_make_document_partitions('2020-01-01T00:00:00Z', '2020-03-15T00:00:00Z')");
        await _app.Database.ExecuteAsync(GivenALog.AnEntry(
            "public", await _app.Database.WorkspaceAsync(), Guid.CreateVersion7(new DateTimeOffset(2020, 2, 3, 0, 0, 0, TimeSpan.Zero))));

        var before = await PartitionsAsync();
        var dropped = new List<int>();
        do
        {
            dropped.Add(await _app.Database.ScalarAsync<int>("SELECT cavra_drop_document_partitions('2100-01-01T00:00:00Z')"));
        }
        while (dropped[^1] > 0);

        var gone = before.Except(await PartitionsAsync());
        Assert.Multiple(() =>
        {
            Assert.That(gone, Is.EquivalentTo(new[] { "evidence_documents_2020_01", "evidence_documents_2020_03" }), "neither what is used nor what is to come");
            Assert.That(dropped, Is.EqualTo(new[] { 1, 1, 0 }), "one at a time");
        });
    }

    [Test]
    public async Task What_is_as_old_as_a_column_says_and_younger_than_it_says_itself_does_not_go()
    {
        await _app.Database.ExecuteAsync("SET session_replication_role = replica; UPDATE evidence_entries SET created_at = '2020-01-01T00:00:00Z'");

        Assert.That((await _app.Admin.GetJsonAsync(Path)).Ok().Number("removable"), Is.Zero);
        await _app.RetainAsync();
        await _app.SequenceAsync();
        await _app.RetainAsync();
        Assert.That(await LackingAsync(), Is.Zero);
    }

    private async Task LetGoAsync(int? until = null)
    {
        _app.Clock.Advance(TimeSpan.FromDays(31));
        if (until is { } end)
        {
            // Younger than the others.
            await _app.Database.ExecuteAsync(
                $"SET session_replication_role = replica; UPDATE evidence_documents SET document = replace(document, '2026-11-02T', '2026-12-02T') WHERE entry_id IN (SELECT entry_id FROM log_entries WHERE index = {end + 255})");
        }

        await _app.RetainAsync();
        await _app.SequenceAsync();
        await _app.RetainAsync();
        if (until is { } changed)
        {
            await _app.Database.ExecuteAsync(
                $"SET session_replication_role = replica; UPDATE evidence_documents SET document = replace(document, '2026-12-02T', '2026-11-02T') WHERE entry_id IN (SELECT entry_id FROM log_entries WHERE index = {changed + 255})");
        }
    }

    private Task<long> LackingAsync() => _app.Database.ScalarAsync<long>(
        "SELECT count(*) FROM log_entries AS l WHERE NOT EXISTS (SELECT FROM evidence_documents AS d WHERE d.workspace_id = l.workspace_id AND d.entry_id = l.entry_id)");

    private Task<IReadOnlyList<string>> PartitionsAsync() =>
        _app.Database.ColumnAsync("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'evidence_documents'::regclass ORDER BY 1");
}
