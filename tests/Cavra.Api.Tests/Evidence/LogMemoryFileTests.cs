using Cavra.Testing;

namespace Cavra.Api.Tests.Evidence;

/// <summary>The files in which a worker remembers: who may change them, and what is said where they can't be.</summary>
public sealed class LogMemoryFileTests
{
    private CavraApp _app = null!;

    [SetUp]
    public async Task StartCavra()
    {
        _app = await CavraApp.StartAsync();
        await _app.Database.WriteEntriesAsync(5);
        await _app.SequenceAsync();
    }

    [TearDown]
    public async Task StopCavra() => await _app.DisposeAsync();

    [Test]
    public async Task While_another_process_changes_what_is_remembered_nothing_is_signed_and_nothing_is_said()
    {
        var file = Directory.GetFiles(_app.LogMemoryPath).Single(path => path.EndsWith(".lock", StringComparison.Ordinal));
        await _app.Database.WriteEntriesAsync(1);
        await using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await _app.SequenceAsync();
        }

        var stopped = await _app.Database.ScalarAsync<long>("SELECT count(*) FROM log_trees WHERE stopped_for IS NOT NULL");
        var before = (await _app.Database.CheckpointAsync()).Size;
        await _app.SequenceAsync();

        Assert.That(stopped, Is.Zero);
        Assert.That(((await _app.Database.CheckpointAsync()).Size, before), Is.EqualTo((7L, 6L)));
    }

    [Test]
    public async Task A_place_that_cannot_be_locked_stops_the_log_and_is_said()
    {
        var file = Directory.GetFiles(_app.LogMemoryPath).Single(path => path.EndsWith(".lock", StringComparison.Ordinal));
        await _app.Database.WriteEntriesAsync(1);
        File.Delete(file);
        Directory.CreateDirectory(file);

        await _app.SequenceAsync();

        Assert.That(await _app.Database.ScalarAsync<string>("SELECT stopped_for FROM log_trees"), Is.EqualTo("no_memory"));
        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(6));
    }

    [Test]
    public async Task What_could_not_be_remembered_leaves_no_files()
    {
        var file = Directory.GetFiles(_app.LogMemoryPath).Single(path => !path.EndsWith(".lock", StringComparison.Ordinal));
        var kept = await File.ReadAllTextAsync(file);
        await _app.Database.WriteEntriesAsync(1);
        File.Delete(file);
        Directory.CreateDirectory(file);

        await _app.SequenceAsync();
        await _app.SequenceAsync();
        var left = Directory.GetFileSystemEntries(_app.LogMemoryPath);
        Directory.Delete(file);
        await File.WriteAllTextAsync(file, kept);
        await _app.SequenceAsync();

        Assert.That(left, Is.EquivalentTo(new[] { file, file + ".lock" }));
        Assert.That(await File.ReadAllTextAsync(file), Does.Contain("signed 7 "));
    }
}
