using System.Net;
using System.Security.Cryptography.X509Certificates;
using Cavra.Api.Tests.Delivery.Vendors;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;
using MimeKit;

namespace Cavra.Api.Tests.Delivery.Streams;

public sealed class EmailTests
{
    private const string Login = ", basic: {username: cavra, password_env: TOKEN}";
    private const string Two = "[one@example.com, two@example.com]";

    private X509Certificate2 _authority = null!;
    private X509Certificate2 _certificate = null!;
    private SmtpRelay _relay = null!;

    [SetUp]
    public void Start()
    {
        (_authority, _certificate) = Certificates.Issue("localhost");
        _relay = new SmtpRelay(_certificate);
    }

    [TearDown]
    public async Task Stop()
    {
        await _relay.DisposeAsync();
        _authority.Dispose();
        _certificate.Dispose();
    }

    [Test]
    public async Task A_package_is_a_mail_that_machines_and_people_can_read()
    {
        using var rig = Rig(more: ", subject_prefix: \"[drill]\"");

        using var culture = new CommaCulture();
        var report = await rig.SendAsync(SampleEvents.Package, number: 2);

        var mail = Mail();
        Assert.That((report.Described(), report.StatusCode, report.AnswerExcerpt), Is.EqualTo(("accepted", 250, "250 2.0.0 queued as 4ABC")));
        Assert.That((mail.MessageId, mail.Subject), Is.EqualTo(
            ("evt-p@drills.example.com", "[drill] Rollback drill evidence package gordaa-1: 1 route outstanding, 2 escalated")));
        Assert.That((mail.From.ToString(), mail.To.ToString()), Is.EqualTo(("cavra@drills.example.com", "one@example.com")));
        Assert.That(mail.Date, Is.EqualTo(new DateTimeOffset(2026, 3, 2, 12, 0, 10, TimeSpan.Zero)));
        Assert.That(
            (mail.Headers["Auto-Submitted"], mail.Headers["X-Cavra-Event-Id"], mail.Headers["X-Cavra-Attempt"], mail.InReplyTo),
            Is.EqualTo(("auto-generated", "evt-p", "2", (string?)null)));
        Assert.That(mail.Body!.ContentType.MimeType, Is.EqualTo("multipart/alternative"));
        Assert.That(((Multipart)mail.Body!).Select(part => part.ContentType.MimeType), Is.EqualTo(new[] { "text/plain", "text/html" }));
        Assert.That(mail.TextBody, Does.Contain("Escalated: 2").And.Contain("Event: evt-p").And.Contain("Occurred at: 2026-03-02T11:00:00.000Z"));
        Assert.That((report.Request.Method, report.Request.Url), Is.EqualTo(("SMTP", "smtp://[private-host]")));
    }

    [Test]
    public async Task An_episode_is_one_thread()
    {
        using var rig = Rig();

        await rig.SendAsync(SampleEvents.Firing);
        await rig.SendAsync(SampleEvents.Resolved);

        var mails = _relay.Mails.Select(Parsed).ToList();
        Assert.That(mails.Select(mail => mail.MessageId), Is.EqualTo(new[] { "evt-h1@drills.example.com", "evt-h3@drills.example.com" }));
        Assert.That(mails.Select(mail => mail.InReplyTo), Is.All.EqualTo("episode.episode-1@drills.example.com"));
        Assert.That(mails.Select(mail => mail.References.Single()), Is.All.EqualTo("episode.episode-1@drills.example.com"));
    }

    [Test]
    public async Task Text_that_is_hard_to_write_adds_no_header_and_no_markup()
    {
        using var rig = Rig();

        await rig.SendAsync(SampleEvents.FiringWith("\r\nBcc: x@example.com\r\n\r\n.\r\n" + SampleEvents.Nasty + new string('é', 2000)));

        var mail = Mail();
        Assert.That(mail.Bcc, Is.Empty);
        Assert.That(mail.Subject, Does.Not.Contain("\n").And.Not.Contain("\r"));
        Assert.That(mail.HtmlBody, Does.Contain("&lt;b&gt;&amp;amp;&lt;/b&gt;").And.Not.Contain("<b>"));
        Assert.That(_relay.Mails.Single().Text.Split("\r\n").Max(line => line.Length), Is.LessThanOrEqualTo(998));
    }

    [Test]
    public async Task STARTTLS_comes_before_the_login_and_the_mail()
    {
        using var rig = Rig(more: Login);

        Assert.That((await rig.SendAsync(SampleEvents.Package)).Described(), Is.EqualTo("accepted"));
        Assert.That(
            _relay.Commands.Where(command => command.StartsWith('#')), Is.EqualTo(new[] { "#EHLO drills.example.com", "#STARTTLS" }));
        Assert.That(_relay.Commands, Has.One.StartsWith("AUTH PLAIN"));
    }

