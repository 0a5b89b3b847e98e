using Cavra.Testing;
using Microsoft.AspNetCore.Builder;

namespace Cavra.Api.Tests.Evidence;

/// <summary>What a worker remembers of a log outside of the database, against somebody who owns the database.</summary>
public sealed class LogMemoryTests
{
    private const string Health = "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery/worker-health";

    // As of an older copy of the database: the newest 77 entries are back in the queue, and everything that was signed over them is gone.
    private const string CutBack =
        """
        SET session_replication_role = replica;
        INSERT INTO log_awaiting (workspace_id, entry_id) SELECT workspace_id, entry_id FROM log_entries WHERE index >= 600;
        DELETE FROM log_entries WHERE index >= 600;
        DELETE FROM log_checkpoints WHERE size > 600;
        UPDATE log_trees SET size = 600;
        DELETE FROM log_tiles WHERE level = 0 AND index > 600 / 256;
        UPDATE log_tiles SET hashes = substring(hashes FOR (600 % 256) * 32) WHERE level = 0 AND index = 600 / 256;
        """;

    // All is taken in anew, in another order.
    private const string Anew =
        """
        SET session_replication_role = replica;
        INSERT INTO log_awaiting (workspace_id, entry_id) SELECT workspace_id, entry_id FROM log_entries WHERE index > 0;
        DELETE FROM log_entries; DELETE FROM log_checkpoints; DELETE FROM log_tiles; DELETE FROM log_trees;
        """;

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task GivenALog()
    {
        _app = await _cavra.NewWorkspaceAsync();
        await _app.Database.WriteEntriesAsync(600);
        await _app.SequenceAsync();
        await _app.Database.WriteEntriesAsync(77);
        await _app.SequenceAsync();
    }

    [Test]
    public async Task A_log_that_was_cut_back_to_an_older_checkpoint_of_its_own_is_not_gone_on_with()
    {
        await _app.Database.ExecuteAsync(CutBack);
        await _app.Database.ExecuteAsync(
            "SET session_replication_role = replica; UPDATE evidence_documents SET document = replace(document, 'default', 'changed')");

        await _app.SequenceAsync();
        await _app.SequenceAsync();

        var health = (await _app.Admin.GetJsonAsync(Health)).Ok();
        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(600));
        Assert.That(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM log_awaiting"), Is.EqualTo(77));
        Assert.That(health.Text("alerts.0.category"), Is.EqualTo("evidence_inconsistent"));
        Assert.That(health.Text("alerts.0.severity"), Is.EqualTo("critical"));
        Assert.That(health.Text("alerts.0.message"), Does.Contain("remembers having signed, from index 600 on"));
        Assert.That(_app.Log.Text.Split("is not the one that"), Has.Length.EqualTo(2), "said once");
    }

    [Test]
    public async Task Another_workspace_goes_on_beside_it_and_the_service_stays_ready()
    {
        await _app.Database.ExecuteAsync(CutBack);
        await _app.SequenceAsync();
        var other = await _cavra.NewWorkspaceAsync();
        await other.Database.WriteEntriesAsync(3);

        await other.SequenceAsync();

        Assert.That((await other.Database.CheckpointAsync()).Size, Is.GreaterThanOrEqualTo(3));
        (await other.Client(null).GetJsonAsync("/health/ready")).Ok();
    }

