using System.Diagnostics;
using Cavra.Infrastructure.EmbeddedPostgres;
using Cavra.Testing;

namespace Cavra.Processes.Tests.EmbeddedPostgres;

/// <summary>Cavra run by a user who is not root; where the tests are, by that user of the server that root would choose.</summary>
public sealed class UnprivilegedTests
{
    [Test]
    public async Task Its_own_user_runs_the_server()
    {
        await using var data = await OwnedDirectoryAsync();

        await using var holder = await HoldAsync(data);

        Assert.That(await DataDirectory.ScalarAsync<int>(holder.Answer, "SELECT 1"), Is.EqualTo(1));
        await holder.KillAsync();
    }

    // Of root's own choice would be another user, who may not pass through the service's directory.
    [Test]
    public async Task Root_finds_the_database_of_a_service_that_runs_as_another_user_and_starts_it_once_that_has_ended()
    {
        var service = Environment.IsPrivilegedProcess ? new ServerUser("nobody", IsAnother: true) : await ServerUser.FindAsync(CancellationToken.None);
        await using var data = await OwnedDirectoryAsync(service);
        await using (var holder = await HoldAsync(data, service!))
        {
            File.SetUnixFileMode(data.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Assert.That(await DataDirectory.ScalarAsync<int>(holder.Answer, "SELECT 1"), Is.EqualTo(1));
            Assert.That(await data.RefusalAsync(), Is.EqualTo("embedded_postgres.in_use"));
            Assert.That(await DataDirectory.ScalarAsync<int>(EmbeddedServer.FindRunning(data.FullName)!, "SELECT 2"), Is.EqualTo(2));
            await holder.KillAsync();
        }

        await using var server = await data.StartAsync();

        Assert.That(await DataDirectory.ScalarAsync<int>(server.ConnectionString, "SELECT 3"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_directory_it_may_not_write_to_is_refused()
    {
        await using var data = await OwnedDirectoryAsync();
        Directory.CreateDirectory(data.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);

        await using var holder = await HoldAsync(data);

        Assert.That(holder.Answer, Is.EqualTo("embedded_postgres.not_permitted"));
    }

    [Test]
    public async Task A_database_of_another_user_is_refused()
    {
        await using var data = await OwnedDirectoryAsync();
        Directory.CreateDirectory(data.Cluster);
        await File.WriteAllTextAsync(Path.Combine(data.Cluster, "PG_VERSION"), "15\n");

        Assert.That(
            await data.RefusalAsync(),
            Is.EqualTo(Environment.IsPrivilegedProcess ? "embedded_postgres.wrong_owner" : "embedded_postgres.wrong_mode"));
    }

    private static async Task<DataDirectory> OwnedDirectoryAsync() => await OwnedDirectoryAsync(await ServerUser.FindAsync(CancellationToken.None));

    private static async Task<DataDirectory> OwnedDirectoryAsync(ServerUser? owner)
    {
        var data = new DataDirectory();
        if (owner is { IsAnother: true } user)
        {
            using var chown = Process.Start("chown", [user.Name + ":", data.Root]);
            await chown.WaitForExitAsync();
        }

        return data;
    }

    private static async Task<HoldingProcess> HoldAsync(DataDirectory data) =>
        await HoldAsync(data, (await ServerUser.FindAsync(CancellationToken.None))!);

    private static async Task<HoldingProcess> HoldAsync(DataDirectory data, ServerUser user)
    {
        if (!user.IsAnother)
        {
            return await HoldingProcess.StartAsync(data.FullName);
        }

        // The tests may have been built where only root can read.
        var copy = Path.Combine(data.Root, "program");
        using var copying = Process.Start("cp", ["-r", AppContext.BaseDirectory, copy]);
        await copying.WaitForExitAsync();
        return await HoldingProcess.StartAsync(
            data.FullName, user.Name, Path.Combine(copy, Path.GetFileName(typeof(HoldingProgram).Assembly.Location)));
    }
}
