using System.Net;
using Cavra.Processes.Tests.Starts;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>A release archive is unpacked somewhere, and its program runs there with nothing of the environment that built it.</summary>
[TestFixtureSource(typeof(Release), nameof(Release.Archives))]
internal sealed class ReleaseStartTests(string name)
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cavra-unpacked-");
    private TestDatabase _database = null!;

    [OneTimeSetUp]
    public async Task MakeDatabase() => _database = await TestPostgres.CreateDatabaseAsync();

    [OneTimeTearDown]
    public async Task Remove()
    {
        await _database.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task It_serves_the_console_and_is_ready()
    {
        var program = Path.Combine(await Release.UnpackAsync(name, _directory.FullName), "program", "cavra");
        var empty = _directory.CreateSubdirectory("empty");

        await using var cavra = await CavraProcess.ServeFromAsync(program, empty.FullName, Environment);
        using var client = cavra.Client(key: null);
        var ready = await client.GetJsonAsync("/health/ready");
        using var http = TestClient.OfABrowser(cavra.Address);
        var console = await http.GetStringAsync("/");
        var stopped = await cavra.TerminateAsync();

        Assert.That(ready.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(console, Does.StartWith("<!doctype html>").And.Contain("<base href=\"/\""));
        Assert.That(stopped, Is.Zero, cavra.Printed);
        Assert.That(empty.EnumerateFileSystemInfos().Select(one => one.Name), Is.EqualTo(new[] { "data" }));
    }

    // With its own runtime not even the programs of a shell are there.
    private Dictionary<string, string?> Environment => name == Release.WithRuntime
        ? new() { ["CAVRA_DATABASE"] = _database.ConnectionString, ["PATH"] = "/nowhere", ["DOTNET_ROOT"] = "/nowhere" }
        : new()
        {
            ["CAVRA_DATABASE"] = _database.ConnectionString,
            ["PATH"] = "/usr/bin:/bin",
            ["DOTNET_ROOT"] = Path.GetDirectoryName(System.Environment.ProcessPath),
        };
}
