using System.Net;
using System.Net.Sockets;
using Cavra.Infrastructure.Delivery.Egress;

namespace Cavra.Api.Tests.Delivery;

public sealed class EgressGuardTests
{
    private static readonly IPNetwork Loopback = IPNetwork.Parse("127.0.0.0/8");

    private readonly OwnListeners _own = new();
    private TcpListener _listener = null!;

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    [SetUp]
    public void Listen()
    {
        _own.Set([]);
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
    }

    [TearDown]
    public void StopListening() => _listener.Dispose();

    [Test]
    public async Task An_allowed_network_is_connected_to()
    {
        await using var stream = await GuardThatFinds("127.0.0.1")
            .ConnectAsync("receiver.test", Port, Allowing(Loopback), default);
        using var accepted = await _listener.AcceptTcpClientAsync();

        Assert.That(stream.Socket.RemoteEndPoint, Is.EqualTo(_listener.LocalEndpoint));
    }

    [Test]
    public async Task An_allowed_network_covers_the_mapped_form_of_its_addresses()
    {
        await using var stream = await GuardThatFinds("::ffff:127.0.0.1")
            .ConnectAsync("receiver.test", Port, Allowing(Loopback), default);

        Assert.That(stream.Socket.Connected, Is.True);
    }

    [TestCase("127.0.0.1", ExpectedResult = "loopback")]
    [TestCase("10.1.2.3", ExpectedResult = "private_network")]
    [TestCase("169.254.169.254", ExpectedResult = "cloud_metadata")]
    [TestCase("::1", ExpectedResult = "loopback")]
    [TestCase("::ffff:192.168.1.1", ExpectedResult = "private_network")]
    [TestCase("64:ff9b::a01:203", ExpectedResult = "private_network")]
    public async Task<string?> A_name_is_judged_by_the_address_it_has(string address) =>
        await RefusalAsync(GuardThatFinds(address), Allowing());

    [TestCase("0.0.0.0", ExpectedResult = "unspecified")]
    [TestCase("[::]", ExpectedResult = "unspecified")]
    [TestCase("10.0.0.1", ExpectedResult = "private_network")]
    public async Task<string?> An_address_is_judged_as_it_is_written(string host) =>
        await RefusalAsync(new EgressGuard((_, _) => throw new SocketException(), _own), Allowing(), host);

    [Test]
    public async Task One_bad_address_among_good_ones_refuses_all()
    {
        Assert.That(await RefusalAsync(GuardThatFinds("8.8.8.8", "10.0.0.1"), Allowing()), Is.EqualTo("private_network"));
    }

    [Test]
    public async Task A_name_is_resolved_once_so_that_a_second_answer_changes_nothing()
    {
        var lookups = 0;
        var answers = new[] { "127.0.0.1", "169.254.169.254" };
        var guard = new EgressGuard((_, _) => Task.FromResult(new[] { IPAddress.Parse(answers[lookups++]) }), _own);

        await using var stream = await guard.ConnectAsync("rebinding.test", Port, Allowing(Loopback), default);

        Assert.That(lookups, Is.EqualTo(1));
        Assert.That(stream.Socket.RemoteEndPoint, Is.EqualTo(_listener.LocalEndpoint));
    }

    [TestCase("169.254.169.254", "169.254.0.0/16")]
    [TestCase("169.254.169.254", "0.0.0.0/0")]
    [TestCase("fd00:ec2::254", "fc00::/7")]
    [TestCase("64:ff9b::a9fe:a9fe", "::/0")]
    [TestCase("168.63.129.16", "168.63.129.16/32")]
    [TestCase("64:ff9b:1::a9fe:a9fe", "64:ff9b:1::/48")]
    [TestCase("fe80::a9fe:a9fe%2", "fe80::/10")]
    [TestCase("fd00:c1::a9fe:a9fe", "fd00::/8")]
    public async Task Cloud_metadata_is_refused_even_when_allowed(string address, string network) =>
        Assert.That(
            await RefusalAsync(GuardThatFinds(address), Allowing(IPNetwork.Parse(network))),
            Is.EqualTo("cloud_metadata"));

