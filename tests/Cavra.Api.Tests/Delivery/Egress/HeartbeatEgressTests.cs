using System.Net;
using Cavra.Infrastructure.Delivery;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Testing;
using Microsoft.Extensions.Logging;

namespace Cavra.Api.Tests.Delivery.Egress;

/// <summary>The corpus at the URL that a worker schedule's heartbeat calls.</summary>
public sealed class HeartbeatEgressTests
{
    private readonly List<string> _lookedUp = [];
    private readonly string _file = Path.GetTempFileName();
    private LogCapture _log = null!;
    private Door _door = null!;
    private string[] _found = [];

    [SetUp]
    public void Open() => (_log, _door) = (new LogCapture(), new Door());

    [TearDown]
    public async Task Close()
    {
        _lookedUp.Clear();
        _log.Dispose();
        await _door.DisposeAsync();
    }

    [OneTimeTearDown]
    public void Delete() => File.Delete(_file);

    [Test]
    public async Task A_name_is_refused_by_the_rule_of_what_it_resolves_to()
    {
        foreach (var (address, rule) in EgressCorpus.Addresses)
        {
            _found = [address];
            Assert.That(await BeatAsync("canary-name.test"), Does.Contain($"(rule {rule})").And.Not.Contain($" {address} "), address);
        }

        Assert.That((_lookedUp.Count, _door.Came), Is.EqualTo((EgressCorpus.Addresses.Count, 0)));
        Assert.That(_log.Text, Does.Not.Contain("canary"));
    }

    [Test]
    public async Task An_address_in_the_url_is_refused_by_its_rule()
    {
        foreach (var (address, rule) in EgressCorpus.Addresses)
        {
            Assert.That(
                await BeatAsync(EgressCorpus.AsHost(address)),
                Does.Contain($"(rule {rule})").And.Not.Contain($"//{EgressCorpus.AsHost(address)}"), address);
        }

        Assert.That((_lookedUp.Count, _door.Came), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task An_odd_host_is_not_looked_up()
    {
        foreach (var host in EgressCorpus.OddHosts)
        {
            Assert.That(await BeatAsync(host), Does.Contain("(rule odd_host)").Or.Contain("Misconfigured").And.Not.Contain(host), host);
        }

        Assert.That((_lookedUp.Count, _door.Came), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task An_allowed_network_lets_through_that_network_alone_and_each_beat_looks_up_anew()
    {
        _found = ["127.0.0.1"];
        Assert.That(await BeatAsync("receiver.test", "127.0.0.0/8"), Does.Not.Contain("GuardRefused"));
        _found = ["10.11.12.13"];
        Assert.That(await BeatAsync("receiver.test", "127.0.0.0/8"), Does.Contain("(rule private_network)"));
        _found = ["127.0.0.1", "169.254.169.254"];
        Assert.That(await BeatAsync("receiver.test", "0.0.0.0/0"), Does.Contain("(rule cloud_metadata)"));

        Assert.That((_lookedUp.Count, _door.Came), Is.EqualTo((3, 1)));
    }

    [TestCase(302)]
    [TestCase(307)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var watchdog = await FailingReceiver.StartAsync();
        watchdog.Redirects(status, $"http://127.0.0.1:{_door.Port}/canary");
        _found = ["127.0.0.1"];

        var line = await BeatAsync($"receiver.test", watchdog.Port, "http", "127.0.0.0/8");

        Assert.That(line, Does.Contain("Rejected").And.Not.Contain("canary"));
        Assert.That((watchdog.Requests.Count, _door.Came), Is.EqualTo((1, 0)));
    }

    private Task<string> BeatAsync(string host, params string[] networks) => BeatAsync(host, _door.Port, "https", networks);

    private async Task<string> BeatAsync(string host, int port, string scheme, params string[] networks)
    {
        await File.WriteAllTextAsync(_file, $"{scheme}://{host}:{port}/canary-path");
        var guard = new EgressGuard(
            (name, _) =>
            {
                _lookedUp.Add(name);
                return Task.FromResult(_found.Select(IPAddress.Parse).ToArray());
            },
            new OwnListeners());
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(_log));
        using var heartbeat = new Heartbeat(
            guard, new HeartbeatNetworks([.. networks.Select(IPNetwork.Parse)]), new WatchedClock(CavraApp.Start), logs.CreateLogger<Heartbeat>());
        await heartbeat.BeatAsync($"file:{_file}", default);
        return _log.Lines.Last();
    }
}
