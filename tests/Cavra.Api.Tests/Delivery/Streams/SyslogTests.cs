using System.Net;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cavra.Api.Tests.Delivery.Vendors;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Syslog;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery.Streams;

public sealed partial class SyslogTests
{
    private const string Mark = "\uFEFF";
    private const string Audit = "cavra.go_backend.rollback_drill.acknowledgement_audit_delivery";

    private SyslogReceiver _receiver = null!;

    private static IEnumerable<TestCaseData> Headers =>
    [
        Case("firing", SampleEvents.Firing, "<106>1 2026-03-02T12:00:10.000Z - cavra - worker_health "),
        Case("still firing", SampleEvents.StillFiring, "<108>1 2026-03-02T12:00:10.000Z - cavra - worker_health "),
        Case("resolved", SampleEvents.Resolved, "<109>1 2026-03-02T12:00:10.000Z - cavra - worker_health "),
        Case("a test", SampleEvents.Test, "<110>1 2026-03-02T12:00:10.000Z - cavra - connector_test "),
        Case("a notification", DeliveryRig.Event, "<110>1 2026-03-02T12:00:10.000Z - cavra - notification "),
    ];

    [SetUp]
    public void Listen() => _receiver = new SyslogReceiver();

    [TearDown]
    public async Task StopListening() => await _receiver.DisposeAsync();

    [Test]
    public async Task A_package_is_one_frame_of_these_octets_in_every_culture()
    {
        using var rig = Plain();

        using var culture = new CommaCulture();
        var report = await rig.SendAsync(SampleEvents.Package, number: 2);

        var message = $"<106>1 2026-03-02T12:00:10.000Z - cavra - audit_package [cavra@32473 event_id=\"evt-p\" type=\"{Audit}\""
            + " attempt=\"2\" workspace=\"default\" occurred_at=\"2026-03-02T11:00:00.000Z\"] " + Mark
            + "{\"specversion\":\"1.0\",\"id\":\"evt-p\",\"source\":\"urn:cavra:default\",\"type\":\"" + Audit + "\",\"subject\":\"gordaa-1\","
            + "\"time\":\"2026-03-02T11:00:00Z\",\"dataschema\":\"urn:cavra:schema:cavra.test.v1\",\"datacontenttype\":\"application/json\","
            + "\"data\":" + SampleEvents.Package.Data + "}";
        Assert.That(await ReceivedAsync(), Is.EqualTo($"{Encoding.UTF8.GetByteCount(message)} {message}"));
        Assert.That((report.Outcome, report.StatusCode), Is.EqualTo((DeliveryOutcome.Accepted, 0)));
        Assert.That((report.Request.Method, report.Request.Url), Is.EqualTo(("SYSLOG", "syslog://[private-host]")));
    }

    [TestCaseSource(nameof(Headers))]
    public async Task Each_kind_of_event_has_its_severity_and_name(object what, string header)
    {
        using var rig = Plain();

        await rig.SendAsync((OutgoingEvent)what);

        var message = SyslogReceiver.Messages(await ReceivedAsync()).Single();
        Assert.That(message, Does.StartWith(header).And.Match(Rfc5424()));
    }

    [Test]
    public async Task An_episode_says_its_key_and_state()
    {
        using var rig = Plain();

        await rig.SendAsync(SampleEvents.Resolved);

        Assert.That(await ReceivedAsync(), Does.Contain(" episode=\"episode-1\" episode_state=\"resolved\"] "));
    }

    [Test]
    public async Task Text_that_is_hard_to_write_stays_on_one_line_and_counts_in_octets()
    {
        using var rig = Plain();
        var what = SampleEvents.FiringWith(SampleEvents.Nasty) with { Id = "a\"b\\c]d" };

        await rig.SendAsync(what);

        var message = SyslogReceiver.Messages(await ReceivedAsync()).Single();
        Assert.That(message, Does.Match(Rfc5424()).And.Contain("event_id=\"a\\\"b\\\\c\\]d\"").And.Not.Contain("\n"));
        Assert.That(Body(message).GetProperty("data").GetProperty("alerts")[0].GetProperty("message").GetString(), Is.EqualTo(SampleEvents.Nasty));
    }

