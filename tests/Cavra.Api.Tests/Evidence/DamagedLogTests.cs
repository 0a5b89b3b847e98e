using Cavra.Application.Evidence.Log;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Evidence;

public sealed class DamagedLogTests
{
    private const string Health = "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery/worker-health";

    private const string Flip = "UPDATE log_tiles SET hashes = set_byte(hashes, 40, 255 - get_byte(hashes, 40))";

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
        await _app.Database.WriteEntriesAsync(677);
        await _app.SequenceAsync();
    }

    [TestCase($"{Flip} WHERE level = 0 AND index = 2", TestName = "A hash of a late entry")]
    [TestCase($"{Flip} WHERE level = 1", TestName = "A hash of early entries")]
    [TestCase("DELETE FROM log_tiles WHERE level = 0 AND index = 2", TestName = "A tile that is gone")]
    [TestCase("UPDATE log_tiles SET hashes = hashes || decode(repeat('00', 32), 'hex') WHERE level = 0 AND index = 2", TestName = "A tile that is longer")]
    [TestCase("UPDATE log_tiles SET hashes = hashes || '\\x00' WHERE level = 0 AND index = 2", TestName = "A tile with half a hash")]
    [TestCase("UPDATE log_trees SET size = size - 5", TestName = "A tree that is smaller")]
    [TestCase("UPDATE log_trees SET size = size + 5", TestName = "A tree that is larger")]
    [TestCase("UPDATE log_trees SET size = -1", TestName = "A tree without a size")]
    [TestCase("UPDATE log_trees SET size = 9223372036854775807", TestName = "A tree larger than any")]
    [TestCase("DELETE FROM log_trees", TestName = "A tree that is gone")]
    [TestCase("DELETE FROM log_checkpoints", TestName = "No checkpoint")]
    [TestCase("DELETE FROM log_checkpoints; DELETE FROM log_trees", TestName = "Neither checkpoint nor tree")]
    [TestCase("UPDATE log_checkpoints SET note = replace(note, '677', '676')", TestName = "A checkpoint of another size")]
    [TestCase("UPDATE log_checkpoints SET note = 'nothing that is signed'", TestName = "A checkpoint that is none")]
    [TestCase("DELETE FROM log_entries WHERE index = 676", TestName = "No last entry")]
    [TestCase("INSERT INTO log_entries (workspace_id, index, entry_id) SELECT workspace_id, 677, gen_random_uuid() FROM log_trees", TestName = "An entry beyond the end")]
    public async Task Nothing_is_signed_over_what_was_not_signed_last(string change)
    {
        var signed = await CheckpointsAsync();
        await _app.Database.ExecuteAsync($"SET session_replication_role = replica; {change}");
        var changed = await CheckpointsAsync();

        await _app.Database.WriteEntriesAsync(1);
        await _app.SequenceAsync();
        await _app.SequenceAsync();

        var health = (await _app.Admin.GetJsonAsync(Health)).Ok();
        Assert.That(await CheckpointsAsync(), Is.EqualTo(changed), "nothing was signed");
        Assert.That(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM log_awaiting"), Is.EqualTo(1), "nothing was lost");
        Assert.That(health.Text("alerts.0.category"), Is.EqualTo("evidence_inconsistent"));
        Assert.That(health.Text("alerts.0.message"), Does.Contain("not what was signed last"));
        Assert.That(health.Text("alert_level"), Is.EqualTo("critical"));
        Assert.That(_app.Log.Text.Split("is not what was signed last"), Has.Length.EqualTo(2), "said once");
        Assert.That(signed, Has.Count.EqualTo(1));
    }

    [TestCase("evidence_entries SET actor = 'somebody else' WHERE id", TestName = "An actor that the document does not name")]
    [TestCase("evidence_entries SET outcome = 'refused:access.forbidden' WHERE id", TestName = "An outcome that the document does not name")]
    [TestCase("evidence_entries SET created_at = created_at + interval '1 second' WHERE id", TestName = "An instant that the document does not name")]
    [TestCase("evidence_entries SET audit_id = gen_random_uuid() WHERE id", TestName = "An audit that the document does not name")]
    [TestCase("evidence_entries SET digest = replace(digest, '1', '2') WHERE id", TestName = "A digest that is not the document's")]
    [TestCase("evidence_documents SET document = repeat('x', 70000) WHERE entry_id", TestName = "A document that no bundle can hold")]
    [TestCase("evidence_documents SET document = 'nothing' WHERE entry_id", TestName = "A document that is none")]
    [TestCase("log_trees SET size = size; DELETE FROM evidence_documents WHERE entry_id", TestName = "A document that is not there")]
    public async Task An_entry_that_is_found_by_something_else_than_it_says_is_not_taken_in(string change)
    {
        await _app.Database.WriteEntriesAsync(1);
        await _app.Database.ExecuteAsync($"SET session_replication_role = replica; UPDATE {change} IN (SELECT entry_id FROM log_awaiting)");

        await _app.SequenceAsync();

        var health = (await _app.Admin.GetJsonAsync(Health)).Ok();
        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(677));
        Assert.That(health.Text("alerts.0.category"), Is.EqualTo("evidence_inconsistent"));
        Assert.That(health.Text("alerts.0.message"), Does.Contain("from index 677 on"));
    }

    [Test]
    public async Task A_damaged_log_with_more_than_a_batch_waiting_rests_like_any_other()
    {
        await _app.Database.ExecuteAsync($"{Flip} WHERE level = 1");
        await _app.Database.WriteEntriesAsync(SequencerTurn.Batch);
        await using var scope = await _app.Services.WorkerScopeAsync(_app.Database);

        var rest = await scope.ServiceProvider.GetRequiredService<SequencerTurn>().TakeAsync(CancellationToken.None);

        Assert.That(rest, Is.Null);
    }

    [Test]
    public async Task Of_entries_that_are_gone_the_first_is_named()
    {
        await _app.Database.ExecuteAsync("SET session_replication_role = replica; DELETE FROM log_entries WHERE index >= 670");
        await _app.Database.WriteEntriesAsync(1);

        await _app.SequenceAsync();

        Assert.That((await _app.Admin.GetJsonAsync(Health)).Ok().Text("alerts.0.message"), Does.Contain("from index 670 on"));
    }

    [Test]
    public async Task A_log_that_was_put_back_goes_on()
    {
        await _app.Database.ExecuteAsync($"{Flip} WHERE level = 1");
        await _app.Database.WriteEntriesAsync(1);
        await _app.SequenceAsync();
        await _app.Database.ExecuteAsync($"{Flip} WHERE level = 1");

        await _app.SequenceAsync();

        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(678));
        Assert.That((await _app.Admin.GetJsonAsync(Health)).Ok().Text("alert_level"), Is.EqualTo("healthy"));
    }

    [Test]
    public async Task A_key_that_only_the_database_knows_makes_nothing_believed()
    {
        await using var app = await CavraApp.StartAsync();
        await app.Database.WriteEntriesAsync(3);
        await app.SequenceAsync();
        var signed = (await app.Database.CheckpointAsync()).Size;
        var file = Directory.GetFiles(app.LogKeysPath).Single();
        var bytes = await File.ReadAllTextAsync(file);
        (await app.Admin.PostJsonAsync("/evidence/keys", new { overlap_days = 0 })).Ok();
        File.Delete(file);

        // Nobody said that the first key is lost: what it alone has signed could be anybody's.
        await using var other = app.Replica();
        await other.Services.SequenceAsync(app.Database);
        var stopped = await app.Database.CheckpointAsync();
        await File.WriteAllTextAsync(file, bytes);
        await other.Services.SequenceAsync(app.Database);

        Assert.That(stopped.Size, Is.EqualTo(signed));
        Assert.That((await app.Database.CheckpointAsync()).Size, Is.GreaterThan(signed));
    }

    [Test]
    public async Task An_entry_that_waits_although_it_is_in_the_log_is_not_taken_in_twice()
    {
        await _app.Database.ExecuteAsync(
            "INSERT INTO log_awaiting (workspace_id, entry_id) SELECT workspace_id, entry_id FROM log_entries WHERE index = 7");
        await _app.Database.WriteEntriesAsync(2);

        await _app.SequenceAsync();

        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(679));
        Assert.That(await _app.Database.LeavesAsync(), Has.Count.EqualTo(679));
    }

    private Task<IReadOnlyList<string>> CheckpointsAsync() => _app.Database.ColumnAsync("SELECT note FROM log_checkpoints ORDER BY size");
}
