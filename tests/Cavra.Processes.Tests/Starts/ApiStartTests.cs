using System.Net;
using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Starts;

/// <summary><c>cavra api</c> from an empty directory: it starts, is asked for, is killed, starts again and is stopped.</summary>
[Platform(Exclude = "Win")]
internal sealed class ApiStartTests
{
    private readonly DataDirectory _data = new();
    private string _key = "";
    private UnixFileMode _keyMode;
    private JsonObject _session = null!;
    private (int ExitCode, string Printed) _secondOnTheSameDirectory;
    private JsonObject _keysAfterTheKill = null!;
    private string _firstPrinted = "";
    private string _againPrinted = "";
    private int _stopped;
    private (int ExitCode, string Printed) _signin;
    private JsonObject _firstSignIn = null!;
    private JsonObject _laterSignIn = null!;

    private string KeyFile => Path.Combine(_data.FullName, "admin.key");

    [OneTimeSetUp]
    public async Task StartKillAndStartAgain()
    {
        await using (var first = await CavraProcess.ServeAsync(_data.FullName))
        {
            (_key, _keyMode) = ((await File.ReadAllTextAsync(KeyFile)).Trim(), File.GetUnixFileMode(KeyFile));
            using var client = first.Client(_key);
            _session = (await client.GetJsonAsync("/console/session")).Ok();
            _secondOnTheSameDirectory = await CavraProcess.RunAsync(
                new Dictionary<string, string?>(), "api", "--urls", "http://127.0.0.1:0", "--data-dir", _data.FullName);
            (await client.PostJsonAsync("/access/keys", new { name = "survivor", roles = new[] { "auditor" } })).Created();
            _firstPrinted = first.Printed;
            _firstSignIn = await SignInAsync(first, _firstPrinted);
            _signin = await CavraProcess.RunAsync(
                new Dictionary<string, string?>(), "signin", "--data-dir", _data.FullName, "--server", $"{first.Address}", "--role", "auditor", "--name", "visitor");
            _laterSignIn = await SignInAsync(first, _signin.Printed);
            await first.KillAsync();
        }

        await using var again = await CavraProcess.ServeAsync(_data.FullName);
        using var other = again.Client(_key);
        _keysAfterTheKill = (await other.GetJsonAsync("/access/keys")).Ok();
        _stopped = await again.TerminateAsync();
        _againPrinted = again.Printed;
    }

    [OneTimeTearDown]
    public async Task RemoveDirectory() => await _data.DisposeAsync();

    [Test]
    public void The_first_start_writes_a_key_that_only_its_owner_can_read_and_shows_it_to_nobody() => Assert.Multiple(() =>
    {
        Assert.That(_keyMode, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(_session.Text("actor"), Is.EqualTo("administrator"));
        Assert.That(_firstPrinted, Does.Contain(KeyFile).And.Not.Contain(_key));
    });

    [Test]
    public void The_first_start_shows_a_link_that_signs_its_administrator_in() => Assert.Multiple(() =>
    {
        Assert.That(_firstPrinted, Does.Match(@"(?m)^Console: http://127\.0\.0\.1:\d+/signin#[A-Za-z0-9_-]{43}  \(signs in once"));
        Assert.That(_firstSignIn.Text("actor"), Is.EqualTo("administrator"));
        Assert.That(_firstSignIn.At("roles").ToJsonString(), Is.EqualTo(_session.At("roles").ToJsonString()));
    });

    [Test]
    public void A_later_start_says_how_to_get_a_link_and_shows_none() => Assert.Multiple(() =>
    {
        Assert.That(_againPrinted, Does.Match(@"(?m)^Console: http://127\.0\.0\.1:\d+/  \(sign in: \S*cavra signin "));
        Assert.That(_againPrinted, Does.Not.Contain("signin#"));
    });

    [Test]
    public void Beside_a_running_instance_a_link_can_be_made_by_whoever_can_reach_its_database() => Assert.Multiple(() =>
    {
        Assert.That(_signin.ExitCode, Is.Zero, _signin.Printed);
        Assert.That(_laterSignIn.Text("actor"), Is.EqualTo("visitor"));
        Assert.That(_laterSignIn.At("roles").ToJsonString(), Is.EqualTo("""["auditor"]"""));
    });

    [Test]
    public void A_directory_that_another_one_uses_is_refused_in_words() => Assert.Multiple(() =>
    {
        Assert.That(_secondOnTheSameDirectory.ExitCode, Is.EqualTo(3));
        Assert.That(_secondOnTheSameDirectory.Printed, Does.Contain("embedded_postgres.in_use").And.Not.Contain("   at "));
    });

    [Test]
    public void Killed_in_the_middle_it_has_everything_when_it_starts_again() => Assert.Multiple(() =>
    {
        Assert.That(_keysAfterTheKill.Text("items.0.name"), Is.EqualTo("survivor"));
        Assert.That(_againPrinted, Does.Contain("Keys were issued before"));
    });

    [Test]
    public async Task Told_to_stop_it_ends_well_and_lets_go_of_the_database()
    {
        Assert.That(_stopped, Is.Zero, _againPrinted);

        await using var taken = await _data.StartAsync();

        Assert.That(await DataDirectory.ScalarAsync<int>(taken.ConnectionString, "SELECT 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_worker_alone_writes_no_key_and_serves_its_health_only()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using var worker = await CavraProcess.ServeAsync(
            data.FullName, new Dictionary<string, string?> { ["CAVRA_ROLES"] = "worker" });
        using var client = TestClient.OfAWorker(worker.Address, "cavra_none");

        var (health, session) = (await client.GetJsonAsync("/health/live"), await client.GetJsonAsync("/console/session"));
        Assert.Multiple(() =>
        {
            Assert.That(health.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(worker.Printed, Does.Not.Contain("Console:"));
            Assert.That(session.Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(File.Exists(Path.Combine(data.FullName, "admin.key")), Is.False);
        });
    }

    private static async Task<JsonObject> SignInAsync(CavraProcess process, string printed)
    {
        var oneTime = printed[(printed.IndexOf("signin#", StringComparison.Ordinal) + "signin#".Length)..][..43];
        using var browser = process.Client(key: null);
        return (await browser.PostJsonAsync("/console/session", new { one_time = oneTime })).Ok();
    }
}
