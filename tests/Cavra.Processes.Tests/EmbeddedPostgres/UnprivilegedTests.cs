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

    private static async Task<DataDirectory> OwnedDirectoryAsync()
    {
        var data = new DataDirectory();
        if (await ServerUser.FindAsync(CancellationToken.None) is { IsAnother: true } user)
        {
            using var chown = Process.Start("chown", [user.Name + ":", data.Root]);
            await chown.WaitForExitAsync();
        }

        return data;
    }

    private static async Task<HoldingProcess> HoldAsync(DataDirectory data)
    {
        var user = (await ServerUser.FindAsync(CancellationToken.None))!;
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
