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

    [Test]
    public async Task The_doctor_asks_the_server_that_runs_on_the_data_directory_and_does_not_contradict_it()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        var (connectors, pidFile) = (Path.Combine(data.Root, "connectors.yaml"), Path.Combine(data.FullName, "server.pid"));
        await File.WriteAllTextAsync(connectors, GivenFailures.ConnectorFile);
        await using var server = await CavraProcess.ServeAsync(
            data.FullName, new Dictionary<string, string?> { ["CAVRA_CONNECTOR_CONFIG"] = connectors });

        var mode = File.GetUnixFileMode(pidFile);
        var asked = FindingsOf(await CliRun.Of("doctor", "--json", "--data-dir", data.FullName));
        File.Move(Path.Combine(data.FullName, "admin.key"), Path.Combine(data.Root, "away.key"));
        var notTold = FindingsOf(await CliRun.Of("doctor", "--json", "--data-dir", data.FullName));
        var written = await File.ReadAllTextAsync(pidFile);
        await server.TerminateAsync();
        var isLeft = File.Exists(pidFile);
        await File.WriteAllTextAsync(pidFile, written);
        var afterwards = FindingsOf(await CliRun.Of("doctor", "--json", "--data-dir", data.FullName));

        Assert.Multiple(() =>
        {
            Assert.That(mode, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(asked, Does.Contain("connector siem: pass: The server has it").And.Not.Contain("None is configured"));
            Assert.That(asked, Does.Contain("database: pass: The server says:").And.Contain("server clock: pass:").And.Contain("version: pass:"));
            Assert.That(notTold, Does.Contain("connectors: warn: The server was not asked").And.Contain("database: pass:").And.Not.Contain("None is configured"));
            Assert.That(isLeft, Is.False, "a server that was stopped takes its file away");
            Assert.That(afterwards, Does.Contain("clock: pass:").And.Contain("None is configured").And.Not.Contain("server"), "the file of a process that is gone counts for nothing");
        });
    }

    [Test]
    public async Task The_doctor_names_a_connector_that_is_described_wrongly_and_every_place_that_another_goes_to()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        var (connectors, secret) = (Path.Combine(data.Root, "connectors.yaml"), Path.Combine(data.Root, "secret"));
        await File.WriteAllTextAsync(secret, "canary");
        await File.WriteAllTextAsync(
            connectors,
            """
            connectors:
              bad: { provider: webhook, url: &canary "https://example.com/" }
              itsm: { provider: servicenow, url: "https://127.0.0.1:1", oauth: { token_url: "https://10.1.2.3/token", client_id: a, client_secret_file: secret } }
            """);
        var given = new Dictionary<string, string?> { ["CAVRA_CONNECTOR_CONFIG"] = connectors };

        var alone = await CavraProcess.RunAsync(given, "doctor", "--data-dir", Path.Combine(data.Root, "nothing"));
        await using var server = await CavraProcess.ServeAsync(data.FullName, given);
        var asked = FindingsOf(await CliRun.Of("doctor", "--json", "--data-dir", data.FullName), exitCode: 1);

        const string Wrong = "connectors.yaml: connector bad: url uses an anchor, an alias or a tag, which a configuration file must not (line 2).";
        Assert.Multiple(() =>
        {
            Assert.That(alone.ExitCode, Is.EqualTo(1));
            Assert.That(alone.Printed, Does.Contain($"connector bad\tfail\t{Wrong}"));
            Assert.That(alone.Printed, Does.Contain("connector itsm\tfail\tThe egress guard refused the destination (loopback)."));
            Assert.That(alone.Printed, Does.Contain("connector itsm oauth.token_url\tfail\tThe egress guard refused the destination (private_network)."));
            Assert.That(asked, Does.Contain($"connector bad: fail: The server says: {Wrong}").And.Not.Contain("connector file:").And.Contain("connector itsm: pass:"));
        });
    }

    private static string FindingsOf(CliRun run, int exitCode = 0) => string.Join('\n', run.Ends(exitCode).Json.At("findings").AsArray()
        .Select(finding => $"{finding!.Text("check")}: {finding!.Text("status")}: {finding!.Text("message")}"));
}