    [TestCase("127.0.0.1", "127.0.0.1")]
    [TestCase("0.0.0.0", "127.0.0.1")]
    [TestCase("0.0.0.0", "127.0.0.9")]
    [TestCase("::", "::1")]
    [TestCase("127.0.0.1", "0.0.0.0")]
    [TestCase("127.0.0.1", "::ffff:127.0.0.1")]
    public async Task The_services_own_listeners_are_refused_even_when_allowed(string listens, string found)
    {
        _own.Set([new IPEndPoint(IPAddress.Parse(listens), Port)]);

        var refusal = await RefusalAsync(GuardThatFinds(found), Allowing(IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")));

        Assert.That(refusal, Is.EqualTo("own_listener"));
    }

    [Test]
    public async Task Another_port_of_the_same_address_is_not_the_services_own()
    {
        _own.Set([new IPEndPoint(IPAddress.Loopback, Port == 65_535 ? 1 : Port + 1)]);

        await using var stream = await GuardThatFinds("127.0.0.1")
            .ConnectAsync("receiver.test", Port, Allowing(Loopback), default);

        Assert.That(stream.Socket.Connected, Is.True);
    }

    [Test]
    public async Task Without_TLS_a_public_address_is_refused()
    {
        var plain = new EgressPolicy([Loopback], IsEncrypted: false);

        Assert.That(await RefusalAsync(GuardThatFinds("8.8.8.8"), plain), Is.EqualTo("https_required"));
    }

    [Test]
    public async Task Without_TLS_an_allowed_network_is_connected_to()
    {
        var plain = new EgressPolicy([Loopback], IsEncrypted: false);

        await using var stream = await GuardThatFinds("127.0.0.1").ConnectAsync("receiver.test", Port, plain, default);

        Assert.That(stream.Socket.Connected, Is.True);
    }

    [TestCase("0x7f.1")]
    [TestCase("2130706433")]
    [TestCase("receiver.test.")]
    [TestCase("fe80::1%eth0")]
    public async Task An_odd_host_is_refused_before_it_is_resolved(string host)
    {
        var lookups = 0;
        var guard = new EgressGuard(
            (_, _) =>
            {
                lookups++;
                return Task.FromResult(new[] { IPAddress.Loopback });
            },
            _own);

        Assert.That(await RefusalAsync(guard, Allowing(Loopback), host), Is.EqualTo("odd_host"));
        Assert.That(lookups, Is.Zero);
    }

    [Test]
    public async Task The_next_address_is_tried_when_one_does_not_answer()
    {
        await using var stream = await GuardThatFinds("127.0.0.2", "127.0.0.1")
            .ConnectAsync("receiver.test", Port, Allowing(Loopback), default);

        Assert.That(stream.Socket.RemoteEndPoint, Is.EqualTo(_listener.LocalEndpoint));
    }

    [Test]
    public void A_name_without_addresses_is_a_network_failure() =>
        Assert.That(
            async () => await GuardThatFinds().ConnectAsync("nowhere.test", Port, Allowing(), default),
            Throws.InstanceOf<SocketException>());

    [Test]
    public void A_refusal_never_says_where_to()
    {
        var exception = Assert.ThrowsAsync<EgressRefusedException>(
            async () => await GuardThatFinds("10.11.12.13").ConnectAsync("internal-name.test", 4711, Allowing(), default));

        Assert.That(
            exception!.ToString(),
            Does.Not.Contain("10.11.12.13").And.Not.Contain("internal-name").And.Not.Contain("4711"));
    }

    [TestCase("http://example.com/", ExpectedResult = "https_required")]
    [TestCase("https://10.0.0.1/", ExpectedResult = "private_network")]
    [TestCase("https://169.254.169.254/", ExpectedResult = "cloud_metadata")]
    [TestCase("https://[::1]/", ExpectedResult = "loopback")]
    [TestCase("https://localhost:8443/", ExpectedResult = "loopback")]
    [TestCase("https://a.LocalHost./", ExpectedResult = "loopback")]
    [TestCase("https://metadata.google.internal/", ExpectedResult = "cloud_metadata")]
    [TestCase("https://metadata/", ExpectedResult = "cloud_metadata")]
    [TestCase("https://localhost.example.com/", ExpectedResult = null)]
    [TestCase("https://example.com/", ExpectedResult = null)]
    public string? Behind_a_proxy_the_target_is_judged_as_far_as_it_can_be(string url)
    {
        var target = new Uri(url);
        try
        {
            GuardThatFinds().CheckProxied(target, new EgressPolicy([], target.Scheme == Uri.UriSchemeHttps));
            return null;
        }
        catch (EgressRefusedException refused)
        {
            return refused.Rule;
        }
    }

    private static EgressPolicy Allowing(params IPNetwork[] networks) => new(networks, IsEncrypted: true);

    private EgressGuard GuardThatFinds(params string[] addresses) => new((_, _) =>
        Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()), _own);

    private async Task<string?> RefusalAsync(EgressGuard guard, EgressPolicy policy, string host = "receiver.test")
    {
        try
        {
            await using var stream = await guard.ConnectAsync(host, Port, policy, default);
            return null;
        }
        catch (EgressRefusedException refused)
        {
            return refused.Rule;
        }
    }
}
