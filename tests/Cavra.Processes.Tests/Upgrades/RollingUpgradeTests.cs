using System.Collections.Concurrent;
using Cavra.Processes.Tests.Starts;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Upgrades;

/// <summary>
/// An upgrade as operators do it: migrate, then replace one process after the other, while commands go on. What is upgraded is this very
/// version, or the program that <c>CAVRA_TEST_BEFORE</c> names.
/// </summary>
internal sealed class RollingUpgradeTests
{
    private const int Clients = 3;

    // So many commands are done in each part of the upgrade at least, by whichever replicas there are.
    private const int CommandsAtLeast = 15;

    private const string Nothing = "drop schema if exists one_workspace cascade; drop schema public cascade; create schema public";

    private readonly ConcurrentQueue<string> _failures = new();
    private DirectoryInfo _directory = null!;
    private TestDatabase _database = null!;
    private FailingReceiver _receiver = null!;
    private int _drills;
    private int _deliveries;
    private int _commands;

    private static string? Before => Environment.GetEnvironmentVariable("CAVRA_TEST_BEFORE") is { Length: > 0 } program ? program : null;

    [SetUp]
    public async Task SetTheScene()
    {
        (_drills, _deliveries, _commands) = (0, 0, 0);
        _failures.Clear();
        _directory = Directory.CreateTempSubdirectory("cavra-upgrade-");
        _database = await TestPostgres.CreateDatabaseAsync();
        _receiver = await FailingReceiver.StartAsync();
        await File.WriteAllTextAsync(
            ConnectorFile,
            $"""
            connectors:
              webhook:
                url: http://127.0.0.1:{_receiver.Port}/cavra
                allow_networks: ["127.0.0.0/8"]
            """);
        await _database.ExecuteAsync(Nothing);
    }

    [TearDown]
    public async Task Leave()
    {
        await _receiver.DisposeAsync();
        await _database.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task Replicas_are_replaced_one_by_one_under_load_and_no_command_fails_or_is_half_done()
    {
        Assert.That((await CavraProcess.RunAsync(Settings, Before, ["db", "migrate"])).ExitCode, Is.Zero);
        var first = await ServeAsync(Before);
        await using var replicas = new Replicas((await File.ReadAllTextAsync(Path.Combine(_directory.FullName, "admin.key"))).Trim());
        replicas.Add(first);
        replicas.Add(await ServeAsync(Before));
        using var ended = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => LoadAsync(replicas, client, ended.Token)));

        await SomeCommandsAsync();
        Assert.That((await CavraProcess.RunAsync(Settings, "db", "migrate")).ExitCode, Is.Zero);
        await SomeCommandsAsync();
        for (var replaced = 0; replaced < 2; replaced++)
        {
            replicas.Add(await ServeAsync(program: null));
            await SomeCommandsAsync();
            Assert.That(await replicas.RetireOldestAsync(), Is.Zero);
            await SomeCommandsAsync();
        }

        await ended.CancelAsync();
        await load;
        await _database.HoldsAsync("select count(*) = 0 from log_awaiting");
        Assert.That(_failures, Is.Empty);
        Assert.That((await replicas.RetireOldestAsync(), await replicas.RetireOldestAsync()), Is.EqualTo((0, 0)));
        TestContext.Out.WriteLine($"{_commands} commands: {_drills} drills, {_deliveries} deliveries");
        await EverythingIsWholeAsync();
    }

    private string ConnectorFile => Path.Combine(_directory.FullName, "connectors.yaml");

    private Dictionary<string, string?> Settings => new()
    {
        ["CAVRA_DATABASE"] = _database.ConnectionString,
        ["CAVRA_CONNECTOR_CONFIG"] = ConnectorFile,
    };

    private Task<CavraProcess> ServeAsync(string? program) => CavraProcess.ServeAsync(_directory.FullName, Settings, program);

    private async Task LoadAsync(Replicas replicas, int client, CancellationToken ended)
    {
        for (var number = 0; !ended.IsCancellationRequested; number++)
        {
            var id = $"upgrade-{client}-{number}";
            await DoAsync(replicas, () => Interlocked.Increment(ref _drills), http => http.PostJsonAsync(
                GivenDrills.DrillPath, GivenDrills.ADrill(id, "2026-01-15T09:00:00Z"), idempotencyKey: id));
            await DoAsync(replicas, () => Interlocked.Increment(ref _deliveries), http => http.PostJsonAsync(
                GivenFailures.Deliveries, new { delivery_provider = "webhook", retries = 0 }, idempotencyKey: $"deliver-{id}"));
        }
    }

    private async Task DoAsync(Replicas replicas, Action done, Func<HttpClient, Task<Answer>> command)
    {
        try
        {
            var answer = await replicas.SendAsync(command);
            if (!answer.Response.IsSuccessStatusCode)
            {
                _failures.Enqueue($"{answer.Status} {answer.Body}");
                return;
            }

            done();
            Interlocked.Increment(ref _commands);
        }
        catch (HttpRequestException failure)
        {
            _failures.Enqueue(failure.ToString());
        }
    }

    private async Task SomeCommandsAsync()
    {
        var wanted = Volatile.Read(ref _commands) + CommandsAtLeast;
        await Eventually.HoldsAsync("some more commands are done", () => Volatile.Read(ref _commands) >= wanted || !_failures.IsEmpty);
    }

    private async Task EverythingIsWholeAsync()
    {
        var counts = new Dictionary<string, long>();
        foreach (var (what, query) in new Dictionary<string, string>
        {
            ["drills"] = "select count(*) from drills",
            ["proofs of drills"] = "select count(*) from evidence_entries where action = 'record drill' and outcome = 'done'",
            ["delivered"] = "select count(*) from destinations where state = 'delivered'",
            ["destinations"] = "select count(*) from destinations",
            ["attempts"] = "select count(*) from attempts",
            ["unanswered"] = "select count(*) from idempotency_records where status is null",
            // A loop of the older version may meet the migration in the middle of a turn, and turns again.
            ["not done"] = "select count(*) from evidence_entries where outcome <> 'done' and actor <> 'cavra-worker'",
        })
        {
            counts[what] = await _database.ScalarAsync<long>(query);
        }

        Assert.That(counts, Is.EquivalentTo(new Dictionary<string, long>
        {
            ["drills"] = _drills,
            ["proofs of drills"] = _drills,
            ["delivered"] = _deliveries,
            ["destinations"] = _deliveries,
            ["attempts"] = _deliveries,
            ["unanswered"] = 0,
            ["not done"] = 0,
        }));
        Assert.That(_receiver.Requests, Has.Count.EqualTo(_deliveries));
        (await CliRun.WithAsync(Settings.ToDictionary(setting => setting.Key, setting => setting.Value!), "evidence", "fsck")).Ends(0);
    }
}
