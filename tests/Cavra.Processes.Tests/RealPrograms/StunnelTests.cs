using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Processes.Tests.RealPrograms;

/// <summary>stunnel as it is installed, before a receiver of webhooks: it lets nobody through without a certificate of the right authority.</summary>
[TestFixtureSource(typeof(Installed), nameof(Installed.Stunnel))]
internal sealed partial class StunnelTests(string program)
{
    private const string Older = "older";
    private const string Newest = "newest";

    private readonly ProgramDirectory _directory = new();
    private FailingReceiver _receiver = null!;
    private RealProgram _stunnel = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        Issue("localhost", "server");
        Issue("cavra", "client");
        Issue("cavra", "stranger");
        _receiver = await FailingReceiver.StartAsync();
        _stunnel = await RealProgram.StartAsync(
            printed => PortOf(Newest, printed) is not null ? PortOf(Older, printed) : null,
            program, _directory.Write("stunnel.conf", Configuration()));
    }

    [SetUp]
    public void Forget() => _receiver.Reset();

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _stunnel.DisposeAsync();
        await _receiver.DisposeAsync();
        _directory.Dispose();
    }

    [TestCase(Older)]
    [TestCase(Newest)]
    public async Task A_webhook_with_the_certificate_comes_through(string service)
    {
        using var rig = To(service, "client.pem");

        Assert.That(await rig.DeliverAsync(DeliveryRig.Event), Is.EqualTo("accepted"), _stunnel.Printed);

        var request = _receiver.Requests.Single();
        Assert.That((request.Method, request.Path, request.Headers["webhook-id"]), Is.EqualTo(("POST", "/cavra", DeliveryRig.Event.Id)));
        Assert.That(request.Text, Does.Contain(DeliveryRig.Event.Data));
    }

    // In TLS 1.3 the handshake is over before the certificate is refused: who writes just then may see the connection go, and no reason.
    [TestCase(Older, null, "tls")]
    [TestCase(Older, "stranger.pem", "tls")]
    [TestCase(Newest, null, "tls", "unreachable")]
    [TestCase(Newest, "stranger.pem", "tls", "unreachable")]
    public async Task Without_it_or_with_one_of_another_authority_the_attempt_fails_and_nothing_comes_through(
        string service, string? certificate, params string[] classes)
    {
        using var rig = To(service, certificate);

        Assert.That(await rig.DeliverAsync(DeliveryRig.Event), Is.AnyOf(classes), _stunnel.Printed);
        Assert.That(_receiver.Requests, Is.Empty);
    }

    // The level of the log is the one at which it says where it listens.
    private string Configuration() =>
        $"""
        foreground = yes
        pid =
        debug = info
        cert = {_directory.At("server.pem")}
        CAfile = {_directory.At("client-authority.pem")}
        verifyChain = yes
        [{Older}]
        sslVersionMax = TLSv1.2
        accept = 127.0.0.1:0
        connect = 127.0.0.1:{_receiver.Port}
        [{Newest}]
        sslVersionMin = TLSv1.3
        accept = 127.0.0.1:0
        connect = 127.0.0.1:{_receiver.Port}
        """;

    private void Issue(string name, string file)
    {
        var (authority, certificate) = Certificates.Issue(name);
        using (authority)
        using (certificate)
        {
            _directory.Write($"{file}-authority.pem", authority);
            _directory.Write($"{file}.pem", certificate);
        }
    }

    private static int? PortOf(string service, string printed) => BoundTo().Matches(printed)
        .Where(said => said.Groups[1].Value == service).Select(said => (int?)int.Parse(said.Groups[2].Value)).SingleOrDefault();

    private DeliveryRig To(string service, string? certificate)
    {
        var own = certificate is null ? "" : $", client_certificate_file: \"{_directory.At(certificate)}\"";
        return RealDelivery.To(
            $"provider: webhook, url: \"https://localhost:{PortOf(service, _stunnel.Printed)}/cavra\","
            + $" ca_file: \"{_directory.At("server-authority.pem")}\"{own}");
    }

    [GeneratedRegex(@"\[(\w+)\] \(FD=\d+\) bound to 127\.0\.0\.1:(\d+)")]
    private static partial Regex BoundTo();
}
