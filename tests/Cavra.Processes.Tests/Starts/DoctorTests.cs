using System.Text.RegularExpressions;
using Cavra.Cli.Doctor;
using Cavra.Testing;
using Cavra.Testing.Identity;

namespace Cavra.Processes.Tests.Starts;

/// <summary>What the doctor finds of a database of its own, of issuers and of the machine.</summary>
internal sealed partial class DoctorTests
{
    private TestDatabase _database = null!;
    private DirectoryInfo _directory = null!;

    [SetUp]
    public async Task MakeDatabase()
    {
        _database = await TestPostgres.CreateDatabaseAsync();
        _directory = Directory.CreateTempSubdirectory("cavra-doctor-");
    }

    [TearDown]
    public async Task DropDatabase()
    {
        await _database.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task A_role_with_the_privileges_that_operations_leave_to_it_is_well_and_one_with_more_is_told_of()
    {
        var role = $"doctor_{Environment.ProcessId}";
        var page = await File.ReadAllTextAsync(Snapshot.PathOf("docs/operations.md"));
        await _database.ExecuteAsync(
            $"""
            CREATE ROLE {role}; GRANT USAGE ON SCHEMA public TO {role};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
            {Privileges().Match(page).Groups[1].Value.Replace("cavra_service", role, StringComparison.Ordinal)}
            """);
        var before = await LookAsync();
        await AsAsync(role);
        var well = await LookAsync();
        await _database.ExecuteAsync($"SET ROLE NONE; GRANT UPDATE (document) ON evidence_documents TO {role}; GRANT DELETE ON destinations TO {role}");
        var more = await LookAsync();
        await _database.ExecuteAsync($"SET ROLE NONE; REVOKE SELECT ON attempts FROM {role}; ALTER TABLE drills OWNER TO {role}");
        var less = await LookAsync(exitCode: 1);
        await _database.ExecuteAsync($"SET ROLE NONE; ALTER TABLE drills OWNER TO CURRENT_USER; DROP OWNED BY {role}");
        await AsAsync(null);
        await _database.ExecuteAsync($"DROP ROLE {role}");

        Assert.Multiple(() =>
        {
            Assert.That(before["database role"], Does.StartWith("warn: ").And.Contain("superuser"));
            Assert.That(well["database role"], Does.StartWith("pass: "));
            Assert.That(well["database privileges"], Does.StartWith("pass: "));
            Assert.That(more["database privileges"], Does.StartWith("warn: ").And.Contain("destinations, evidence_documents").And.Contain("Revoke"));
            Assert.That(less["database role"], Does.StartWith("warn: ").And.Contain("owns tables (drills)"));
            Assert.That(less["database privileges"], Does.StartWith("fail: ").And.Contain("may not read attempts"));
        });
    }

    [Test]
    public async Task A_database_that_a_newer_version_has_migrated_is_told_of()
    {
        await _database.ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_Newer', '10.0.0')");

        var findings = await LookAsync();

        Assert.That(findings["schema"], Does.StartWith("warn: ").And.Contain("1 migrations"));
        Assert.That(findings["migrations"], Does.StartWith("pass: "));
    }

    [Test]
    public async Task An_issuer_is_asked_for_what_it_says_of_itself_and_one_that_is_away_is_named()
    {
        await using var issuer = await TestIssuer.StartAsync(Patience.MachineTime);
        using var file = new IdentityFileOf(issuer.Believed(["{all: {team: ops}, roles: [operator]}"]));

        var reached = await DoctorAsync(file);
        issuer.IsAway = true;
        var away = await DoctorAsync(file);
        file.Write("issuers: [{name: test}]");
        var wrong = await DoctorAsync(file);

        Assert.Multiple(() =>
        {
            Assert.That(reached.Printed, Does.Contain("issuer test\tpass\t"));
            Assert.That(away.ExitCode, Is.EqualTo(1));
            Assert.That(away.Printed, Does.Contain("issuer test\tfail\tIts tokens can't be checked: it answered HTTP 503."));
            Assert.That(wrong.Printed, Does.Contain("configuration\tfail\tCAVRA_IDENTITY_CONFIG"));
        });
    }

    [TestCase(4, ExpectedResult = "pass")]
    [TestCase(30, ExpectedResult = "warn")]
    [TestCase(61, ExpectedResult = "fail")]
    public string Clocks_that_are_more_than_a_minute_apart_are_a_problem(int seconds) =>
        ClockCheck.Compare("clock", "the database", CavraApp.Start, CavraApp.Start.AddSeconds(-seconds), CavraApp.Start).Status;

    [TestCase(63, ExpectedResult = "fail")]
    [TestCase(64, ExpectedResult = "warn")]
    [TestCase(1024, ExpectedResult = "pass")]
    public string A_disk_that_is_nearly_full_is_a_problem(int mebibytes) => DiskSpaceCheck.Of(mebibytes * 1024L * 1024L).Status;

    [TestCase(200, ExpectedResult = "fail")]
    [TestCase(401, ExpectedResult = "pass")]
    public string Figures_that_everybody_may_read_are_a_problem(int status) => MetricsCheck.Look(new Visit(status, "", Failure: null)).Status;

    private async Task<IReadOnlyDictionary<string, string>> LookAsync(int exitCode = 0)
    {
        var run = await CliRun.WithAsync(
            new Dictionary<string, string> { ["CAVRA_DATABASE"] = _database.ConnectionString }, "doctor", "--json", "--data-dir", _directory.FullName);
        return run.Ends(exitCode).Json.At("findings").AsArray()
            .ToDictionary(finding => finding!.Text("check"), finding => $"{finding!.Text("status")}: {finding!.Text("message")}");
    }

    private Task AsAsync(string? role) => _database.ExecuteAsync(
        $"SET ROLE NONE; DO $$ BEGIN EXECUTE format('ALTER DATABASE %I {(role is null ? "RESET role" : $"SET role = {role}")}', current_database()); END $$");

    private Task<(int ExitCode, string Printed)> DoctorAsync(IdentityFileOf file) =>
        CavraProcess.RunAsync(file.Settings, "doctor", "--data-dir", Path.Combine(_directory.FullName, "none"));

    [GeneratedRegex(@"<!-- privileges -->\n```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Privileges();
}
