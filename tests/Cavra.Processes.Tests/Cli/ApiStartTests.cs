using System.Net;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Cli;

/// <summary><c>cavra api</c> from an empty directory: starts, stops, is killed, starts again.</summary>
[Platform(Exclude = "Win")]
internal sealed class ApiStartTests
{
    private DataDirectory _data = null!;

    [SetUp]
    public async Task MakeDirectory() => _data = await DataDirectory.WithDatabaseAsync();

    [TearDown]
    public async Task RemoveDirectory() => await _data.DisposeAsync();

    private string KeyFile => Path.Combine(_data.FullName, "admin.key");

    [Test]
    public async Task The_first_start_writes_a_key_that_only_its_owner_can_read_and_shows_it_to_nobody()
    {
        Directory.Delete(_data.FullName, recursive: true);
        await using var cavra = await CavraProcess.ServeAsync(_data.FullName);

        var key = await File.ReadAllTextAsync(KeyFile);
        using var client = cavra.Client(key.Trim());
        var session = (await client.GetJsonAsync("/console/session")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(File.GetUnixFileMode(KeyFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(session.Text("actor"), Is.EqualTo("administrator"));
            Assert.That(cavra.Printed, Does.Contain(KeyFile).And.Not.Contain(key.Trim()));
        });
    }

    [Test]
    public async Task Told_to_stop_it_ends_well_and_lets_go_of_the_database()
    {
        await using (var first = await CavraProcess.ServeAsync(_data.FullName))
        {
            Assert.That(await first.TerminateAsync(), Is.Zero, first.Printed);
        }

        await using var again = await CavraProcess.ServeAsync(_data.FullName);
        Assert.That(again.Printed, Does.Contain("Keys were issued before"));
    }

    [Test]
    public async Task Killed_in_the_middle_it_has_everything_when_it_starts_again()
    {
        var key = "";
        await using (var first = await CavraProcess.ServeAsync(_data.FullName))
        {
            key = (await File.ReadAllTextAsync(KeyFile)).Trim();
            using var client = first.Client(key);
            (await client.PostJsonAsync("/access/keys", new { name = "survivor", roles = new[] { "auditor" } })).Created();
            await first.KillAsync();
        }

        await using var again = await CavraProcess.ServeAsync(_data.FullName);
        using var other = again.Client(key);
        var keys = (await other.GetJsonAsync("/access/keys")).Ok();
        Assert.That(keys.Text("items.0.name"), Is.EqualTo("survivor"));
    }

    [Test]
    public async Task A_directory_that_another_one_uses_is_refused_in_words()
    {
        await using var first = await CavraProcess.ServeAsync(_data.FullName);

        var (exitCode, printed) = await CavraProcess.RunAsync(
            new Dictionary<string, string?>(), "api", "--urls", "http://127.0.0.1:0", "--data-dir", _data.FullName);

        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(3));
            Assert.That(printed, Does.Contain("embedded_postgres.in_use").And.Not.Contain("   at "));
        });
    }

    [Test]
    public async Task A_worker_alone_writes_no_key_and_serves_its_health_only()
    {
        await using var worker = await CavraProcess.ServeAsync(
            _data.FullName, new Dictionary<string, string?> { ["CAVRA_ROLES"] = "worker" });
        using var client = worker.Client("cavra_none");

        var (health, session) = (await client.GetJsonAsync("/health/live"), await client.GetJsonAsync("/console/session"));
        Assert.Multiple(() =>
        {
            Assert.That(health.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(session.Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(File.Exists(KeyFile), Is.False);
        });
    }
}
