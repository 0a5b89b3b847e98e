using System.Net;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery.Egress;

/// <summary>The corpus at every way out of a connector, when something is delivered.</summary>
[TestFixtureSource(typeof(WayOut), nameof(WayOut.All))]
internal sealed class EgressCorpusTests(WayOut way)
{
    private const string Name = "receiver.test";

    private readonly List<string> _lookedUp = [];
    private Door _door = null!;
    private string[] _found = [];

    [SetUp]
    public void Open()
    {
        _lookedUp.Clear();
        _door = new Door();
    }

    [TearDown]
    public async Task Close() => await _door.DisposeAsync();

    [Test]
    public async Task A_name_is_refused_by_the_rule_of_what_it_resolves_to()
    {
        using var rig = Rig();

        foreach (var (address, rule) in EgressCorpus.Addresses)
        {
            AssertRefused(await SendAsync(rig, address), rule, address);
        }

        Assert.That(_lookedUp, Is.EqualTo(Enumerable.Repeat(Name, EgressCorpus.Addresses.Count)), "one look-up a try, and of this name alone");
        Assert.That(_door.Came, Is.Zero);
    }

    [Test]
    public async Task An_address_in_the_file_is_refused_by_its_rule()
    {
        var cases = EgressCorpus.Addresses.Select((found, at) => (Connector: $"c{at}", found.Address, found.Rule)).ToList();
        using var rig = Of([.. cases.Select(one => way.Line(EgressCorpus.AsHost(one.Address), _door.Port, one.Connector))]);
        Assert.That(rig.Catalog.Problems, Is.Empty);

        foreach (var (connector, address, rule) in cases)
        {
            AssertRefused(await rig.SendAsync(connector: connector), rule, address);
        }

        Assert.That((_lookedUp.Count, _door.Came), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task An_odd_host_is_a_problem_of_the_file_or_refused_without_a_look_up()
    {
        var cases = EgressCorpus.OddHosts.Select((host, at) => (Connector: $"c{at}", Host: host)).ToList();
        using var rig = Of([.. cases.Select(one => way.Line(one.Host, _door.Port, one.Connector))]);

        foreach (var (connector, host) in cases)
        {
            var report = await rig.SendAsync(connector: connector);
            if (rig.Catalog.Entry(connector)!.Connector.Problem is { } problem)
            {
                Assert.That(report.FailureClass, Is.EqualTo(FailureClass.Misconfigured), host);
                Assert.That(problem, Does.Not.Contain(host).And.Not.Contain(WayOut.Secret));
                continue;
            }

            Assert.That(way.IsUrl, Is.True, host);
            AssertRefused(report, "odd_host", host);
        }

        Assert.That((_lookedUp.Count, _door.Came), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task An_allowed_network_lets_through_that_network_alone()
    {
        using var rig = Rig(", allow_networks: [127.0.0.0/8]");

        var through = await SendAsync(rig, "127.0.0.1");

        var came = _door.Came;
        Assert.That((through.FailureClass is FailureClass.GuardRefused, came), Is.EqualTo((false, _lookedUp.Count)));
        AssertRefused(await SendAsync(rig, "10.11.12.13"), "private_network", "10.11.12.13");
        AssertRefused(await SendAsync(rig, "::1"), "loopback", "::1");
        Assert.That(_door.Came, Is.EqualTo(came));
    }

    [Test]
    public async Task Cloud_metadata_is_refused_whatever_is_allowed()
    {
        using var rig = Rig(", allow_networks: [0.0.0.0/0, \"::/0\"]");

        foreach (var address in EgressCorpus.Metadata)
        {
            AssertRefused(await SendAsync(rig, address), "cloud_metadata", address);
        }
    }

    [TestCase("127.0.0.1", "10.11.12.13", "private_network")]
    [TestCase("10.11.12.13", "127.0.0.1", "private_network")]
    [TestCase("127.0.0.1", "169.254.169.254", "cloud_metadata")]
    public async Task A_name_with_one_bad_address_is_refused_though_another_is_good(string first, string second, string rule)
    {
        using var rig = Rig(", allow_networks: [127.0.0.0/8]");

        AssertRefused(await SendAsync(rig, first, second), rule, "10.11.12.13");
        Assert.That(_door.Came, Is.Zero);
    }

    [Test]
    public async Task A_name_that_turns_bad_between_two_tries_is_refused_at_the_second()
    {
        using var rig = Rig(", allow_networks: [127.0.0.0/8]");

        var first = await SendAsync(rig, "127.0.0.1");
        var second = await SendAsync(rig, "10.11.12.13");

        Assert.That(first.FailureClass, Is.Not.EqualTo(FailureClass.GuardRefused));
        AssertRefused(second, "private_network", "10.11.12.13");
        Assert.That(_door.Came, Is.Positive.And.EqualTo(_lookedUp.Count - 1), "each connection is to what its one look-up found");
    }

    private static void AssertRefused(AttemptReport report, string rule, string address)
    {
        Assert.That(report.Error, Is.EqualTo($"The egress guard refused the destination (rule {rule})."), address);
        Assert.That((report.FailureClass, report.Fault, report.Tries), Is.EqualTo(((FailureClass?)FailureClass.GuardRefused, Fault.Ours, 1)));
        Assert.That(ReportText.Of(report), Does.Not.Contain(address).And.Not.Contain(WayOut.Secret));
    }

    private DeliveryRig Rig(string more = "")
    {
        var rig = Of(way.Line(Name, _door.Port, "hook", more));
        Assert.That(rig.Catalog.Problems, Is.Empty);
        return rig;
    }

    private DeliveryRig Of(params string[] lines) => new($"connectors:\n{string.Concat(lines)}", WayOut.Environment, (host, _) =>
    {
        _lookedUp.Add(host);
        return Task.FromResult(_found.Select(IPAddress.Parse).ToArray());
    });

    private Task<AttemptReport> SendAsync(DeliveryRig rig, params string[] found)
    {
        _found = found;
        return rig.SendAsync();
    }
}
