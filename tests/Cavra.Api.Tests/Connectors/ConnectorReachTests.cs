using System.Net;
using System.Net.Sockets;
using Cavra.Application.Ports;
using Cavra.Infrastructure.Delivery;
using Cavra.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Connectors;

/// <summary>What the doctor finds of every place that a connector goes to.</summary>
public sealed class ConnectorReachTests
{
    private const string Local = "allow_networks: ['127.0.0.0/8']";

    private DirectoryInfo _directory = null!;
    private FailingReceiver _receiver = null!;
    private string _there = null!;

    [SetUp]
    public async Task Start()
    {
        _directory = Directory.CreateTempSubdirectory("cavra-reach-");
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "secret"), "canary-secret");
        _receiver = await FailingReceiver.StartAsync();
        _there = $"http://127.0.0.1:{_receiver.Port}";
    }

    [TearDown]
    public async Task Stop()
    {
        await _receiver.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task Every_place_that_a_connector_goes_to_is_looked_at_and_named_by_its_member()
    {
        var found = await LookAsync(
            $$"""
            connectors:
              hook: { provider: webhook, url: "{{_there}}", {{Local}} }
              itsm: { provider: servicenow, url: "{{_there}}", oauth: { token_url: "{{_there}}/token", client_id: a, client_secret_file: secret }, {{Local}} }
              azure: { provider: sentinel, url: "{{_there}}", authority: "{{_there}}", dcr_id: dcr-1, stream: Custom-A, tenant_id: t, client_id: a, client_secret_file: secret, {{Local}} }
              dog: { provider: datadog, url: "{{_there}}", events_url: "{{_there}}", api_key_file: secret, {{Local}} }
            """);

        Assert.That(
            found.Select(place => (place.Name, place.Member, place.Problem)),
            Is.EqualTo(new (string, string?, string?)[]
            {
                ("hook", null, null), ("itsm", null, null), ("itsm", "oauth.token_url", null), ("azure", null, null),
                ("azure", "authority", null), ("dog", null, null), ("dog", "events_url", null),
            }));
        Assert.That(_receiver.Requests, Is.Empty, "nothing is sent");
    }

    [Test]
    public async Task A_place_that_the_guard_refuses_or_that_does_not_answer_is_told_apart_from_the_endpoint()
    {
        var nowhere = $"http://127.0.0.1:{FreePort()}";
        var found = await LookAsync(
            $$"""
            connectors:
              itsm: { provider: servicenow, url: "{{_there}}", oauth: { token_url: "https://10.1.2.3/token", client_id: a, client_secret_file: secret }, {{Local}} }
              azure: { provider: sentinel, url: "{{_there}}", authority: "{{nowhere}}", dcr_id: dcr-1, stream: Custom-A, tenant_id: t, client_id: a, client_secret_file: secret, {{Local}} }
              dog: { provider: datadog, url: "{{nowhere}}", events_url: "https://169.254.169.254", api_key_file: secret, {{Local}} }
              bad: { provider: webhook, colour: red }
            """);

        Assert.Multiple(() =>
        {
            Assert.That(found.Select(place => (place.Name, place.Member, IsWell: place.Problem is null)), Is.EqualTo(new (string, string?, bool)[]
            {
                ("itsm", null, true), ("itsm", "oauth.token_url", false), ("azure", null, true), ("azure", "authority", false),
                ("dog", null, false), ("dog", "events_url", false), ("bad", null, false),
            }));
            Assert.That(found[1].Problem, Is.EqualTo("The egress guard refused the destination (private_network)."));
            Assert.That(found[3].Problem, Is.EqualTo("It cannot be connected to (ConnectionRefused)."));
            Assert.That(found[5].Problem, Is.EqualTo("The egress guard refused the destination (cloud_metadata)."));
            Assert.That(found[6].Problem, Does.Contain("colour is not a member that is known here"));
            Assert.That(string.Join(' ', found), Does.Not.Contain("canary").And.Not.Contain("10.1.2.3").And.Not.Contain("127.0.0"));
        });
    }

    [Test]
    public async Task A_place_behind_a_proxy_is_judged_as_far_as_the_guard_can_without_the_proxy()
    {
        var found = await LookAsync(
            """
            connectors:
              itsm: { provider: servicenow, url: "https://itsm.example.com", proxy_url: "http://127.0.0.1:1", oauth: { token_url: "https://localhost/token", client_id: a, client_secret_file: secret } }
            """);

        Assert.That(
            found.Select(place => (place.Member, place.Problem)),
            Is.EqualTo(new (string?, string?)[] { (null, null), ("oauth.token_url", "The egress guard refused the destination (loopback).") }));
    }

    private async Task<IReadOnlyList<ConnectorReachResult>> LookAsync(string connectors)
    {
        var file = Path.Combine(_directory.FullName, "connectors.yaml");
        await File.WriteAllTextAsync(file, connectors);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection([new(DeliveryServices.ConnectorFileSetting, file)]).Build())
            .AddSingleton<TimeProvider>(new WatchedClock(CavraApp.Start))
            .AddSingleton<IRedactor, PlainRedactor>()
            .AddDelivery()
            .BuildServiceProvider();
        return await ConnectorReach.LookAsync(services, CancellationToken.None);
    }

    // Nobody listens on a port that was just given back.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
