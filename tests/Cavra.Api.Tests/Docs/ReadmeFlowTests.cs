using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Cavra.Testing;
using Npgsql;

namespace Cavra.Api.Tests.Docs;

/// <summary>Runs what the README tells a reader to paste, word for word, but for ports and for waiting.</summary>
public sealed partial class ReadmeFlowTests
{
    private const string Wait = "sleep 61";

    private const string Mend = "curl http://127.0.0.1:9471/mend";

    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("cavra-readme-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task The_flow_of_the_readme_works_as_it_is_written() => await FlowAsync(await TestPostgres.CreateDatabaseAsync());

    [Test]
    public async Task It_works_with_the_privileges_that_operations_leave_to_the_service()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        var role = $"service_{Guid.CreateVersion7(CavraApp.Start):n}";
        var page = await ReadAsync("docs/operations.md");
        await database.ExecuteAsync(
            $"""
            CREATE ROLE {role}; GRANT USAGE ON SCHEMA public TO {role};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
            {Privileges().Match(page).Groups[1].Value.Replace("cavra_service", role, StringComparison.Ordinal)}
            DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET role = {role}', current_database()); END $$
            """);

        await FlowAsync(database, async () =>
        {
            foreach (var change in new[] { "DELETE FROM destinations", "DELETE FROM evidence_documents", "DELETE FROM log_tiles", "UPDATE retry_acknowledgements SET notes = NULL" })
            {
                Assert.That(
                    () => database.ExecuteAsync($"SET ROLE {role}; {change}"), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("42501"));
            }

            await database.ExecuteAsync(
                $"RESET ROLE; DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET role', current_database()); END $$; DROP OWNED BY {role}; DROP ROLE {role}");
        });
    }

    private async Task FlowAsync(TestDatabase database, Func<Task>? then = null)
    {
        await using var receiver = await FailingReceiver.StartAsync();
        await using var siem = await FailingReceiver.StartAsync();
        siem.Answers(503);
        var connectors = await ReadAsync("docs/examples/connectors.yaml");
        await using var app = await CavraApp.StartAsync(connectors
            .Replace("9471/siem", $"{siem.Port}/siem", StringComparison.Ordinal)
            .Replace("9471", $"{receiver.Port}", StringComparison.Ordinal), database: database);
        await FillDirectoryAsync(app);
        await using var shell = new Shell(_directory);

        var scripts = Scripts(await ReadAsync("README.md"), app.Address);
        Assert.That(await shell.RunAsync(scripts[0]), Is.Empty);
        var steps = new List<IReadOnlyList<string>>();
        foreach (var script in scripts.Skip(1))
        {
            steps.Add(await AnswersAsync(shell, app, siem, script));
        }

        Assert.Multiple(() =>
        {
            Assert.That(steps.SelectMany(step => step).Where(line => line.Contains("\"title\":", StringComparison.Ordinal)), Is.Empty);
            Assert.That(steps.Select(step => step.Count), Is.EqualTo(new[] { 5, 2, 3, 2, 2, 2, 2, 5 }), "one short line for each answer");
            Assert.That(steps[0][3], Does.Contain("\"breached_count\":1"));
            Assert.That(steps[1][0], Does.Contain("\"success\":false"));
            Assert.That(steps[1][1], Does.Contain("\"connector\":\"siem\"").And.Contain("\"state\":\"failed\""));
            Assert.That(steps[2][0], Does.Contain("\"retryable_count\":1"));
            Assert.That(steps[2][1], Does.Contain("\"dry_run\":true"));
            Assert.That(steps[2][2], Does.Contain("\"dry_run\":false").And.Contain("\"skipped\":\"approval_required\""));
            Assert.That(steps[3][0], Does.Contain("\"alert_level\":").And.Not.Contain("healthy"));
            Assert.That(steps[3][1], Does.Contain("\"acknowledgement_state\":\"acknowledged\""));
            Assert.That(steps[4][1], Does.Contain("\"open_gate\":\"approved\""));
            Assert.That(steps[5][0], Does.Contain("\"approval_state\":\"approved\" ").And.Contain("\"decided_by\":\"duty-lead\""));
            Assert.That(steps[5][1], Does.Contain("\"execution_status\":\"delivered\"").And.Contain("\"executed_by\":\"administrator\""));
            Assert.That(steps[6][0], Does.Contain("\"closure_state\":\"resolved\""));
            Assert.That(steps[6][1], Does.Contain("\"state\":\"delivered\" \"open\":false").And.Contain("\"actor\":\"duty-lead\""));
            Assert.That(steps[7][4], Does.Contain("\"action\":\"").And.Contain("\"outcome\":\"done\""));
        });
        await app.SequenceAsync();
        Assert.That(await database.ScalarAsync<long>("SELECT count(*) FROM log_awaiting"), Is.Zero);
        await (then?.Invoke() ?? Task.CompletedTask);
    }

    private static async Task<IReadOnlyList<string>> AnswersAsync(Shell shell, CavraApp app, FailingReceiver siem, string script)
    {
        if (script.Split(Mend) is [var before, var after])
        {
            var first = await AnswersAsync(shell, app, siem, before);
            siem.Answers(200);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            return [.. first, .. await AnswersAsync(shell, app, siem, after)];
        }

        var lines = new List<string>();
        foreach (var part in script.Split(Wait))
        {
            if (lines.Count > 0)
            {
                app.Clock.Advance(TimeSpan.FromSeconds(61));
            }

            lines.AddRange(await shell.RunAsync(part));
        }

        return lines;
    }

    /// <summary>The blocks between the README's markers, each without its indentation.</summary>
    private static List<string> Scripts(string readme, Uri address)
    {
        var flow = readme[readme.IndexOf("<!-- flow -->", StringComparison.Ordinal)..readme.IndexOf("<!-- end of flow -->", StringComparison.Ordinal)];

        return [.. Block().Matches(flow).Select(block => block.Groups[1].Value
            .Replace("http://127.0.0.1:8000", address.ToString().TrimEnd('/'), StringComparison.Ordinal))];
    }

    // What the reader has: the key where the first start writes it, and the examples.
    private async Task FillDirectoryAsync(CavraApp app)
    {
        Directory.CreateDirectory(Path.Combine(_directory, ".cavra"));
        await File.WriteAllTextAsync(Path.Combine(_directory, ".cavra", "admin.key"), app.AdminKey);
        Directory.CreateDirectory(Path.Combine(_directory, "docs", "examples"));
        await File.WriteAllTextAsync(
            Path.Combine(_directory, "docs", "examples", "drill-schedule.json"), await ReadAsync("docs/examples/drill-schedule.json"));
    }

    private static Task<string> ReadAsync(string path, [CallerFilePath] string here = "") =>
        File.ReadAllTextAsync(Path.GetFullPath(Path.Combine(here, "../../../..", path)));

    [GeneratedRegex(@"<!-- privileges -->\n```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Privileges();

    [GeneratedRegex(@"^ *```sh\n(.*?)^ *```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