    [TestCase(0, ExpectedResult = true)]
    [TestCase(1, ExpectedResult = false)]
    public async Task<bool> What_is_over_8096_octets_becomes_a_summary_with_a_digest(int over)
    {
        using var rig = Plain();
        await rig.SendAsync(SampleEvents.PackageOf(1000));
        var rest = Encoding.UTF8.GetByteCount(SyslogReceiver.Messages(await ReceivedAsync()).Single()) - 1000;

        await rig.SendAsync(SampleEvents.PackageOf(8096 - rest + over));

        var message = SyslogReceiver.Messages(await ReceivedAsync(2)).Single();
        var data = Body(message).GetProperty("data");
        Assert.That(Encoding.UTF8.GetByteCount(message), over == 0 ? Is.EqualTo(8096) : Is.LessThan(8096));
        Assert.That(message, Does.Match(Rfc5424()));
        if (over > 0)
        {
            Assert.That(data.GetProperty("data_digest").GetString(), Does.Match("^sha256:[0-9a-f]{64}$"));
            Assert.That(data.GetProperty("facts").GetProperty("Audit package").GetString(), Is.EqualTo("gordaa-1"));
        }

        return data.TryGetProperty("note", out _);
    }

    [Test]
    public async Task Where_the_file_says_so_a_frame_ends_with_a_line_feed_and_has_another_facility_and_name()
    {
        using var rig = Plain(", framing: lf, facility: local0, app_name: drills");

        await rig.SendAsync(SampleEvents.FiringWith(SampleEvents.Nasty));

        var received = await ReceivedAsync();
        Assert.That(received, Does.StartWith("<130>1 2026-03-02T12:00:10.000Z - drills - worker_health ").And.EndsWith("}\n"));
        Assert.That(received.Count(c => c == '\n'), Is.EqualTo(1));
    }

    [Test]
    public async Task Where_the_file_says_so_the_message_is_a_finding_of_ocsf_and_the_header_stays()
    {
        using var rig = Plain(", format: ocsf");

        await rig.SendAsync(SampleEvents.FiringWith(SampleEvents.Nasty));

        var message = SyslogReceiver.Messages(await ReceivedAsync()).Single();
        var finding = Body(message);
        Assert.That(message, Does.StartWith("<106>1 2026-03-02T12:00:10.000Z - cavra - worker_health [cavra@32473 event_id=\"evt-h1\""));
        Assert.That(message, Does.Match(Rfc5424()).And.Not.Contain("\n"));
        Assert.That((finding.GetProperty("type_uid").GetInt32(), finding.TryGetProperty("specversion", out _)), Is.EqualTo((200501, false)));
        Assert.That(finding.GetProperty("unmapped").GetProperty("alerts")[0].GetProperty("message").GetString(), Is.EqualTo(SampleEvents.Nasty));
    }

