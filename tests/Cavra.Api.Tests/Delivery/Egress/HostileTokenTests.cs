using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Egress;

/// <summary>A token endpoint that answers with anything but a token: a failure of a plain class, and nothing is sent.</summary>
public sealed class HostileTokenTests
{
    private FailingReceiver _endpoint = null!;
    private FailingReceiver _hook = null!;
    private DeliveryRig _rig = null!;

    private static IEnumerable<TestCaseData> Answers =>
    [
        Case("100 MB", "not_confirmed", endpoint => endpoint.SendsHugeBody(100_000_000)),
        Case("a gzip bomb", "not_confirmed", endpoint => endpoint.SendsGzipBomb(100_000_000)),
        Case("a page in HTML", "not_confirmed", endpoint => endpoint.Answers(200, "<html>canary-token</html>")),
        Case("what is no HTTP", "server_error", endpoint => endpoint.SendsRaw("canary-token canary-token\r\n\r\n")),
        Case("half a header", "unreachable", endpoint => endpoint.SendsRaw("HTTP/1.1 200 canary-token\r\nX: canary")),
        Case("no answer", "unreachable", endpoint => endpoint.ClosesEarly()),
        Token("a line break", "canary\\r\\nX-Evil: 1"), Token("a line feed", "canary\\ntoken"), Token("a null", "canary\\u0000token"),
        Token("a blank", "canary token"), Token("a letter beyond ASCII", "canary-t\u00F6ken"), Token("half a character", "canary-\\ud800"),
        Token("a delete character", "canary\\u007ftoken"),
        Case("a token that is a number", "not_confirmed", endpoint => endpoint.Answers(200, """{"access_token":77077077}""")),
        Case("a token in a list", "not_confirmed", endpoint => endpoint.Answers(200, """[{"access_token":"canary-token"}]""")),
        Case("a token within JSON without end", "not_confirmed", endpoint => endpoint.Answers(200, """{"access_token":"canary-token","x":[""")),
        Case("JSON a thousand deep", "not_confirmed", endpoint => endpoint.Answers(200, new string('[', 1000) + new string(']', 1000))),
    ];

    [SetUp]
    public async Task Start()
    {
        (_endpoint, _hook) = (await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());
        var (endpoint, hook) = ($"http://127.0.0.1:{_endpoint.Port}/token", $"http://127.0.0.1:{_hook.Port}/");
        _rig = new DeliveryRig(
            $"connectors: {{hook: {{provider: webhook, url: \"{hook}\", allow_networks: [127.0.0.0/8], "
            + $"oauth: {{token_url: \"{endpoint}\", client_id: a, client_secret_env: EGRESS_SECRET}}}}}}",
            WayOut.Environment);
        Assert.That(_rig.Catalog.Problems, Is.Empty);
    }

    [TearDown]
    public async Task Stop()
    {
        _rig.Dispose();
        await _endpoint.DisposeAsync();
        await _hook.DisposeAsync();
    }

    [TestCaseSource(nameof(Answers))]
    public async Task An_answer_without_a_good_token_is_a_plain_failure(string failure, Action<object> answer)
    {
        answer(_endpoint);

        AssertNothingSent(await _rig.SendAsync(), failure);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_endpoint_that_never_comes_to_an_end_is_a_timeout(bool drips)
    {
        if (drips)
        {
            _endpoint.Drips();
        }
        else
        {
            _endpoint.Hangs();
        }

        var sending = _rig.SendAsync();
        await _endpoint.NextAsync();
        _rig.Clock.Advance(TimeSpan.FromSeconds(10));

        AssertNothingSent(await sending, "timeout");
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_redirect_is_not_followed_though_its_target_is_allowed(int status)
    {
        await using var elsewhere = await FailingReceiver.StartAsync();
        _endpoint.Redirects(status, $"http://127.0.0.1:{elsewhere.Port}/canary");

        AssertNothingSent(await _rig.SendAsync(), "misconfigured");
        Assert.That((_endpoint.Requests.Count, elsewhere.Requests.Count), Is.EqualTo((1, 0)));
    }

    [TestCase("-1")]
    [TestCase("1e300")]
    [TestCase("\"NaN\"")]
    [TestCase("[]")]
    [TestCase("2147483646")]
    public async Task A_lifetime_that_is_none_does_not_spoil_a_good_token(string lifetime)
    {
        _endpoint.Answers(200, $$"""{"access_token":"canary-token","expires_in":{{lifetime}}}""");
        _hook.Echoes(500);

        var report = await _rig.SendAsync();

        Assert.That((report.StatusCode, _hook.Requests.Single().Headers["authorization"]), Is.EqualTo((500, "Bearer canary-token")));
        Assert.That(ReportText.Of(report), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task A_hostile_answer_is_not_kept_in_place_of_a_token()
    {
        _endpoint.Answers(200, """{"access_token":"canary\r\nX-Evil: 1"}""");
        await _rig.SendAsync();
        _endpoint.Answers(200, """{"access_token":"canary-token"}""");

        Assert.That((await _rig.SendAsync()).Outcome, Is.EqualTo(DeliveryOutcome.Unconfirmed).Or.EqualTo(DeliveryOutcome.Accepted));
        Assert.That(_hook.Requests.Single().Headers.Keys, Does.Not.Contain("x-evil"));
    }

    private static TestCaseData Token(string what, string token) => Case(
        $"a token with {what}", "not_confirmed",
        endpoint => endpoint.AnswersBy((context, _) => context.Response.WriteAsync($"{{\"access_token\":\"{token}\"}}")));

    private static TestCaseData Case(string what, string failure, Action<FailingReceiver> answer) =>
        new TestCaseData(failure, (Action<object>)(endpoint => answer((FailingReceiver)endpoint))).SetArgDisplayNames(what, failure);

    private void AssertNothingSent(AttemptReport report, string failure)
    {
        Assert.That(WireName.Of(report.FailureClass!.Value), Is.EqualTo(failure), report.Error);
        Assert.That(_hook.Requests, Is.Empty);
        Assert.That(ReportText.Of(report), Does.Not.Contain("canary").And.Not.Contain("77077077").And.Not.Contain("127.0.0.1"));
    }
}
