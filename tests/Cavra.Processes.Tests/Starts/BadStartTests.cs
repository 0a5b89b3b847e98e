using System.Net;
using System.Net.Sockets;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Starts;

/// <summary>What keeps the service from starting is said in one message, without a stack trace, and is an exit code.</summary>
internal sealed class BadStartTests
{
    private const string Monitoring = "CAVRA_METRICS_URLS";

    private TestDatabase _database = null!;
    private DirectoryInfo _directory = null!;

    [OneTimeSetUp]
    public async Task MakeDatabase()
    {
        _database = await TestPostgres.CreateDatabaseAsync();
        _directory = Directory.CreateTempSubdirectory("cavra-cli-");
    }

    [OneTimeTearDown]
    public async Task DropDatabase()
    {
        await _database.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task A_port_that_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        var (exitCode, printed) = await StartAsync(url);

        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(3));
            Assert.That(printed, Does.Contain(url).And.Contain("--urls").And.Not.Contain("   at "));
        });
    }

    [TestCase("{ not json", "connectors.json")]
    [TestCase("""{"connectors": {"hook": {"provider": "webhook", "headers": {"X-Team": "ops \ud83d"}}}}""", "connectors.json")]
    [TestCase(null, "connectors.json")]
    public async Task A_connector_file_that_cannot_be_read(string? text, string name)
    {
        var file = Path.Combine(_directory.FullName, name);
        File.Delete(file);
        if (text is not null)
        {
            await File.WriteAllTextAsync(file, text);
        }

        var (exitCode, printed) = await StartAsync("http://127.0.0.1:0", ("CAVRA_CONNECTOR_CONFIG", file));

        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(2));
            Assert.That(printed, Does.Contain("CAVRA_CONNECTOR_CONFIG").And.Contain(name).And.Not.Contain("   at "));
        });
    }

    [Test]
    public async Task Every_setting_that_is_wrong_is_named_at_once_and_none_is_repeated()
    {
        var (exitCode, printed) = await StartAsync(
            "http://127.0.0.1:0", ("CAVRA_ROLES", "api,wroker"), ("CAVRA_MAX_CONNECTIONS", "many"));

        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(2));
            Assert.That(printed, Does.Contain("CAVRA_ROLES").And.Contain("CAVRA_MAX_CONNECTIONS"));
            Assert.That(printed, Does.Not.Contain("wroker").And.Not.Contain("many").And.Not.Contain("   at "));
        });
    }

    [TestCase("Host=127.0.0.1;Port=1;Password=canary-word", ExpectedResult = 3)]
    [TestCase("canary-word", ExpectedResult = 2)]
    public async Task<int> A_database_that_is_not_there(string connectionString)
    {
        var (exitCode, printed) = await StartAsync("http://127.0.0.1:0", ("CAVRA_DATABASE", connectionString));

        Assert.That(printed, Is.Not.Empty.And.Not.Contain("canary-word").And.Not.Contain("   at "));
        return exitCode;
    }

    [Test]
    public async Task A_setting_that_does_not_exist_is_refused_and_no_database_is_made()
    {
        var data = Path.Combine(_directory.FullName, "unmade");

        var (exitCode, printed) = await WithoutDatabaseAsync("http://127.0.0.1:0", data, ("CAVRA_CONECTOR_CONFIG", "canary"));

        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(2));
            Assert.That(printed, Does.Contain("CAVRA_CONECTOR_CONFIG is not a setting of Cavra; the nearest is CAVRA_CONNECTOR_CONFIG."));
            Assert.That(printed, Does.Not.Contain("canary"));
            Assert.That(Directory.Exists(data), Is.False);
        });
    }

    [Test]
    public async Task A_port_that_is_taken_is_told_before_a_database_is_made()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var data = Path.Combine(_directory.FullName, "unmade");

        var (exitCode, printed) = await WithoutDatabaseAsync(url, data);

        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(3));
            Assert.That(printed, Is.EqualTo($"Something listens on {url} already. Stop it, or serve elsewhere with --urls."));
            Assert.That(Directory.Exists(data), Is.False);
        });
    }

    [Test]
    public async Task A_port_that_monitoring_cannot_have_is_told_before_a_database_is_made()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var data = Path.Combine(_directory.FullName, "unmade");

        var (exitCode, printed) = await WithoutDatabaseAsync("http://127.0.0.1:0", data, (Monitoring, url));

        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(3));
            Assert.That(printed, Is.EqualTo($"Something listens on {url} already. Stop it, or serve elsewhere with {Monitoring}."));
            Assert.That(Directory.Exists(data), Is.False);
        });
    }

    [TestCase("http://127.0.0.1:1", "http://127.0.0.1:1", "CAVRA_METRICS_URLS must have ports of its own")]
    [TestCase("http://127.0.0.1:0", "9090", "CAVRA_METRICS_URLS must hold addresses")]
    [TestCase("http://127.0.0.1:0", "https://127.0.0.1:0", "https://127.0.0.1:0 needs a certificate")]
    public async Task Addresses_that_are_none_for_monitoring(string urls, string metrics, string said)
    {
        var data = Path.Combine(_directory.FullName, "unmade");

        var (exitCode, printed) = await WithoutDatabaseAsync(urls, data, (Monitoring, metrics));

        Assert.That(exitCode, Is.EqualTo(2), printed);
        Assert.That(printed, Does.Contain(said).And.Not.Contain("   at "));
        Assert.That(Directory.Exists(data), Is.False);
    }

    [Test]
    public async Task An_https_address_without_a_certificate()
    {
        var (exitCode, printed) = await WithoutDatabaseAsync("https://127.0.0.1:0", Path.Combine(_directory.FullName, "unmade"));

        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(printed, Does.StartWith("https://127.0.0.1:0 needs a certificate").And.Not.Contain("fault of Cavra"));
    }

    [TestCase("/proc/cavra")]
    [TestCase("/dev/null")]
    [TestCase("/dev/null/below")]
    public async Task A_data_directory_that_cannot_be_made(string directory)
    {
        var (exitCode, printed) = await WithoutDatabaseAsync("http://127.0.0.1:0", directory);

        Assert.That(exitCode, Is.EqualTo(3));
        Assert.That(printed, Does.StartWith($"The data directory {directory} can't be made or written to"));
    }

    [TestCase("ftp://127.0.0.1")]
    [TestCase("http://127.0.0.1:70000")]
    [TestCase("8000")]
    public async Task Addresses_that_are_none(string urls)
    {
        var (exitCode, printed) = await StartAsync(urls);

        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(2));
            Assert.That(printed, Does.Contain("--urls"));
        });
    }

    private static Task<(int ExitCode, string Printed)> WithoutDatabaseAsync(
        string urls, string directory, params (string Name, string Value)[] settings) => CavraProcess.RunAsync(
            settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value), "api", "--urls", urls, "--data-dir", directory);

    private Task<(int ExitCode, string Printed)> StartAsync(string urls, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?> { ["CAVRA_DATABASE"] = _database.ConnectionString };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return CavraProcess.RunAsync(environment, "api", "--urls", urls, "--data-dir", _directory.FullName);
    }
}
