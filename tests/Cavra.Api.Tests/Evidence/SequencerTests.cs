using System.Runtime.Versioning;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;
using Npgsql;

namespace Cavra.Api.Tests.Evidence;

public sealed class SequencerTests
{
    private const string Health = "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery/worker-health";

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task Every_entry_is_taken_in_once_and_the_checkpoint_is_over_all_of_them()
    {
        await _app.GivenAScheduleAsync("nightly");
        await _app.SequenceAsync();
        await _app.Database.WriteEntriesAsync(600);
        await _app.SequenceAsync();

        var (leaves, checkpoint) = (await _app.Database.LeavesAsync(), await _app.Database.CheckpointAsync());

        var entries = await _app.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_entries");
        Assert.Multiple(() =>
        {
            Assert.That(leaves, Has.Count.EqualTo(entries));
            Assert.That(checkpoint.Size, Is.EqualTo(entries));
            Assert.That(checkpoint.Root, Is.EqualTo(Merkle.Root([.. leaves])));
            Assert.That(checkpoint.Origin, Does.Match($"^cavra/[0-9a-f]{{16}}/{_app.Workspace}$"));
        });
        Assert.That(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM log_awaiting"), Is.Zero);
    }

    [Test]
    public async Task Tiles_are_stored_as_a_tree_built_in_one_go_would_have_them()
    {
        foreach (var count in new[] { 1, 254, 1, 1, 300, 4096 + 5 })
        {
            await _app.Database.WriteEntriesAsync(count);
            await _app.SequenceAsync();
        }

        var whole = new TileGrowth(0, new Dictionary<LogTile, byte[]>());
        foreach (var leaf in await _app.Database.LeavesAsync())
        {
            whole.Append(leaf);
        }

        var stored = await _app.Database.ColumnAsync(
            "SELECT level || '/' || index || ' ' || encode(hashes, 'hex') FROM log_tiles ORDER BY level, index");
        Assert.That(stored, Is.EqualTo(whole.Changed.OrderBy(tile => tile.Tile.Level).ThenBy(tile => tile.Tile.Index)
            .Select(tile => $"{tile.Tile.Level}/{tile.Tile.Index} {Convert.ToHexStringLower(tile.Hashes)}")));
        Assert.That(stored, Has.Count.EqualTo(20));
    }

    [Test]
    public async Task A_tree_that_is_signed_already_is_not_signed_again_under_another_size()
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await _app.Database.WriteEntriesAsync(2);
            await _app.SequenceAsync();
        }

        // As whoever finds it due, and comes second, sees it.
        await _app.Database.ExecuteAsync("UPDATE public.log_trees SET known_keys = 0");
        var before = await _app.Database.ColumnAsync("SELECT size || ' ' || renewal || ' ' || note FROM log_checkpoints");
        await _app.SequenceAsync();

