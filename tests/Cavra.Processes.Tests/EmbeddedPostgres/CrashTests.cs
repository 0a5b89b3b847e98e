using System.Diagnostics;
using System.Globalization;
using Cavra.Infrastructure.EmbeddedPostgres;
using Cavra.Testing;
using Npgsql;

namespace Cavra.Processes.Tests.EmbeddedPostgres;

public sealed class CrashTests
{
    [Test]
    public async Task The_server_does_not_outlive_a_process_that_is_killed()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using var holder = await HoldingProcess.StartAsync(data.FullName);
        var server = data.Server();
        Assert.That(await DataDirectory.RunsAsync(server), Is.True);

        await holder.KillAsync();

        await DataDirectory.EndsAsync(server);
    }

    [Test]
    public async Task After_a_kill_the_next_start_has_every_commit()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using (var holder = await HoldingProcess.StartAsync(data.FullName))
        {
            await DataDirectory.ScalarAsync<int>(
                holder.Answer, "CREATE TABLE kept AS SELECT 7 AS number; SELECT number FROM kept");
            await holder.KillAsync();
        }

        await using var server = await data.StartAsync();

        Assert.That(await DataDirectory.ScalarAsync<int>(server.ConnectionString, "SELECT number FROM kept"), Is.EqualTo(7));
    }

    [Test]
    public async Task A_server_that_did_outlive_its_cavra_is_taken_over()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        Postmaster orphan;
        await using (var holder = await HoldingProcess.StartAsync(data.FullName))
        {
            orphan = data.Server();
            await KillGuardAsync(data);
            await holder.KillAsync();
        }

        Assert.That(await DataDirectory.RunsAsync(orphan), Is.True);
        await using var server = await data.StartAsync();

        Assert.That(await DataDirectory.RunsAsync(orphan), Is.False);
        Assert.That(await DataDirectory.ScalarAsync<int>(server.ConnectionString, "SELECT 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_server_that_was_killed_with_cavra_recovers()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using (var holder = await HoldingProcess.StartAsync(data.FullName))
        {
            await DataDirectory.ScalarAsync<int>(
                holder.Answer, "CREATE TABLE kept AS SELECT 7 AS number; SELECT number FROM kept");
            await KillGuardAsync(data);
            using var postmaster = Process.GetProcessById(data.Server().ProcessId);
            await holder.KillAsync();
            postmaster.Kill();
            await postmaster.WaitForExitAsync();
        }

        await using var server = await data.StartAsync();

        Assert.That(await DataDirectory.ScalarAsync<int>(server.ConnectionString, "SELECT number FROM kept"), Is.EqualTo(7));
    }

    [Test]
    public async Task A_server_that_dies_alone_is_started_again()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using var server = await data.StartAsync();
        var before = data.Server().ProcessId;
        using var postmaster = Process.GetProcessById(before);

        postmaster.Kill();
        await postmaster.WaitForExitAsync();

        await Eventually.HoldsAsync("it answers again", () => AnswersAsync(server.ConnectionString));
        Assert.That(data.Server().ProcessId, Is.Not.EqualTo(before));
    }

    [Test]
    public async Task A_number_that_another_process_was_given_since_does_not_stop_the_start()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using (var first = await data.StartAsync())
        {
        }

        using var other = await StrangerAsync();
        await File.WriteAllTextAsync(
            Path.Combine(data.Cluster, "postmaster.pid"), $"{other.Id}\n{data.Cluster}\n1700000000\n5432\n{data.Cluster}\n\n");

        await using var server = await data.StartAsync();

        Assert.That(await DataDirectory.ScalarAsync<int>(server.ConnectionString, "SELECT 1"), Is.EqualTo(1));
        Assert.That(other.HasExited, Is.False);
        other.Kill();
    }

    // A process of the server's user that is not a server.
    private static async Task<Process> StrangerAsync()
    {
        var user = await ServerUser.FindAsync(CancellationToken.None);
        return user!.Start("/bin/sh", ["-c", "read -r line"]);
    }

    private static async Task KillGuardAsync(DataDirectory data)
    {
        using var find = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", FindGuard, "sh", data.Cluster])
        {
            RedirectStandardOutput = true,
        })!;
        var guard = (await find.StandardOutput.ReadToEndAsync()).Trim();
        using var process = Process.GetProcessById(int.Parse(guard, CultureInfo.InvariantCulture));
        process.Kill();
        await process.WaitForExitAsync();
    }

    private const string FindGuard =
        """
        for process in /proc/[0-9]*; do
          if test "$process/cwd" -ef "$1" && tr '\0' ' ' <"$process/cmdline" | grep -q 'while read -r line'; then
            echo "${process#/proc/}"
          fi
        done
        """;

    private static async Task<bool> AnswersAsync(string connectionString)
    {
        try
        {
            return await DataDirectory.ScalarAsync<int>(connectionString + ";Pooling=false", "SELECT 1") is 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
