using System.Net;
using System.Text.Json.Nodes;
using Cavra.Processes.Tests.RealPrograms;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>The image is built from the release archive and run as the deployments run it: an API, and a worker that shares its keys.</summary>
[TestFixtureSource(nameof(Engines))]
internal sealed class ContainerTests(string program)
{
    private const string Image = "localhost/cavra:tested";
    private const string Base = "localhost/base:tested";
    private const string Serving = "Cavra serves on ";

    private Podman _podman = null!;
    private TestDatabase _database = null!;
    private DatabaseSocket _socket = null!;
    private JsonNode _image = null!;
    private Uri _address = null!;

    /// <summary>Where the archive can be made and containers can be run.</summary>
    public static IEnumerable<TestFixtureData> Engines =>
        Release.OfThisMachine.Any() ? Installed.Podman.Select(podman => new TestFixtureData(podman)) : [];

    [OneTimeSetUp]
    public async Task Run()
    {
        _podman = new Podman(program);
        _database = await TestPostgres.CreateDatabaseAsync();
        _socket = new DatabaseSocket(_database);
        await _podman.MakeBaseAsync(Base);
        await _podman.RunAsync(
            "build", "--quiet", "--format", "docker", "--pull=never", "--build-arg", $"BASE={Base}", "--build-arg", $"VERSION={Release.Version}",
            "--build-arg", "SOURCE=https://git.example.com/cavra", "--tag", Image, "--file", Snapshot.PathOf("deploy/Containerfile"),
            await Release.DirectoryAsync());
        _image = JsonNode.Parse(await _podman.RunAsync("inspect", Image))![0]!;

        // On the machine's network, so that the test can call it.
        await _podman.StartAsync("api", [
            .. _socket.Options, "--network", "host", "--env", "CAVRA_ROLES=api", "--volume", "data:/var/lib/cavra", "--volume", "keys:/var/lib/cavra/log-keys",
            Image, "api", "--urls", "http://127.0.0.1:0", "--data-dir", "/var/lib/cavra"]);
        _address = await AddressAsync();
        // As the image is by itself, in a network of its own.
        await _podman.StartAsync(
            "worker", [.. _socket.Options, "--network", "none", "--env", "CAVRA_ROLES=worker", "--volume", "keys:/var/lib/cavra/log-keys:ro", Image]);
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await _podman.DisposeAsync();
        await _socket.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task It_is_ready_and_serves_the_console()
    {
        using var client = TestClient.At(_address);
        using var http = TestClient.OfABrowser(_address);

        Assert.That((await client.GetJsonAsync("/health/ready")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await http.GetStringAsync("/"), Does.StartWith("<!doctype html>"));
    }

    [Test]
    public Task Its_health_check_finds_the_process_that_the_image_starts_by_itself() => AliveAsync("worker");

    [Test]
    public async Task Its_health_check_asks_where_it_is_told_to_and_fails_where_nobody_serves()
    {
        string[] check = [.. _image.Texts("Healthcheck.Test").Skip(1)];

        await _podman.RunAsync(["exec", "--env", $"CAVRA_SERVER={_address}", "api", .. check]);
        var nobody = await _podman.TryAsync(["run", "--rm", "--network", "none", "--entrypoint", check[0], Image, .. check[1..]]);

        Assert.That(nobody.ExitCode, Is.EqualTo(3), nobody.Printed);
    }

    [Test]
    public async Task A_worker_signs_with_the_keys_that_the_API_made()
    {
        var key = await _podman.RunAsync("exec", "api", "/opt/cavra/cavra", "evidence", "keys", "list", "--server", $"{_address}", "--key-file", "admin.key");

        Assert.That(key, Does.Match(@"^\S+\+[0-9a-f]{8}\+"));
        await _database.HoldsAsync("SELECT (SELECT count(*) FROM evidence_entries) = (SELECT coalesce(max(size), 0) FROM log_checkpoints)");
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM log_checkpoints"), Is.Positive);
    }

    [Test]
    public async Task It_migrates_without_a_place_to_write_to()
    {
        var migrated = await _podman.RunAsync(
            ["run", "--rm", "--network", "none", "--read-only", "--cap-drop", "ALL", "--image-volume", "ignore", .. _socket.Options, Image, "db", "migrate"]);

        Assert.That(migrated, Does.Contain("up to date"));
    }

    [Test]
    public async Task Its_own_files_are_nobodys_to_change_and_the_places_it_writes_to_are_its_users()
    {
        var mounted = await _podman.RunAsync("image", "mount", Image);

        var found = await Tool.RunAsync(
            "find", "/", mounted, "-xdev", "!", "-type", "l", "(", "-user", "10001", "-o", "-perm", "-o+w", ")", "-printf", "/%P\\n");
        Assert.That(found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EquivalentTo(new[] { "/tmp", "/var/lib/cavra", "/var/lib/cavra/log-keys", "/var/lib/cavra/log-memory" }));
    }

    [Test]
    public void It_says_what_it_is_and_is_nobody_with_rights()
    {
        var labels = _image.At("Config.Labels");

        Assert.That((string?)labels["org.opencontainers.image.version"], Is.EqualTo(Release.Version));
        Assert.That((string?)labels["org.opencontainers.image.source"], Is.EqualTo("https://git.example.com/cavra"));
        Assert.That((string?)labels["org.opencontainers.image.base.name"], Is.EqualTo(Base));
        Assert.That(_image.Text("Config.User"), Is.EqualTo("10001:10001"));
    }

    [Test]
    public async Task Told_to_stop_by_SIGTERM_it_ends_with_0()
    {
        await _podman.StartAsync("short", [.. _socket.Options, "--network", "none", Image]);
        await AliveAsync("short");

        Assert.That(await _podman.TerminateAsync("short"), Is.Zero, await _podman.PrintedAsync("short"));
    }

    private Task AliveAsync(string name) => Eventually.HoldsAsync(
        $"{name} is found alive", async () => (await _podman.TryAsync("healthcheck", "run", name)).ExitCode == 0);

    private async Task<Uri> AddressAsync()
    {
        string? said = null;
        await Eventually.HoldsAsync("the API serves", async () =>
        {
            var printed = await _podman.PrintedAsync("api");
            said = printed.Split('\n').FirstOrDefault(line => line.StartsWith(Serving, StringComparison.Ordinal));
            Assert.That(said is not null || await _podman.RunAsync("inspect", "api", "--format", "{{.State.Running}}") is "true", printed);
            return said is not null && printed.Contains("Stop with Ctrl+C.", StringComparison.Ordinal);
        });
        return new Uri(said![Serving.Length..].Split(' ')[0].Trim());
    }
}
