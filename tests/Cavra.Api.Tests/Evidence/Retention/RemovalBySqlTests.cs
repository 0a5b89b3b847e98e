using Cavra.Testing;
using Cavra.Verification;
using Npgsql;

namespace Cavra.Api.Tests.Evidence.Retention;

/// <summary>What the database itself takes away, and refuses to.</summary>
public sealed class RemovalBySqlTests : GivenTwoSegments
{
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

    private Task<IReadOnlyList<string>> PartitionsAsync() =>
        _app.Database.ColumnAsync("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'evidence_documents'::regclass ORDER BY 1");
}