    [Test]
    public async Task A_later_alert_of_an_episode_updates_the_finding_that_the_first_created()
    {
        using var rig = Plain(", format: ocsf");

        var first = await rig.SendAsync(SampleEvents.Firing);
        await rig.SendAsync(SampleEvents.StillFiring, episode: first.Reference);
        await rig.SendAsync(SampleEvents.Resolved, episode: first.Reference);

        await ReceivedAsync(3);
        Assert.That(
            _receiver.Received.Select(received => Body(SyslogReceiver.Messages(received).Single()).GetProperty("type_uid").GetInt32()),
            Is.EqualTo(new[] { 200501, 200502, 200503 }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_finding_that_is_over_8096_octets_has_a_summary_of_its_data_and_short_texts(bool isOfControlCharacters)
    {
        var text = isOfControlCharacters ? "\u0001\u0002" : "\"\U0001F9EF";
        using var rig = Plain(", format: ocsf");

        await rig.SendAsync(SampleEvents.FiringWith(string.Concat(Enumerable.Repeat(text, 5000))));

        var message = SyslogReceiver.Messages(await ReceivedAsync()).Single();
        var finding = Body(message);
        Assert.That(Encoding.UTF8.GetByteCount(message), Is.LessThan(8096));
        Assert.That(finding.GetProperty("unmapped").GetProperty("data_digest").GetString(), Does.Match("^sha256:[0-9a-f]{64}$"));
        Assert.That(finding.GetProperty("finding_info_list")[0].GetProperty("uid").GetString(), Is.EqualTo("episode-1"));
        Assert.That(finding.GetProperty("finding_info_list")[0].GetProperty("desc").GetString(), Does.StartWith(text).And.EndsWith("…").And.Not.Contain("\uFFFD"));
    }

    [TestCase("enterprise_id: 1", "[cavra@1 event_id=")]
    [TestCase("enterprise_id: 2147483647", "[cavra@2147483647 event_id=")]
    public async Task The_structured_data_is_of_the_enterprise_that_the_file_names(string member, string element)
    {
        using var rig = Plain($", {member}");

        using var culture = new CommaCulture();
        await rig.SendAsync(SampleEvents.Package);

        Assert.That(SyslogReceiver.Messages(await ReceivedAsync()).Single(), Does.Contain(element).And.Match(Rfc5424()));
    }

    [TestCase(SyslogManner.ResetsAtOnce, ExpectedResult = "unreachable")]
    [TestCase(SyslogManner.ResetsAfterReading, ExpectedResult = "unreachable")]
    public async Task<string> A_receiver_that_goes_away_is_no_success(object manner)
    {
        _receiver.Manner = (SyslogManner)manner;
        using var rig = Plain();

        return (await rig.SendAsync(SampleEvents.Package)).Described();
    }

    [Test]
    public async Task A_receiver_that_does_not_close_has_the_message_all_the_same()
    {
        _receiver.Manner = SyslogManner.TakesAndNeverCloses;
        using var rig = Plain();

        var sending = rig.SendAsync(SampleEvents.Package);
        await rig.Clock.WaitBegunAsync(wait => wait == SyslogExchange.PartingTime);
        await ReceivedAsync();
        rig.Clock.Advance(SyslogExchange.PartingTime);

        Assert.That((await sending).Described(), Is.EqualTo("accepted"));
    }

    [Test]
    public async Task A_receiver_that_does_not_answer_the_handshake_is_a_timeout()
    {
        _receiver.Manner = SyslogManner.NeverAnswers;
        using var rig = StreamRig.To($"provider: syslog, host: localhost, port: {_receiver.Port}");

        var sending = rig.SendAsync(SampleEvents.Package);
        await _receiver.Connected.Task.OrHangAsync();
        rig.Clock.Advance(StreamRig.TryTime);

        Assert.That((await sending).Described(), Is.EqualTo("timeout"));
    }

    [Test]
    public async Task A_port_where_nobody_listens_is_unreachable()
    {
        using var rig = Plain();
        await _receiver.DisposeAsync();

        Assert.That((await rig.SendAsync(SampleEvents.Package)).Described(), Is.EqualTo("unreachable"));
        _receiver = new SyslogReceiver();
    }

    [TestCase("localhost", true, SslProtocols.None, ExpectedResult = "accepted")]
    [TestCase("localhost", false, SslProtocols.None, ExpectedResult = "tls")]
    [TestCase("other.test", true, SslProtocols.None, ExpectedResult = "tls")]
#pragma warning disable CA5397, SYSLIB0039 // The old version is what must be refused.
    [TestCase("localhost", true, SslProtocols.Tls11, ExpectedResult = "tls")]
#pragma warning restore CA5397, SYSLIB0039
    public async Task<string> Over_TLS_the_certificate_must_be_of_the_name_and_of_a_known_authority(
        string certified, bool isKnown, SslProtocols protocols)
    {
        var (authority, server) = Certificates.Issue(certified);
        using (authority)
        using (server)
        {
            await using var receiver = new SyslogReceiver(server, protocols);
            using var rig = StreamRig.To($"provider: syslog, host: localhost, port: {receiver.Port}", isKnown ? authority : null);

            var said = (await rig.SendAsync(SampleEvents.Package)).Described();

            Assert.That(receiver.Received.Any(what => what.Length > 0), Is.EqualTo(said == "accepted"));
            return said;
        }
    }

    [TestCase("host: 10.1.2.3", "private_network")]
    [TestCase("host: 127.0.0.1", "loopback")]
    [TestCase("host: 169.254.169.254", "cloud_metadata")]
    [TestCase("host: 169.254.169.254, allow_networks: [169.254.0.0/16]", "cloud_metadata")]
    [TestCase("host: 8.8.8.8, transport: tcp", "https_required")]
    public async Task The_guard_refuses_as_it_does_for_HTTP(string members, string rule)
    {
        using var rig = new DeliveryRig($"connectors: {{hook: {{provider: syslog, {members}}}}}");

        var report = await rig.SendAsync();

        Assert.That(
            (report.FailureClass, report.Error),
            Is.EqualTo(((FailureClass?)FailureClass.GuardRefused, $"The egress guard refused the destination (rule {rule}).")));
    }

    [Test]
    public async Task A_name_that_turns_private_later_is_refused_then()
    {
        var addresses = new Queue<string>(["127.0.0.1", "10.0.0.1"]);
        using var rig = new DeliveryRig(
            $"connectors: {{hook: {{provider: syslog, host: rebinding.test, port: {_receiver.Port}, transport: tcp, allow_networks: [127.0.0.0/8]}}}}",
            resolver: (_, _) => Task.FromResult(new[] { IPAddress.Parse(addresses.Dequeue()) }));

        var first = await rig.SendAsync();
        var second = await rig.SendAsync();

        Assert.That((first.Described(), second.Described()), Is.EqualTo(("accepted", "guard_refused")));
    }

    [TestCase("port: 6514", "host must be given")]
    [TestCase("host: 0x7f.1", "host must be a host name or an address")]
    [TestCase("host: logs.example.com, port: 0", "port must be a number from 1 to 65535")]
    [TestCase("host: logs.example.com, transport: udp", "transport must be one of: tls, tcp")]
    [TestCase("host: logs.example.com, facility: loud", "facility must be one of: audit, kern")]
    [TestCase("host: logs.example.com, framing: crlf", "framing must be one of: octet, lf")]
    [TestCase("host: logs.example.com, format: json", "format must be one of: text, ocsf")]
    [TestCase("host: logs.example.com, enterprise_id: 0", "enterprise_id must be a number from 1 to 2147483647")]
    [TestCase("host: logs.example.com, enterprise_id: 1.5", "enterprise_id must be a whole number")]
    [TestCase("host: logs.example.com, enterprise_id: \"32473\"", "enterprise_id must be a number from 1 to 2147483647")]
    [TestCase("host: logs.example.com, app_name: \"a b\"", "app_name must be at most 48 printable ASCII characters without a blank")]
    [TestCase("host: logs.example.com, token_env: TOKEN", "token_env is not a member that is known here")]
    public void What_is_configured_wrongly_is_said(string members, string problem) =>
        Assert.That(ConnectorProblems.Of("syslog", members), Does.Contain(problem));

    [TestCase("", ExpectedResult = "syslog+tls://logs.example.com:6514")]
    [TestCase(", transport: tcp", ExpectedResult = "syslog://logs.example.com:601")]
    public string The_port_is_that_of_the_transport(string more)
    {
        using var rig = new DeliveryRig($"connectors: {{hook: {{provider: syslog, host: logs.example.com{more}}}}}");

        return rig.Catalog.Entry("hook")!.Definition!.Settings.Target.Address;
    }

    private static TestCaseData Case(string name, OutgoingEvent what, string header) => new TestCaseData(what, header).SetArgDisplayNames(name);

    private static JsonElement Body(string message) => JsonSerializer.Deserialize<JsonElement>(message[(message.IndexOf(Mark, StringComparison.Ordinal) + 1)..]);

    [GeneratedRegex("""^<(\d|[1-9]\d|1[0-8]\d|19[01])>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z [!-~]{1,255} [!-~]{1,48} [!-~]{1,128} [!-~]{1,32} \[[!-~-[= "\]]]{1,32}( [!-~-[= "\]]]{1,32}="([^"\\\]]|\\["\\\]])*")*\] \uFEFF\{.*\}$""")]
    private static partial Regex Rfc5424();

    private DeliveryRig Plain(string more = "") =>
        StreamRig.To($"provider: syslog, host: 127.0.0.1, port: {_receiver.Port}, transport: tcp{more}");

    // What was sent is with the receiver, who may not have noted it yet.
    private async Task<string> ReceivedAsync(int count = 1)
    {
        await Eventually.HoldsAsync("the receiver has it", () => _receiver.Received.Count >= count);
        return _receiver.Received[count - 1];
    }
}