    [TestCase("localhost", true, ExpectedResult = "accepted")]
    [TestCase("localhost", false, ExpectedResult = "tls")]
    [TestCase("other.test", true, ExpectedResult = "tls")]
    public async Task<string> The_certificate_must_be_of_the_name_and_of_a_known_authority(string certified, bool isKnown)
    {
        var said = new List<string>();
        foreach (var isAtOnce in new[] { false, true })
        {
            var (authority, server) = Certificates.Issue(certified);
            using (authority)
            using (server)
            {
                await using var relay = new SmtpRelay(server, isAtOnce);
                using var rig = Rig(relay, more: isAtOnce ? ", security: tls" : "", authority: isKnown ? authority : _authority);
                said.Add((await rig.SendAsync(SampleEvents.Package)).Described());
                Assert.That(relay.Mails, said[^1] == "accepted" ? Has.Count.EqualTo(1) : Is.Empty);
            }
        }

        return said.Distinct().Single();
    }

    [Test]
    public async Task A_relay_without_STARTTLS_gets_neither_the_login_nor_the_mail()
    {
        await using var relay = new SmtpRelay();
        using var rig = Rig(relay, more: Login);

        Assert.That((await rig.SendAsync(SampleEvents.Package)).Described(), Is.EqualTo("tls"));
        Assert.That(relay.Commands, Has.None.Contains("AUTH").And.None.Contains("MAIL"));
    }

    [Test]
    public async Task In_an_allowed_network_it_may_go_without_TLS()
    {
        await using var relay = new SmtpRelay();
        using var rig = Rig(relay, more: ", security: none");

        Assert.That((await rig.SendAsync(SampleEvents.Package)).Described(), Is.EqualTo("accepted"));
    }

    [TestCase("greeting", "421 busy", ExpectedResult = "server_error")]
    [TestCase("greeting", "554 no service", ExpectedResult = "rejected")]
    [TestCase("greeting", SmtpRelay.Drop, ExpectedResult = "unreachable")]
    [TestCase("STARTTLS", SmtpRelay.Drop, ExpectedResult = "unreachable")]
    [TestCase("AUTH", "454 later", ExpectedResult = "server_error")]
    [TestCase("AUTH", "534 too weak", ExpectedResult = "authentication")]
    [TestCase("AUTH", "535 no", ExpectedResult = "authentication")]
    [TestCase("MAIL", "530 log in", ExpectedResult = "authentication")]
    [TestCase("MAIL", "538 encrypt", ExpectedResult = "authentication")]
    [TestCase("MAIL", "421 closing", ExpectedResult = "server_error")]
    [TestCase("MAIL", "552 too large", ExpectedResult = "rejected")]
    [TestCase("RCPT one@example.com", "450 greylisted", ExpectedResult = "throttled")]
    [TestCase("RCPT one@example.com", "451 later", ExpectedResult = "throttled")]
    [TestCase("RCPT one@example.com", "452 full", ExpectedResult = "server_error")]
    [TestCase("RCPT one@example.com", "550 unknown", ExpectedResult = "rejected")]
    [TestCase("RCPT one@example.com", "551 not here", ExpectedResult = "rejected")]
    [TestCase("RCPT one@example.com", "553 odd", ExpectedResult = "rejected")]
    [TestCase("DATA", "451 later", ExpectedResult = "throttled")]
    [TestCase("DATA", SmtpRelay.Drop, ExpectedResult = "unreachable")]
    [TestCase(".", "552 too large", ExpectedResult = "rejected")]
    [TestCase(".", "554 refused", ExpectedResult = "rejected")]
    [TestCase(".", "451 later", ExpectedResult = "throttled")]
    [TestCase(".", SmtpRelay.Drop, ExpectedResult = "unreachable")]
    [TestCase("QUIT", SmtpRelay.Drop, ExpectedResult = "accepted")]
    [TestCase("QUIT", "500 what", ExpectedResult = "accepted")]
    public async Task<string> Each_answer_is_read_as_documented(string step, string answer)
    {
        _relay.Answers = said => said == step ? answer : null;
        using var rig = Rig(more: Login);

        var report = await rig.SendAsync(SampleEvents.Package);

        Assert.That(report.Tries, Is.EqualTo(1));
        return report.Described();
    }

    [TestCase("greeting")]
    [TestCase("RCPT one@example.com")]
    [TestCase(".")]
    public async Task A_relay_that_hangs_is_a_timeout(string step)
    {
        _relay.Answers = said => said == step ? SmtpRelay.Hang : null;
        using var rig = Rig();

        var sending = rig.SendAsync(SampleEvents.Package);
        await _relay.Hung.WaitAsync(Patience.Hang);
        rig.Clock.Advance(StreamRig.TryTime);

        Assert.That((await sending).Described(), Is.EqualTo("timeout"));
    }

