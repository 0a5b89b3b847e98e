using System.Diagnostics;
using Cavra.Testing;
using MimeKit;

namespace Cavra.Processes.Tests.RealPrograms;

/// <summary>Postfix as it is installed: it takes mail over STARTTLS alone, and lays it in a mailbox.</summary>
[TestFixtureSource(typeof(Installed), nameof(Installed.Postfix))]
internal sealed class PostfixTests(string program)
{
    private readonly ProgramDirectory _directory = new();
    private RealProgram _postfix = null!;

    private string Trust => $", ca_file: \"{_directory.At("authority.pem")}\"";

    [OneTimeSetUp]
    public async Task Start()
    {
        var (authority, server) = Certificates.Issue("localhost");
        using (authority)
        using (server)
        {
            _directory.Write("authority.pem", authority);
            _directory.Write("server.pem", server);
        }

        await MakeDirectoriesAsync();
        _directory.Write("etc/main.cf", Configuration());
        _postfix = await RealProgram.StartOnFreePortAsync(port =>
        {
            _directory.Write("etc/master.cf", Services(port));
            return RealProgram.StartAsync(
                printed => printed.Contains("daemon started", StringComparison.Ordinal) ? port : null,
                program, "-c", _directory.At("etc"), "start-fg");
        });
    }

    [SetUp]
    public void Forget()
    {
        foreach (var file in Mailbox())
        {
            File.Delete(file);
        }
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _postfix.DisposeAsync();
        _directory.Dispose();
    }

    [Test]
    public async Task A_mail_is_in_the_mailbox_and_came_over_TLS()
    {
        using var rig = To("ops@example.com", Trust);

        Assert.That(await rig.DeliverAsync(RealDelivery.FiringWith("é\n.\n\U0001F9EF")), Is.EqualTo("accepted"), _postfix.Printed);

        using var mail = await MailAsync();
        Assert.That((mail.MessageId, mail.To.ToString()), Is.EqualTo(("evt-h1@drills.example.com", "ops@example.com")));
        Assert.That(mail.Headers["Return-Path"], Is.EqualTo("<cavra@drills.example.com>"));
        Assert.That(mail.Headers["Received"], Does.Contain("TLS"));
        Assert.That(mail.Subject, Does.Contain("health"));
        Assert.That(mail.TextBody, Does.Contain("é").And.Contain("\U0001F9EF").And.Contain("Event: evt-h1"));
    }

    [Test]
    public async Task Nothing_is_sent_where_its_authority_is_not_known()
    {
        using var stranger = To("ops@example.com", "");
        using var trusting = To("ops@example.com", Trust);

        var refused = await stranger.DeliverAsync(RealDelivery.Firing);
        await trusting.DeliverAsync(RealDelivery.Resolved);

        Assert.That(refused, Is.EqualTo("tls"));
        using var mail = await MailAsync();
        Assert.That(mail.MessageId, Is.EqualTo("evt-h2@drills.example.com"));
    }

    [Test]
    public async Task Whom_it_has_no_mailbox_for_it_refuses()
    {
        using var rig = To("nobody@example.com", Trust);

        Assert.That(await rig.DeliverAsync(RealDelivery.Firing), Is.EqualTo("rejected"), _postfix.Printed);
    }

    // Nothing is named that the machine's own Postfix uses: neither its queue nor its configuration, its aliases or its log.
    private string Configuration() =>
        $$"""
        compatibility_level = 3.6
        queue_directory = {{_directory.At("queue")}}
        data_directory = {{_directory.At("data")}}
        maillog_file = /dev/stdout
        myhostname = localhost
        mydestination =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        alias_maps =
        alias_database =
        local_recipient_maps =
        virtual_mailbox_domains = example.com
        virtual_mailbox_base = {{_directory.At("mail")}}
        virtual_mailbox_maps = inline:{ops@example.com=ops/}
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        smtpd_tls_security_level = encrypt
        smtpd_tls_received_header = yes
        smtpd_tls_chain_files = {{_directory.At("server.pem")}}
        """;

    private static string Services(int port) =>
        $"""
        {port}   inet       n - n -     - smtpd
        cleanup  unix       n - n -     0 cleanup
        qmgr     unix       n - n 300   1 qmgr
        tlsmgr   unix       - - n 1000? 1 tlsmgr
        rewrite  unix       - - n -     - trivial-rewrite
        bounce   unix       - - n -     0 bounce
        defer    unix       - - n -     0 bounce
        trace    unix       - - n -     0 bounce
        anvil    unix       - - n -     1 anvil
        proxymap unix       - - n -     - proxymap
        error    unix       - - n -     - error
        retry    unix       - - n -     - error
        virtual  unix       - n n -     - virtual
        postlog  unix-dgram n - n -     1 postlogd

        """;

    // Its processes run as users of its own, who must get at their parts.
    private async Task MakeDirectoriesAsync()
    {
        foreach (var name in new[] { "etc", "queue", "data", "mail" })
        {
            Directory.CreateDirectory(_directory.At(name));
        }

        foreach (var (command, what, where) in new[] { ("chmod", "711", ""), ("chmod", "777", "mail"), ("chown", "postfix", "data") })
        {
            using var change = Process.Start(command, [what, _directory.At(where)]);
            await change.WaitForExitAsync().OrHangAsync();
        }
    }

    private string[] Mailbox() => Directory.Exists(_directory.At("mail/ops/new")) ? Directory.GetFiles(_directory.At("mail/ops/new")) : [];

    private async Task<MimeMessage> MailAsync()
    {
        await Eventually.HoldsAsync("there is mail", () => Mailbox().Length > 0);
        return await MimeMessage.LoadAsync(Mailbox().Single());
    }

    private DeliveryRig To(string whom, string more) => RealDelivery.To(
        $"provider: email, host: localhost, port: {_postfix.Port}, from: cavra@drills.example.com, to: {whom}{more}");
}
