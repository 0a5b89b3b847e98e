using Cavra.Processes.Tests.Starts;
using Cavra.Testing;
using Npgsql;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>The rehearsal of a backup as it is given away.</summary>
[Platform(Exclude = "Win")]
internal sealed class BackupRehearsalTests
{
    private TestDatabase _from = null!;
    private TestDatabase _to = null!;
    private DirectoryInfo _directory = null!;

    [SetUp]
    public async Task MakeDatabases()
    {
        _directory = Directory.CreateTempSubdirectory("cavra-rehearsal-");
        (_from, _to) = (await TestPostgres.CreateDatabaseAsync(), await TestPostgres.CreateDatabaseAsync());
        // What the test's own narrowed connections look through is in there, too.
        await _to.ExecuteAsync("DROP SCHEMA public, one_workspace CASCADE; CREATE SCHEMA public");
        await FillAsync();
    }

    [TearDown]
    public async Task DropDatabases()
    {
        await _from.DisposeAsync();
        await _to.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private string Kept => Path.Combine(_directory.FullName, "kept.checkpoint");

    [Test]
    public async Task A_backup_is_restored_whole_and_a_checkpoint_that_was_kept_before_still_fits()
    {
        await File.WriteAllTextAsync(Kept, (await _from.ColumnAsync("SELECT note FROM log_checkpoints ORDER BY size LIMIT 1")).Single());

        var run = await RehearseAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        Assert.That(run.Output, Does.Contain("default: sound.").And.Contain("with as many rows as were dumped").And.Contain("The backup holds."));
        Assert.That(
            await _to.ScalarAsync<long>("SELECT count(*) FROM evidence_entries"),
            Is.EqualTo(await _from.ScalarAsync<long>("SELECT count(*) FROM evidence_entries")).And.GreaterThan(1));
    }

    [Test]
    public async Task Evidence_that_was_changed_is_found_and_a_database_that_is_not_empty_is_left_alone()
    {
        await _from.ExecuteAsync(
            """
            SET session_replication_role = replica;
            UPDATE evidence_documents SET document = replace(document, 'done', 'gone') WHERE entry_id = (SELECT id FROM evidence_entries LIMIT 1)
            """);

        var found = await RehearseAsync();
        var again = await RehearseAsync();

        Assert.That((found.ExitCode, again.ExitCode), Is.EqualTo((1, 2)), found.Printed + again.Printed);
        Assert.That(found.Printed, Does.Contain("is not sound"));
        Assert.That(again.Printed, Does.Contain("name an empty one"));
        Assert.That(File.ReadAllText(Kept), Does.Contain("\n\n— "), "the newest checkpoint is kept where there was none");
    }

    private async Task FillAsync()
    {
        await using var cavra = await CavraProcess.ServeAsync(
            Path.Combine(_directory.FullName, "data"), new Dictionary<string, string?> { ["CAVRA_DATABASE"] = _from.ConnectionString });
        using var client = cavra.Client((await File.ReadAllTextAsync(Path.Combine(_directory.FullName, "data", "admin.key"))).Trim());
        foreach (var name in new[] { "first", "second" })
        {
            (await client.DefineAsync(name, GivenDrills.AScheduleBody())).Created();
            await _from.HoldsAsync("SELECT (SELECT count(*) FROM evidence_entries) = (SELECT coalesce(max(size), 0) FROM log_checkpoints)");
        }

        await cavra.TerminateAsync();
    }

    private Task<Tool> RehearseAsync()
    {
        var program = Path.Combine(_directory.FullName, "cavra");
        File.WriteAllText(program, $"#!/bin/sh\nexec \"{Environment.ProcessPath}\" \"{Path.Combine(AppContext.BaseDirectory, "cavra.dll")}\" \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Tool.RunAsync(
            "env", _directory.FullName, $"REHEARSE_FROM={Libpq(_from)}", $"REHEARSE_TO={Libpq(_to)}", $"REHEARSE_DATABASE={_to.ConnectionString}",
            $"REHEARSE_KEPT={Kept}", $"CAVRA={program}", "sh", Snapshot.PathOf("deploy/rehearse/backup.sh"));
    }

    private static string Libpq(TestDatabase database)
    {
        var given = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var password = given.Password is { Length: > 0 } secret ? $" password={secret}" : "";
        return $"host={given.Host} port={given.Port} dbname={given.Database} user={given.Username}{password}";
    }
}