    [Test]
    public async Task A_log_that_another_process_signed_anew_is_not_gone_on_with_by_one_that_remembers()
    {
        await _app.Database.ExecuteAsync(Anew);
        await using var other = Other();
        await other.Services.SequenceAsync(_app.Database);
        var anew = (await _app.Database.CheckpointAsync()).Size;
        await _app.Database.WriteEntriesAsync(5);

        await _app.SequenceAsync();

        Assert.That(anew, Is.EqualTo(676));
        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(anew));
        Assert.That((await _app.Admin.GetJsonAsync(Health)).Ok().Text("alerts.0.category"), Is.EqualTo("evidence_inconsistent"));
    }

    [Test]
    public async Task Workers_with_memories_of_their_own_go_on_with_what_the_others_signed()
    {
        await using var other = Other();
        foreach (var services in new[] { other.Services, _app.Services, other.Services, other.Services, _app.Services })
        {
            await _app.Database.WriteEntriesAsync(100);
            await services.SequenceAsync(_app.Database);
        }

        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(1_177));
        Assert.That(await File.ReadAllTextAsync(await MemoryFileAsync()), Does.Contain("signed 1177 ").And.Not.Contain("begun"));
    }

    [Test]
    public async Task What_was_begun_is_what_is_signed_whatever_came_since()
    {
        await BreakOffAsync(3);
        await _app.Database.WriteEntriesAsync(40);

        await _app.SequenceAsync();
        await _app.SequenceAsync();

        var sizes = await _app.Database.ColumnAsync("SELECT size::text FROM log_checkpoints ORDER BY size");
        Assert.That(sizes, Is.EqualTo(new[] { "600", "677", "680", "720" }));
    }

    [Test]
    public async Task Another_process_signs_what_was_begun_too()
    {
        await BreakOffAsync(3);
        await _app.Database.WriteEntriesAsync(40);
        await using var other = Other();

        await other.Services.SequenceAsync(_app.Database);
        await other.Services.SequenceAsync(_app.Database);
        await _app.Database.WriteEntriesAsync(1);
        await _app.SequenceAsync();

        Assert.That(await _app.Database.ColumnAsync("SELECT size::text FROM log_checkpoints ORDER BY size"), Is.EqualTo(new[] { "600", "677", "680", "720", "721" }));
    }

    [TestCase("UPDATE evidence_documents SET document = document || ' ' WHERE entry_id IN (SELECT entry_id FROM log_awaiting)", "evidence_inconsistent", TestName = "An entry that was begun is changed")]
    [TestCase("DELETE FROM log_awaiting WHERE entry_id = (SELECT max(entry_id::text)::uuid FROM log_awaiting)", "evidence_inconsistent", TestName = "An entry that was begun waits no longer")]
    [TestCase("UPDATE log_trees SET begun_size = NULL", "evidence_inconsistent", TestName = "What was begun is forgotten in the database")]
    [TestCase("UPDATE log_trees SET begun_root = decode(repeat('00', 32), 'hex')", "evidence_inconsistent", TestName = "Another tree is named")]
    [TestCase("UPDATE log_trees SET begun_root = '\\x00'", "evidence_inconsistent", TestName = "No tree is named")]
    public async Task Nothing_else_is_signed_in_the_place_of_what_was_begun(string change, string category)
    {
        await BreakOffAsync(3);
        await _app.Database.ExecuteAsync($"SET session_replication_role = replica; {change}");
        await _app.Database.WriteEntriesAsync(2);

        await _app.SequenceAsync();

        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(677));
        Assert.That((await _app.Admin.GetJsonAsync(Health)).Ok().Text("alerts.0.category"), Is.EqualTo(category));
    }

    [Test]
    public async Task A_memory_that_is_damaged_or_in_the_way_stops_the_log_until_it_is_put_right()
    {
        var file = await MemoryFileAsync();
        var kept = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, "nothing");
        await _app.Database.WriteEntriesAsync(1);
        await _app.SequenceAsync();
        var health = (await _app.Admin.GetJsonAsync(Health)).Ok();
        File.Delete(file);
        Directory.CreateDirectory(Path.Combine(file, "in-the-way"));
        await _app.SequenceAsync();
        var stopped = (await _app.Database.CheckpointAsync()).Size;
        Directory.Delete(file, recursive: true);
        await File.WriteAllTextAsync(file, kept);

        await _app.SequenceAsync();

        Assert.That(health.Text("alerts.0.category"), Is.EqualTo("evidence_unsigned"));
        Assert.That(health.Text("alerts.0.message"), Does.Contain("can't be read or written"));
        Assert.That(stopped, Is.EqualTo(677));
        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(678));
        Assert.That((await _app.Admin.GetJsonAsync(Health)).Ok().Text("alert_level"), Is.EqualTo("healthy"));
    }

    // The checkpoint has left for the database, and is not stored: whoever owns that has seen it.
    private async Task BreakOffAsync(int entries)
    {
        await _app.Database.WriteEntriesAsync(entries);
        await _app.Database.ExecuteAsync(
            """
            CREATE OR REPLACE FUNCTION public.broken_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken off'; END $$;
            CREATE TRIGGER broken_off BEFORE INSERT ON public.log_checkpoints FOR EACH ROW EXECUTE FUNCTION public.broken_off();
            """);
        Assert.That(async () => await _app.SequenceAsync(), Throws.Exception);
        await _app.Database.ExecuteAsync("DROP TRIGGER broken_off ON public.log_checkpoints");
    }

    private WebApplication Other() => _app.Replica(memory: Directory.CreateDirectory(Path.Combine(_app.LogKeysPath, "..", Path.GetRandomFileName())).FullName);

    private async Task<string> MemoryFileAsync()
    {
        var origin = (await _app.Database.CheckpointAsync()).Origin;
        return Directory.GetFiles(_app.LogMemoryPath).Single(file => !file.EndsWith(".lock", StringComparison.Ordinal) && File.ReadAllText(file).StartsWith(origin + "\n", StringComparison.Ordinal));
    }
}
