using Cavra.Testing;

namespace Cavra.Processes.Tests.Starts;

/// <summary>Commands on a database that is not Cavra's own.</summary>
internal sealed class ExternalDatabaseTests
{
    private TestDatabase _database = null!;
    private DirectoryInfo _directory = null!;

    [SetUp]
    public async Task MakeDatabase()
    {
        _database = await TestPostgres.CreateDatabaseAsync();
        _directory = Directory.CreateTempSubdirectory("cavra-cli-");
    }

    [TearDown]
    public async Task DropDatabase()
    {
        await _database.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private Dictionary<string, string?> Environment => new() { ["CAVRA_DATABASE"] = _database.ConnectionString };

    private Dictionary<string, string> Given => new() { ["CAVRA_DATABASE"] = _database.ConnectionString };

    [Test]
    public async Task Two_processes_share_one_database_and_its_keys()
    {
        await using var first = await CavraProcess.ServeAsync(Path.Combine(_directory.FullName, "a"), Environment);
        await using var second = await CavraProcess.ServeAsync(Path.Combine(_directory.FullName, "b"), Environment);

        var key = (await File.ReadAllTextAsync(Path.Combine(_directory.FullName, "a", "admin.key"))).Trim();
        using var client = second.Client(key);
        (await client.GetJsonAsync("/console/session")).Ok();

        var ends = await Task.WhenAll(first.TerminateAsync(), second.TerminateAsync());
        Assert.Multiple(() =>
        {
            Assert.That(File.Exists(Path.Combine(_directory.FullName, "b", "admin.key")), Is.False);
            Assert.That(ends, Is.All.Zero);
        });
    }

    [Test]
    public async Task A_lost_administrators_key_is_made_anew_with_evidence_and_no_file_is_overwritten()
    {
        var file = Path.Combine(_directory.FullName, "again.key");

        var made = (await CliRun.WithAsync(Given, "keys", "recover", "--out", file)).Ends(0);
        var key = (await File.ReadAllTextAsync(file)).Trim();
        (await CliRun.WithAsync(Given, "keys", "recover", "--out", file)).Ends(4);
        (await CliRun.WithAsync(Given, "keys", "recover", "--workspace", "nowhere", "--out", file + ".none")).Ends(4);

        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(file).Trim(), Is.EqualTo(key));
            Assert.That(File.Exists(file + ".none"), Is.False);
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(made.Output, Does.Not.Contain(key));
        });
        Assert.That(
            await _database.EvidenceLinesAsync(),
            Does.Contain("issue administrator key: done").And.Contain("issue administrator key: refused:access.workspace_not_found"));
    }

    [Test]
    public async Task A_database_that_is_behind_is_left_alone_until_it_is_migrated()
    {
        await _database.ExecuteAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public");

        var refused = (await CliRun.WithAsync(Given, "api", "--urls", "http://127.0.0.1:0", "--data-dir", _directory.FullName)).Ends(3);
        var migrated = (await CliRun.WithAsync(Given, "db", "migrate")).Ends(0);
        var again = (await CliRun.WithAsync(Given, "db", "migrate")).Ends(0);

        Assert.Multiple(() =>
        {
            Assert.That(refused.Error, Does.Contain("cavra db migrate"));
            Assert.That(migrated.Output, Does.Contain("Initial"));
            Assert.That(again.Output, Does.Contain("up to date"));
        });
    }

    [Test]
    public async Task A_new_workspace_has_a_key_of_its_own_and_leaves_evidence()
    {
        var keyFile = Path.Combine(_directory.FullName, "team.key");

        (await CliRun.WithAsync(Given, "workspaces", "create", "team-a", "--key-file", keyFile)).Ends(0);
        var listed = (await CliRun.WithAsync(Given, "workspaces", "list")).Ends(0);

        await using var cavra = await CavraApp.StartAsync(database: _database);
        using var client = cavra.Client((await File.ReadAllTextAsync(keyFile)).Trim());
        var session = (await client.GetJsonAsync("/console/session")).Ok();
        var entry = await _database.ScalarAsync<string>("SELECT document FROM evidence_entries JOIN evidence_documents ON entry_id = id WHERE action = 'open workspace'");
        Assert.Multiple(() =>
        {
            Assert.That(listed.Output, Does.Contain("team-a").And.Contain("default"));
            Assert.That(session.Text("workspace"), Is.EqualTo("team-a"));
            Assert.That(entry, Does.Contain("machine-operator").And.Contain("\"outcome\":\"done\""));
        });
    }

    [TestCase("Team A", ExpectedResult = 2)]
    [TestCase("default", ExpectedResult = 4)]
    [TestCase("team-b", ExpectedResult = 0)]
    public async Task<int> A_workspace_needs_a_proper_name_that_is_free(string name)
    {
        var keyFile = Path.Combine(_directory.FullName, "some.key");
        var run = await CliRun.WithAsync(Given, "workspaces", "create", name, "--key-file", keyFile);

        Assert.That(File.Exists(keyFile), Is.EqualTo(run.ExitCode == 0), run.Output + run.Error);
        return run.ExitCode;
    }

    [Test]
    public async Task A_sign_in_link_is_printed_alone_opens_the_workspace_named_and_leaves_evidence_without_it()
    {
        (await CliRun.WithAsync(Given, "workspaces", "create", "team-d", "--key-file", Path.Combine(_directory.FullName, "d.key"))).Ends(0);

        var run = (await CliRun.WithAsync(
            Given, "signin", "--workspace", "team-d", "--name", "ada", "--role", "auditor", "operator", "--server", "https://cavra.example/ops/")).Ends(0);

        Assert.That(run.Output, Does.Match("^https://cavra\\.example/ops/signin#[A-Za-z0-9_-]{43}\n$"));
        var oneTime = run.Output.Trim()[^43..];
        await using var cavra = await CavraApp.StartAsync(database: _database);
        using var browser = cavra.Client(key: null);
        var session = (await browser.PostJsonAsync("/console/session", new { one_time = oneTime })).Ok();
        var everything = await _database.EverythingAsync();
        Assert.Multiple(() =>
        {
            Assert.That(session.Text("actor"), Is.EqualTo("ada"));
            Assert.That(session.Text("workspace"), Is.EqualTo("team-d"));
            Assert.That(session.At("roles").ToJsonString(), Is.EqualTo("""["auditor","operator"]"""));
            Assert.That(everything, Does.Contain("create sign in link").And.Contain("sign-in-link").And.Not.Contain(oneTime));
        });
    }

    [Test]
    public async Task A_sign_in_link_is_the_administrators_of_the_default_workspace_unless_told_otherwise()
    {
        await using var cavra = await CavraApp.StartAsync(database: _database);

        var run = (await CliRun.WithAsync(Given, "signin")).Ends(0);

        Assert.That(run.Output, Does.StartWith("http://127.0.0.1:8000/signin#"));
        using var browser = cavra.Client(key: null);
        var session = (await browser.PostJsonAsync("/console/session", new { one_time = run.Output.Trim()[^43..] })).Ok();
        Assert.That(session.Text("actor"), Is.EqualTo("administrator"));
        Assert.That(session.Text("workspace"), Is.EqualTo("default"));
        Assert.That(session.At("roles").ToJsonString(), Is.EqualTo("""["admin","executor","operator"]"""));
    }

    [TestCase("--workspace", "nowhere", ExpectedResult = 4)]
    [TestCase("--name", "not a name", ExpectedResult = 2)]
    [TestCase("--role", "king", ExpectedResult = 2)]
    [TestCase("--server", "nonsense", ExpectedResult = 2)]
    public async Task<int> A_sign_in_link_that_would_open_nothing_is_not_made(string option, string value)
    {
        var run = await CliRun.WithAsync(Given, "signin", option, value);

        Assert.That(run.Output, Is.Empty);
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM sign_in_links"), Is.Zero);
        return run.ExitCode;
    }

    [Test]
    public async Task A_key_file_that_is_there_is_not_written_over()
    {
        var keyFile = Path.Combine(_directory.FullName, "some.key");
        await File.WriteAllTextAsync(keyFile, "precious");

        (await CliRun.WithAsync(Given, "workspaces", "create", "team-c", "--key-file", keyFile)).Ends(4);

        Assert.That(await File.ReadAllTextAsync(keyFile), Is.EqualTo("precious"));
    }

    [Test]
    public async Task The_doctor_finds_a_database_that_is_well_and_one_that_is_behind()
    {
        var well = (await CliRun.WithAsync(Given, "doctor", "--json", "--data-dir", _directory.FullName)).Ends(0);
        await _database.ExecuteAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        var behind = (await CliRun.WithAsync(Given, "doctor", "--json", "--data-dir", _directory.FullName)).Ends(1);

        Assert.Multiple(() =>
        {
            Assert.That(StatusOf(well, "migrations"), Is.EqualTo("pass"));
            Assert.That(StatusOf(well, "clock"), Is.EqualTo("pass"));
            Assert.That(StatusOf(behind, "migrations"), Is.EqualTo("fail"));
        });
    }

    [Test]
    public async Task The_doctor_finds_a_key_file_that_others_can_read()
    {
        var keyFile = Path.Combine(_directory.FullName, "admin.key");
        await File.WriteAllTextAsync(keyFile, "a key");
        File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var run = (await CliRun.WithAsync(Given, "doctor", "--json", "--data-dir", _directory.FullName)).Ends(1);

        Assert.That(StatusOf(run, "key file admin.key"), Is.EqualTo("fail"));
    }

    private static string StatusOf(CliRun run, string check) =>
        run.Json.At("findings").AsArray().Single(finding => finding!.Text("check") == check)!.Text("status");
}
