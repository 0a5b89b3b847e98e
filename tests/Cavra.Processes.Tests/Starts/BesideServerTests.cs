using Cavra.Testing;

namespace Cavra.Processes.Tests.Starts;

/// <summary>Commands on the embedded database of a data directory, while a Cavra runs on it and while none does.</summary>
[Platform(Exclude = "Win")]
internal sealed class BesideServerTests
{
    [Test]
    public async Task Commands_on_the_embedded_database_work_before_a_server_runs_and_beside_it()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        var alone = (await CliRun.Of("workspaces", "create", "before", "--data-dir", data.FullName)).Ends(0);
        await using var server = await CavraProcess.ServeAsync(data.FullName);

        var migrated = (await CliRun.Of("db", "migrate", "--data-dir", data.FullName)).Ends(0);
        (await CliRun.Of("workspaces", "create", "beside", "--data-dir", data.FullName)).Ends(0);
        var listed = (await CliRun.Of("workspaces", "list", "--data-dir", data.FullName)).Ends(0);
        var checkedLog = (await CliRun.Of("evidence", "fsck", "--data-dir", data.FullName)).Ends(0);

        using var client = server.Client((await File.ReadAllTextAsync(Path.Combine(data.FullName, "beside.key"))).Trim());
        var session = (await client.GetJsonAsync("/console/session")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(alone.Error, Does.Contain("unless it runs…").And.Contain("Opening the workspace…"));
            Assert.That(alone.Output, Does.StartWith("Workspace before is open."));
            Assert.That(migrated.Output, Does.Contain("up to date"));
            Assert.That(session.Text("workspace"), Is.EqualTo("beside"));
            Assert.That(listed.Output, Does.Contain("before").And.Contain("beside"));
            Assert.That(checkedLog.Output, Does.Contain("beside: sound.").And.Contain("default: sound."));
        });
    }
}