    [Test]
    public async Task Who_is_refused_fails_the_attempt_and_a_further_one_goes_to_nobody_else()
    {
        _relay.Answers = step => step == "RCPT one@example.com" ? "450 greylisted" : null;
        using var rig = Rig(to: Two);

        var first = await rig.SendAsync(SampleEvents.Package);
        Assert.That(_relay.Mails.Select(mail => mail.Recipient), Is.EqualTo(new[] { "two@example.com" }));
        _relay.Answers = _ => null;
        var second = await rig.SendAsync(SampleEvents.Package, number: 2);

        Assert.That((first.Described(), second.Described()), Is.EqualTo(("throttled", "accepted")));
        Assert.That(_relay.Mails.Select(mail => mail.Recipient), Is.EqualTo(new[] { "two@example.com", "one@example.com" }));
        Assert.That(_relay.Mails.Select(mail => Parsed(mail).MessageId).Distinct(), Has.One.Items);
    }

    [Test]
    public async Task Neither_the_password_nor_a_recipient_is_in_the_report()
    {
        _relay.Answers = step => step == "AUTH" ? $"535 {_relay.Commands[^1]} canary-token-1" : null;
        using var login = Rig(more: Login);
        var refused = await login.SendAsync(SampleEvents.Package);
        _relay.Answers = step => step.StartsWith("RCPT", StringComparison.Ordinal) ? "550 <one@example.com> unknown" : null;
        var unknown = await login.SendAsync(SampleEvents.Package);

        Assert.That(ReportText.Of(refused), Does.Contain("[redacted:connector_secret]").And.Not.Contain("canary"));
        Assert.That(ReportText.Of(refused), Does.Not.Contain("AGNhdnJh"), "not in base64 either");
        Assert.That(ReportText.Of(unknown), Does.Contain("[redacted:connector_secret]").And.Not.Contain("one@example.com"));
    }

    [TestCase("host: 10.1.2.3", "private_network")]
    [TestCase("host: 127.0.0.1", "loopback")]
    [TestCase("host: 169.254.169.254, allow_networks: [169.254.0.0/16]", "cloud_metadata")]
    [TestCase("host: 8.8.8.8, security: none", "https_required")]
    public async Task The_guard_refuses_as_it_does_for_HTTP(string members, string rule)
    {
        using var rig = new DeliveryRig($"connectors: {{hook: {{provider: email, from: a@example.com, to: b@example.com, {members}}}}}");

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
            $"connectors: {{hook: {{provider: email, from: a@example.com, to: b@example.com, host: rebinding.test, port: {_relay.Port}, security: none, allow_networks: [127.0.0.0/8]}}}}",
            resolver: (_, _) => Task.FromResult(new[] { IPAddress.Parse(addresses.Dequeue()) }));

        var first = await rig.SendAsync();
        var second = await rig.SendAsync();

        Assert.That((first.Described(), second.Described()), Is.EqualTo(("accepted", "guard_refused")));
    }

    [TestCase("from: a@example.com, to: b@example.com", "host must be given")]
    [TestCase("host: mail.example.com, to: b@example.com", "from must be given")]
    [TestCase("host: mail.example.com, from: a@example.com", "to must be given")]
    [TestCase("host: mail.example.com, from: \"a@example.com\\r\\nBcc: c@example.com\", to: b@example.com", "from must hold mail addresses")]
    [TestCase("host: mail.example.com, from: a@example.com, to: [nobody]", "to must hold mail addresses")]
    [TestCase("host: mail.example.com, from: a@example.com, to: b@example.com, security: maybe", "security must be one of: starttls, tls, none")]
    [TestCase("host: mail.example.com, from: a@example.com, to: b@example.com, security: none, basic: {username: u, password_env: TOKEN}", "basic would travel in plain text")]
    [TestCase("host: mail.example.com, from: a@example.com, to: b@example.com, basic: {username: u, password: canary}", "password is a secret")]
    [TestCase("host: mail.example.com, from: a@example.com, to: b@example.com, subject_prefix: \"a\\nb\"", "subject_prefix must be one line")]
    [TestCase("host: mail.example.com, from: a@example.com, to: b@example.com, token_env: TOKEN", "token_env is not a member that is known here")]
    public void What_is_configured_wrongly_is_said(string members, string problem) =>
        Assert.That(ConnectorProblems.Of("email", members), Does.Contain(problem).And.Not.Contain(SampleEvents.Canary));

    private static MimeMessage Parsed(RelayedMail mail)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Text));
        return MimeMessage.Load(stream);
    }

    private MimeMessage Mail() => Parsed(_relay.Mails.Single());

    private DeliveryRig Rig(SmtpRelay? relay = null, string to = "one@example.com", string more = "", X509Certificate2? authority = null) =>
        StreamRig.To(
            $"provider: email, host: localhost, port: {(relay ?? _relay).Port}, from: cavra@drills.example.com, to: {to}{more}",
            authority ?? _authority);
}
