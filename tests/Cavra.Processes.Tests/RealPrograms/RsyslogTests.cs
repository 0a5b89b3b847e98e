using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Processes.Tests.RealPrograms;

/// <summary>rsyslog as it is installed: it takes frames over TLS, and writes down how it read them.</summary>
[TestFixtureSource(typeof(Installed), nameof(Installed.Rsyslog))]
internal sealed class RsyslogTests(string program)
{
    private readonly ProgramDirectory _directory = new();
    private RealProgram _rsyslog = null!;

    private string Trust => $", ca_file: \"{_directory.At("authority.pem")}\"";

    [OneTimeSetUp]
    public async Task Start()
    {
        var (authority, server) = Certificates.Issue("localhost");
        using (authority)
        using (server)
        {
            var configuration = Configuration(_directory.Write("authority.pem", authority), _directory.Write("server.pem", server));
            _rsyslog = await RealProgram.StartAsync(
                _ => int.TryParse(Written("port"), out var port) ? port : null,
                program, "-n", "-f", _directory.Write("rsyslog.conf", configuration), "-i", _directory.At("pid"));
        }
    }

    [SetUp]
    public void Forget() => _directory.Write("messages", "");

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _rsyslog.DisposeAsync();
        _directory.Dispose();
    }

    [Test]
    public async Task Every_part_of_a_message_arrives_as_what_it_is()
    {
        using var rig = To(Trust);

        Assert.That(await rig.DeliverAsync(RealDelivery.Firing), Is.EqualTo("accepted"), _rsyslog.Printed);

        var message = (await MessagesAsync(1)).Single();
        Assert.That(message[..4], Is.EqualTo(new[] { "13", "2", "cavra", "worker_health" }));
        Assert.That(message[4], Does.StartWith("[cavra@32473 event_id=\"evt-h1\"").And.EndsWith("episode=\"episode-1\" episode_state=\"firing\"]"));
        Assert.That((string?)Body(message)["data"]!["alerts"]![0]!["message"], Is.EqualTo("The worker missed 3 runs."));
    }

    [Test]
    public async Task The_octets_are_counted_as_it_counts_them_up_to_the_longest_message()
    {
        using var rig = To(Trust);
        await rig.DeliverAsync(RealDelivery.PackageOf(1000));
        var rest = Octets((await MessagesAsync(1))[0]) - 1000;

        // rsyslog makes a second message of what is beyond 8096 octets, where nobody told it otherwise.
        foreach (var what in new[] { RealDelivery.PackageOf(8096 - rest), RealDelivery.FiringWith("é\n\U0001F9EF"), RealDelivery.Resolved })
        {
            Assert.That(await rig.DeliverAsync(what), Is.EqualTo("accepted"), _rsyslog.Printed);
        }

        var messages = await MessagesAsync(4);
        Assert.That(messages.Select(message => message[3]), Is.EqualTo(new[] { "audit_package", "audit_package", "worker_health", "worker_health" }));
        Assert.That(Octets(messages[1]), Is.EqualTo(8096));
        Assert.That((string?)Body(messages[1])["data"]!["note"], Has.Length.EqualTo(8096 - rest));
        Assert.That((string?)Body(messages[2])["data"]!["alerts"]![0]!["message"], Is.EqualTo("é\n\U0001F9EF"));
    }

    [Test]
    public async Task Nothing_is_sent_where_its_authority_is_not_known()
    {
        using var stranger = To("");
        using var trusting = To(Trust);

        var refused = await stranger.DeliverAsync(RealDelivery.Firing);
        await trusting.DeliverAsync(RealDelivery.Resolved);

        Assert.That(refused, Is.EqualTo("tls"));
        Assert.That((await MessagesAsync(1)).Select(message => message[4]), Has.One.Contains("evt-h2"));
    }

    private static int Octets(string[] message) => int.Parse(message[6]);

    private static JsonNode Body(string[] message) => JsonNode.Parse(message[5].TrimStart('\uFEFF'))!;

    private string Configuration(string authority, string server) =>
        $"""
        global(
          workDirectory="{_directory.At("")}" defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="{authority}"
          defaultNetstreamDriverCertFile="{server}" defaultNetstreamDriverKeyFile="{server}")
        module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon")
        input(type="imtcp" address="127.0.0.1" port="0" listenPortFileName="{_directory.At("port")}")
        set $!octets = strlen($rawmsg);
        template(name="read" type="string" string="%syslogfacility%|%syslogseverity%|%app-name%|%msgid%|%structured-data%|%msg%|%$!octets%\n")
        action(type="omfile" file="{_directory.At("messages")}" template="read")
        """;

    private DeliveryRig To(string more) => RealDelivery.To($"provider: syslog, host: localhost, port: {_rsyslog.Port}{more}");

    private string Written(string name) => File.Exists(_directory.At(name)) ? File.ReadAllText(_directory.At(name)) : "";

    private async Task<List<string[]>> MessagesAsync(int count)
    {
        await Eventually.HoldsAsync($"it has written {count}", () => Written("messages").Count(c => c == '\n') >= count);
        return [.. Written("messages").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|'))];
    }
}
