using Cavra.Application.Ports;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery;
using Cavra.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Connectors;

public sealed class ConnectorCatalogTests
{
    private const string Broken = "connectors: {canary: [";

    [Test]
    public void A_changed_file_is_taken_within_a_poll()
    {
        using var rig = new DeliveryRig(With("one"));
        rig.Write(With("two"));

        rig.Clock.Advance(ConnectorCatalog.PollInterval - TimeSpan.FromTicks(1));
        Assert.That(Names(rig), Is.EqualTo(new[] { "one" }));
        rig.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.That(Names(rig), Is.EqualTo(new[] { "two" }));
    }

    [Test]
    public void An_unchanged_file_keeps_the_snapshot()
    {
        using var rig = new DeliveryRig(With("one"));
        var before = rig.Catalog.All;
        rig.Write(With("one"));

        rig.Clock.Advance(ConnectorCatalog.PollInterval);

        Assert.That(rig.Catalog.All, Is.SameAs(before));
    }

    [Test]
    public void A_bad_reload_keeps_the_last_good_version_and_says_so()
    {
        using var rig = new DeliveryRig(With("one"));
        rig.Write(Broken);

        rig.Clock.Advance(ConnectorCatalog.PollInterval);

        Assert.That(Names(rig), Is.EqualTo(new[] { "one" }));
        Assert.That(rig.Catalog.Problems.Single(), Does.StartWith("connectors.yaml: it is not one valid YAML document"));
        Assert.That(rig.Catalog.StartFailure, Is.Null);
    }

    [TestCase("connectors: { one: { provider: webhook, url: \"https://a.example/\", headers: { X-Team: \"ops \\ud83d\" } } }")]
    [TestCase("connectors: { one: { provider: webhook, url_file: \"a\\0b\" } }")]
    [TestCase("connectors: { one: { provider: webhook, url: \"https://a.example/\", token_file: \"a\\0b\" } }")]
    [TestCase("connectors: { one: { provider: webhook, url: \"https://a.example/\", headers: { \"X-\\0\": a } } }")]
    public void Nothing_that_a_file_can_hold_ends_the_process(string text)
    {
        using var rig = new DeliveryRig(With("one"));
        rig.Write(text);

        Assert.That(() => rig.Clock.Advance(ConnectorCatalog.PollInterval), Throws.Nothing);
        Assert.That(() => rig.Clock.Advance(ConnectorCatalog.PollInterval), Throws.Nothing);

        Assert.That(rig.Catalog.Problems, Is.Not.Empty);
    }

    [Test]
    public void A_file_that_went_away_keeps_the_last_good_version_and_says_so()
    {
        using var rig = new DeliveryRig(With("one"));
        File.Delete(rig.FileName);

        rig.Clock.Advance(ConnectorCatalog.PollInterval);

        Assert.That(Names(rig), Is.EqualTo(new[] { "one" }));
        Assert.That(rig.Catalog.Problems, Is.EqualTo(new[] { "connectors.yaml: there is no such file." }));
    }

    [Test]
    public void A_repaired_file_is_taken_again()
    {
        using var rig = new DeliveryRig(With("one"));
        rig.Write(Broken);
        rig.Clock.Advance(ConnectorCatalog.PollInterval);
        rig.Write(With("two"));

        rig.Clock.Advance(ConnectorCatalog.PollInterval);

        Assert.That(Names(rig), Is.EqualTo(new[] { "two" }));
        Assert.That(rig.Catalog.Problems, Is.Empty);
    }

    [Test]
    public void A_file_that_is_broken_at_the_start_is_a_failure_to_start_until_it_is_repaired()
    {
        using var rig = new DeliveryRig(Broken);
        Assert.That(rig.Catalog.StartFailure, Does.StartWith("connectors.yaml: "));
        rig.Write(With("one"));

        rig.Clock.Advance(ConnectorCatalog.PollInterval);

        Assert.That(rig.Catalog.StartFailure, Is.Null);
    }

    [Test]
    public async Task A_rotated_secret_file_is_taken_too()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = new DeliveryRig("connectors: {}");
        rig.WriteBeside("token", "first-token\n");
        var endpoint = $"url: \"http://127.0.0.1:{receiver.Port}/\", allow_networks: [127.0.0.0/8]";
        rig.Write($"connectors: {{hook: {{provider: webhook, {endpoint}, token_file: token}}}}");
        rig.Clock.Advance(ConnectorCatalog.PollInterval);
        await rig.SendAsync();
        rig.WriteBeside("token", "second-token\n");

        rig.Clock.Advance(ConnectorCatalog.PollInterval);
        await rig.SendAsync();

        Assert.That(
            receiver.Requests.Select(request => request.Headers["authorization"]),
            Is.EqualTo(new[] { "Bearer first-token", "Bearer second-token" }));
    }

    [Test]
    public async Task A_secret_file_that_comes_later_heals_its_connector()
    {
        using var rig = new DeliveryRig("connectors: {hook: {provider: webhook, url_file: url}}");
        Assert.That(rig.Catalog.All.Single().IsUsable, Is.False);
        rig.WriteBeside("url", "https://127.0.0.1/");

        rig.Clock.Advance(ConnectorCatalog.PollInterval);

        Assert.That(rig.Catalog.All.Single().IsUsable, Is.True);
        Assert.That((await rig.SendAsync()).Error, Does.Contain("rule loopback"));
    }

    [Test]
    public void Without_a_file_there_are_no_connectors_and_no_problem()
    {
        using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<TimeProvider>(new WatchedClock(CavraApp.Start))
            .AddSingleton<IRedactor, PlainRedactor>()
            .AddDelivery()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        var catalog = services.GetRequiredService<IConnectorCatalog>();

        Assert.That((catalog.All.Count, catalog.Problems.Count, catalog.StartFailure), Is.EqualTo((0, 0, (string?)null)));
        Assert.That(services.GetRequiredService<IDeliveryEngine>(), Is.InstanceOf<DeliveryEngine>());
    }

    private static string With(string name) => $"connectors: {{{name}: {{provider: webhook, url: 'https://example.com/'}}}}";

    private static IEnumerable<string> Names(DeliveryRig rig) => rig.Catalog.All.Select(connector => connector.Name);
}
