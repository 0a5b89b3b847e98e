using System.Text;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery;

public sealed class SecrecyTests
{
    private static readonly string[] Canaries =
    [
        "canary-path-1", "canary-query-2", "canary-header-3", "canary \"quoted\" <4>", "canary-token-5", "canary-password-6",
        "canary-signing", "127.0.0.1",
    ];

    private FailingReceiver _receiver = null!;

    [SetUp]
    public async Task Start() => _receiver = await FailingReceiver.StartAsync();

    [TearDown]
    public async Task Stop() => await _receiver.DisposeAsync();

    [TestCase("token_env: TOKEN")]
    [TestCase("basic: {username: cavra, password_env: PASSWORD}")]
    public async Task A_receiver_that_echoes_what_it_got_gives_nothing_away(string credentials)
    {
        _receiver.Echoes(500);
        using var rig = Rig(credentials);

        var report = await rig.SendAsync();

        var sent = _receiver.Requests.Single();
        Assert.That(sent.Path, Is.EqualTo("/canary-path-1?x=canary-query-2"), "the receiver did get it");
        Assert.That(sent.Headers["x-trace"], Is.EqualTo("canary-header-3"), "the receiver did get it");
        Assert.That(report.AnswerExcerpt, Does.Contain("x-trace=[redacted:connector_secret]"));
        AssertNothingIn(ReportText.Of(report));
    }

    [TestCase("path /canary-path-1 unknown")]
    [TestCase("{\"quoted\": \"canary \\\"quoted\\\" <4>\"}")]
    [TestCase("canary+%22quoted%22 canary%20%22quoted%22%20%3C4%3E")]
    [TestCase("canary &quot;quoted&quot; &lt;4&gt;")]
    [TestCase("CANARY-TOKEN-5 Bearer canary-token-5")]
    [TestCase("Y2FuYXJ5LXRva2VuLTU=")]
    public async Task An_answer_that_spells_a_secret_otherwise_gives_nothing_away(string answer)
    {
        _receiver.Answers(500, answer);
        using var rig = Rig("token_env: TOKEN");

        var report = await rig.SendAsync();

        Assert.That(report.AnswerExcerpt, Does.Contain("[redacted:connector_secret]"));
        AssertNothingIn(report.AnswerExcerpt);
    }

    [Test]
    public async Task What_the_receiver_itself_gives_away_passes_the_redactor()
    {
        _receiver.Answers(500, "try foreign-secret-abc123 instead");
        using var rig = Rig("token_env: TOKEN");

        var report = await rig.SendAsync();

        Assert.That(report.AnswerExcerpt, Is.EqualTo("try [redacted:foreign] instead"));
        Assert.That(report.Error, Does.Not.Contain("instead"));
    }

    [Test]
    public async Task A_secret_at_the_edge_of_the_excerpt_is_removed_and_not_cut()
    {
        _receiver.Answers(500, $"{new string('x', 490)} canary-token-5");
        using var rig = Rig("token_env: TOKEN");

        var report = await rig.SendAsync();

        Assert.That(report.AnswerExcerpt, Does.EndWith("x [redacted").And.Not.Contain("canary"));
    }

    [Test]
    public async Task The_request_is_told_without_secrets()
    {
        using var rig = Rig("token_env: TOKEN");

        var request = (await rig.SendAsync()).Request;

        Assert.That((request.Method, request.Url), Is.EqualTo(("POST", "http://[private-host]")));
        Assert.That(
            new[] { "Authorization", "X-Trace", "X-Team", "webhook-id" }.Select(name => request.Headers[name]),
            Is.EqualTo(new[] { "[redacted]", "[redacted]", "release", "evt-1" }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_failure_of_the_network_names_neither_address_nor_secret(bool isListening)
    {
        _receiver.SendsRaw("canary-token-5 canary-path-1\r\n\r\n");
        if (!isListening)
        {
            await _receiver.DisposeAsync();
        }

        using var rig = Rig("token_env: TOKEN");

        AssertNothingIn(ReportText.Of(await rig.SendAsync()));
    }

    [Test]
    public void The_public_view_of_a_connector_holds_no_secret()
    {
        using var rig = Rig("token_env: TOKEN");

        var view = rig.Catalog.Views.Single();

        Assert.That(view.Headers, Is.EqualTo(new[] { "X-Team", "X-Trace", "X-Quoted" }));
        AssertNothingIn($"{view} {string.Join(' ', view.Headers)} {rig.Catalog.All.Single()}");
    }

    private static void AssertNothingIn(string text)
    {
        foreach (var canary in Canaries)
        {
            Assert.That(text, Does.Not.Contain(canary).IgnoreCase);
            Assert.That(text, Does.Not.Contain(Convert.ToBase64String(Encoding.UTF8.GetBytes(canary))));
            Assert.That(text, Does.Not.Contain(Uri.EscapeDataString(canary)));
        }
    }

    private DeliveryRig Rig(string credentials) => new(
        $$"""
        connectors:
          hook:
            provider: webhook
            url_env: URL
            allow_networks: ["127.0.0.0/8"]
            headers:
              X-Team: release
              X-Trace: {env: HEADER}
              X-Quoted: {env: QUOTED}
            signing_secret_env: SIGNING
            {{credentials}}
        """,
        new Dictionary<string, string>
        {
            ["URL"] = $"http://127.0.0.1:{_receiver.Port}/canary-path-1?x=canary-query-2",
            ["HEADER"] = "canary-header-3",
            ["QUOTED"] = "canary \"quoted\" <4>",
            ["TOKEN"] = "canary-token-5",
            ["PASSWORD"] = "canary-password-6",
            ["SIGNING"] = $"whsec_{Convert.ToBase64String(Encoding.UTF8.GetBytes("canary-signing-key-7-long-enough"))}",
        });
}
