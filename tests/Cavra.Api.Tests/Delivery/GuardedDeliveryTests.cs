using System.Net;
using System.Security.Cryptography.X509Certificates;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery;

public sealed class GuardedDeliveryTests
{
    [TestCase("https://127.0.0.1/hook", "loopback")]
    [TestCase("https://10.1.2.3/hook", "private_network")]
    [TestCase("https://169.254.169.254/latest/meta-data", "cloud_metadata")]
    [TestCase("https://[::ffff:127.0.0.1]/hook", "loopback")]
    [TestCase("https://2130706433/hook", "odd_host")]
    [TestCase("https://0x7f.1/hook", "odd_host")]
    [TestCase("https://localhost./hook", "odd_host")]
    [TestCase("http://8.8.8.8/hook", "https_required")]
    public async Task A_refused_destination_is_ours_and_named_by_its_rule_alone(string url, string rule)
    {
        using var rig = new DeliveryRig($"connectors: {{hook: {{provider: webhook, url: \"{url}\"}}}}");

        var report = await rig.SendAsync(retries: 3);

        Assert.That(
            (report.FailureClass, report.Fault, report.Tries),
            Is.EqualTo(((FailureClass?)FailureClass.GuardRefused, Fault.Ours, 1)));
        Assert.That(report.Error, Is.EqualTo($"The egress guard refused the destination (rule {rule})."));
    }

    [Test]
    public async Task Credentials_in_a_url_by_reference_are_refused_by_the_guard()
    {
        var environment = new Dictionary<string, string> { ["HOOK_URL"] = "https://user:hunter2hunter2@example.com/" };
        using var rig = new DeliveryRig("connectors: {hook: {provider: webhook, url_env: HOOK_URL}}", environment);

        var report = await rig.SendAsync();

        Assert.That(report.Error, Is.EqualTo("The egress guard refused the destination (rule credentials_in_url)."));
        Assert.That(ReportText.Of(report), Does.Not.Contain("hunter2"));
    }

    [Test]
    public async Task A_name_that_turns_private_later_is_refused_then()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        var addresses = new Queue<string>(["127.0.0.1", "10.0.0.1"]);
        var endpoint = $"url: \"http://rebinding.test:{receiver.Port}/\", allow_networks: [127.0.0.0/8]";
        using var rig = new DeliveryRig(
            $"connectors: {{hook: {{provider: webhook, {endpoint}}}}}",
            resolver: (_, _) => Task.FromResult(new[] { IPAddress.Parse(addresses.Dequeue()) }));
        receiver.Answers(200, "", ("Connection", "close"));

        var first = await rig.SendAsync();
        var second = await rig.SendAsync();

        Assert.That(
            (first.Outcome, second.FailureClass),
            Is.EqualTo((DeliveryOutcome.Accepted, (FailureClass?)FailureClass.GuardRefused)));
    }

    [Test]
    public async Task The_services_own_listener_is_never_delivered_to()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = DeliveryRig.Towards(receiver);
        rig.Listeners.Set([new IPEndPoint(IPAddress.Loopback, receiver.Port)]);

        var report = await rig.SendAsync();

        Assert.That(report.FailureClass, Is.EqualTo(FailureClass.GuardRefused));
        Assert.That(receiver.Requests, Is.Empty);
    }

    [Test]
    public async Task A_certificate_nobody_trusts_is_a_TLS_failure()
    {
        var (authority, server) = Certificates.Issue("localhost");
        using (authority)
        using (server)
        {
            await using var receiver = await FailingReceiver.StartAsync(server);
            using var rig = Secure(receiver, "localhost");

            var report = await rig.SendAsync(retries: 2);

            Assert.That(
                (report.FailureClass, report.StatusCode, report.Tries),
                Is.EqualTo(((FailureClass?)FailureClass.Tls, 0, 1)));
            Assert.That(receiver.Requests, Is.Empty);
        }
    }

    [TestCase("localhost", ExpectedResult = null)]
    [TestCase("other.test", ExpectedResult = FailureClass.Tls)]
    public async Task<FailureClass?> A_certificate_of_a_named_authority_is_trusted_for_its_own_name_only(string certified)
    {
        var (authority, server) = Certificates.Issue(certified);
        using (authority)
        using (server)
        {
            await using var receiver = await FailingReceiver.StartAsync(server);
            using var rig = Secure(receiver, "localhost", authority);

            return (await rig.SendAsync()).FailureClass;
        }
    }

    [Test]
    public async Task Plain_text_where_TLS_was_expected_is_a_TLS_failure()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        receiver.SendsRaw("HTTP/1.1 400 Bad Request\r\n\r\n");
        using var rig = Secure(receiver, "localhost");

        Assert.That((await rig.SendAsync()).FailureClass, Is.EqualTo(FailureClass.Tls));
    }

    private static DeliveryRig Secure(FailingReceiver receiver, string host, X509Certificate2? authority = null)
    {
        var connector =
            $"provider: webhook, url: \"https://{host}:{receiver.Port}/\", allow_networks: [127.0.0.0/8, \"::1/128\"]";
        var rig = new DeliveryRig("connectors: {}");
        rig.WriteBeside("ca.pem", authority?.ExportCertificatePem() ?? "");
        rig.Write($"connectors: {{hook: {{{connector}{(authority is null ? "" : ", ca_file: ca.pem")}}}}}");
        rig.Clock.Advance(Infrastructure.Connectors.ConnectorCatalog.PollInterval);
        return rig;
    }
}