        Assert.That(await _app.Database.ColumnAsync("SELECT size || ' ' || renewal || ' ' || note FROM log_checkpoints"), Is.EqualTo(before));
    }

    [Test]
    public async Task Sequencers_at_once_beside_commands_leave_one_tree()
    {
        await using var other = _app.Replica();
        var commands = Task.WhenAll(Enumerable.Range(0, 80).Select(async i => (await _app.Admin.PostJsonAsync(
            GivenDrills.DrillPath, GivenDrills.ADrill($"d-{i}", "2026-11-01T08:00:00Z"))).Ok()));
        while (!commands.IsCompleted)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(i => (i % 2 == 0 ? _app.Services : other.Services).SequenceAsync(_app.Database)));
            await Patience.PauseAsync();
        }

        await commands;
        await _app.SequenceAsync();

        var (leaves, checkpoint) = (await _app.Database.LeavesAsync(), await _app.Database.CheckpointAsync());
        Assert.That(leaves, Has.Count.GreaterThanOrEqualTo(80));
        Assert.That(checkpoint.Size, Is.EqualTo(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_entries")));
        Assert.That(checkpoint.Root, Is.EqualTo(Merkle.Root([.. leaves])));
    }

    [Test]
    public async Task Every_checkpoint_ever_signed_is_over_the_beginning_of_the_same_tree()
    {
        foreach (var count in new[] { 3, 250, 10, 700 })
        {
            await _app.Database.WriteEntriesAsync(count);
            await _app.SequenceAsync();
        }

        var leaves = await _app.Database.LeavesAsync();
        var checkpoints = (await _app.Database.ColumnAsync("SELECT note FROM log_checkpoints ORDER BY size")).Select(text =>
            SignedNote.TryParse(text, out var note) && Checkpoint.TryParse(note.Text, out var parsed) ? parsed : null).ToList();

        Assert.That(checkpoints, Has.Count.EqualTo(4));
        foreach (var checkpoint in checkpoints)
        {
            Assert.That(checkpoint!.Root, Is.EqualTo(Merkle.Root([.. leaves.Take((int)checkpoint.Size)])));
        }
    }

    [Test]
    public async Task With_nothing_new_nothing_is_signed()
    {
        await _app.Database.WriteEntriesAsync(5);
        await _app.SequenceAsync();
        await _app.SequenceAsync();

        Assert.That(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM log_checkpoints"), Is.EqualTo(1));
    }

    [TestCase("log_entries")]
    [TestCase("log_tiles")]
    [TestCase("log_checkpoints")]
    public async Task A_batch_that_breaks_off_leaves_the_tree_as_it_was_and_is_taken_in_later(string table)
    {
        await using var app = await CavraApp.StartAsync();
        await app.Database.WriteEntriesAsync(300);
        await app.SequenceAsync();
        var before = await app.Database.CheckpointAsync();
        await app.Database.WriteEntriesAsync(300);
        await app.Database.ExecuteAsync(
            $"""
            CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken off'; END $$;
            CREATE TRIGGER break_off BEFORE INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION break_off();
            """);

        Assert.That(app.SequenceAsync, Throws.InstanceOf<PostgresException>());
        var (broken, waiting) = (
            await app.Database.CheckpointAsync(), await app.Database.ScalarAsync<long>("SELECT count(*) FROM log_awaiting"));
        await app.Database.ExecuteAsync($"DROP TRIGGER break_off ON {table}");
        await app.SequenceAsync();

        var (leaves, after) = (await app.Database.LeavesAsync(), await app.Database.CheckpointAsync());
        Assert.Multiple(() =>
        {
            Assert.That(broken, Is.EqualTo(before));
            Assert.That(waiting, Is.EqualTo(300));
            Assert.That(leaves, Has.Count.EqualTo(after.Size));
            Assert.That(after.Root, Is.EqualTo(Merkle.Root([.. leaves])));
        });
    }

    [Test]
    public async Task Rows_that_somebody_holds_are_not_waited_for_longer_than_others_can_bear()
    {
        await _app.Database.WriteEntriesAsync(3);
        await using var holder = await _app.Database.Source.OpenConnectionAsync();
        await using (var held = await holder.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("SELECT entry_id FROM log_awaiting FOR UPDATE", holder);
            await hold.ExecuteNonQueryAsync();

            var failure = Assert.CatchAsync<Exception>(() => _app.SequenceAsync());

            Assert.That((failure as PostgresException ?? failure!.InnerException as PostgresException)?.SqlState, Is.EqualTo(PostgresErrorCodes.LockNotAvailable));
        }

        await _app.SequenceAsync();

        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo((await _app.Database.LeavesAsync()).Count));
    }

    [Test]
    public async Task Without_its_key_the_log_waits_and_commands_go_on()
    {
        await using var app = await CavraApp.StartAsync();
        var file = Directory.GetFiles(app.LogKeysPath).Single();
        var kept = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, "not a key");
        await app.GivenAScheduleAsync("nightly");
        await app.SequenceAsync();
        var early = (await app.Admin.GetJsonAsync(Health)).Ok();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.SequenceAsync();
        await app.SequenceAsync();
        var health = (await app.Admin.GetJsonAsync(Health)).Ok();
        var signed = await app.Database.ScalarAsync<long>("SELECT count(*) FROM log_checkpoints");
        await File.WriteAllTextAsync(file, kept);
        await app.SequenceAsync();

        Assert.Multiple(() =>
        {
            Assert.That(signed, Is.Zero);
            Assert.That(app.Log.Text.Split("a signing key is missing or unreadable"), Has.Length.EqualTo(2));
            Assert.That(early.Text("alert_level"), Is.EqualTo("healthy"));
            Assert.That(health.Text("alerts.0.category"), Is.EqualTo("evidence_unsigned"));
            Assert.That(health.Text("recommendations.0.operation"), Is.EqualTo("ListLogKeys"));
        });
        Assert.That((await app.Admin.GetJsonAsync(Health)).Ok().Text("alert_level"), Is.EqualTo("healthy"));
        Assert.That((await app.Database.CheckpointAsync()).Size, Is.EqualTo((await app.Database.LeavesAsync()).Count));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public void The_key_is_readable_by_its_owner_alone() => Assert.That(
        File.GetUnixFileMode(Directory.GetFiles(_app.LogKeysPath).Single()),
        Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
}
