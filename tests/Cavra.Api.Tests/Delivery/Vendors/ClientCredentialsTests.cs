using System.Globalization;
using System.Text.Json;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>Tokens that a connector fetches for itself.</summary>
public sealed class ClientCredentialsTests
{
    private SentinelVendor _vendor = null!;

    [SetUp]
    public void NewVendor() => _vendor = new SentinelVendor();

    [Test]
    public async Task A_token_is_fetched_once_and_kept()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        await rig.SendAsync();
        await rig.SendAsync();

        Assert.That((TokenCalls(rig.Requests), _vendor.Taken.Count), Is.EqualTo((1, 2)));
    }

    [TestCase(3599, 3418, ExpectedResult = 1)]
    [TestCase(3599, 3419, ExpectedResult = 2)]
    [TestCase(60, 44, ExpectedResult = 1)]
    [TestCase(60, 45, ExpectedResult = 2)]
    public async Task<int> It_is_renewed_three_minutes_or_a_quarter_of_its_life_before_it_expires(int lifetime, int seconds)
    {
        _vendor.Lifetime = lifetime;
        await using var rig = await VendorRig.StartAsync(_vendor);
        await rig.SendAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(seconds));

        await rig.SendAsync();

        Assert.That(rig.Carrying[^1].Headers["authorization"], Is.EqualTo(
            string.Create(CultureInfo.InvariantCulture, $"Bearer canary-access-{TokenCalls(rig.Requests)}")));
        return TokenCalls(rig.Requests);
    }

    [Test]
    public async Task A_refused_token_is_renewed_and_the_event_sent_once_more()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        await rig.SendAsync();
        _vendor.Revoke();

        var report = await rig.SendAsync();

        Assert.That((report.Outcome, report.Tries), Is.EqualTo((DeliveryOutcome.Accepted, 1)));
        Assert.That((TokenCalls(rig.Requests), rig.Carrying.Count, _vendor.Taken.Count), Is.EqualTo((2, 3, 2)));
    }

    [Test]
    public async Task A_second_refusal_is_an_authentication_failure()
    {
        _vendor.RefusesTokens = true;
        await using var rig = await VendorRig.StartAsync(_vendor);

        var report = await rig.SendAsync();

        Assert.That((report.FailureClass, report.StatusCode), Is.EqualTo(((FailureClass?)FailureClass.Authentication, 401)));
        Assert.That((TokenCalls(rig.Requests), rig.Carrying.Count), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task Ten_attempts_at_once_fetch_one_token()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = Towards(receiver);
        var begun = new TaskCompletionSource();
        receiver.AnswersBy(async (context, request) =>
        {
            await begun.Task.WaitAsync(context.RequestAborted);
            await _vendor.AnswerAsync(context, request);
        });

        var sending = SendTen(rig);
        begun.SetResult();
        var reports = await Task.WhenAll(sending).OrHangAsync();

        Assert.That(reports.Select(report => report.Outcome), Is.All.EqualTo(DeliveryOutcome.Accepted));
        Assert.That((TokenCalls(receiver.Requests), receiver.Requests.Count), Is.EqualTo((1, 11)));
    }

    [Test]
    public async Task Ten_attempts_refused_with_one_token_fetch_one_more()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = Towards(receiver);
        receiver.AnswersBy(_vendor.AnswerAsync);
        await rig.SendAsync();
        _vendor.Revoke();
        var (arrived, renewed) = (0, new TaskCompletionSource());
        receiver.AnswersBy(async (context, request) =>
        {
            if (request.Headers.GetValueOrDefault("authorization") != "Bearer canary-access-1")
            {
                await _vendor.AnswerAsync(context, request);
                _ = _vendor.CarriesEvent(request) && renewed.TrySetResult();
                return;
            }

            // One is refused when all are under way, the others when that one has got through with another token.
            if (Interlocked.Increment(ref arrived) < 10)
            {
                await renewed.Task.WaitAsync(context.RequestAborted);
            }

            context.Response.StatusCode = 401;
        });

        var reports = await Task.WhenAll(SendTen(rig)).OrHangAsync();

        Assert.That(reports.Select(report => report.Outcome), Is.All.EqualTo(DeliveryOutcome.Accepted));
        Assert.That(TokenCalls(receiver.Requests), Is.EqualTo(2));
    }

    [TestCase(400, """{"error":"invalid_client","error_description":"AADSTS7000215 canary~s+c/r=t"}""", ExpectedResult = "authentication")]
    [TestCase(401, """{"error":"invalid_client"}""", ExpectedResult = "authentication")]
    [TestCase(404, "", ExpectedResult = "misconfigured")]
    [TestCase(307, "", ExpectedResult = "misconfigured")]
    [TestCase(429, "", ExpectedResult = "throttled")]
    [TestCase(500, "", ExpectedResult = "server_error")]
    [TestCase(503, "", ExpectedResult = "server_error")]
    [TestCase(200, "<html>Sign in</html>", ExpectedResult = "not_confirmed")]
    [TestCase(200, """{"access_token":""}""", ExpectedResult = "not_confirmed")]
    [TestCase(200, """{"access_token":"canary-broken""", ExpectedResult = "not_confirmed")]
    [TestCase(200, """{"access_token":"canary two lines\n"}""", ExpectedResult = "not_confirmed")]
    public async Task<string> Without_a_token_nothing_is_sent_and_nothing_secret_told(int status, string body)
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = Towards(receiver);
        receiver.Answers(status, body);

        var report = await rig.SendAsync();

        Assert.That(receiver.Requests.Where(_vendor.CarriesEvent), Is.Empty);
        Assert.That(JsonSerializer.Serialize(report), Does.Not.Contain(SampleEvents.Canary));
        return WireName.Of(report.FailureClass!.Value);
    }

    [Test]
    public async Task The_wait_that_the_token_endpoint_asks_for_is_kept()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = Towards(receiver);
        receiver.Answers(429, "", ("Retry-After", "120"));

        Assert.That((await rig.SendAsync()).RetryAfter, Is.EqualTo(TimeSpan.FromMinutes(2)));
    }

    [Test]
    public async Task The_guard_stands_before_the_token_endpoint_too()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = Towards(receiver, authority: "https://10.1.2.3");

        var report = await rig.SendAsync();

        Assert.That((report.FailureClass, receiver.Requests.Count), Is.EqualTo(((FailureClass?)FailureClass.GuardRefused, 0)));
    }

    private static int TokenCalls(IEnumerable<ReceivedRequest> requests) => requests.Count(SentinelVendor.AsksForToken);

    private static Task<AttemptReport>[] SendTen(DeliveryRig rig) => [.. Enumerable.Range(0, 10).Select(_ => rig.SendAsync())];

    private DeliveryRig Towards(FailingReceiver receiver, string? authority = null)
    {
        var members = _vendor.Members($"http://127.0.0.1:{receiver.Port}");
        return new DeliveryRig(
            "connectors: {hook: {provider: sentinel, max_concurrency: 10, allow_networks: [127.0.0.0/8], "
            + (authority is null ? members : members.Replace($"http://127.0.0.1:{receiver.Port}/login/", authority, StringComparison.Ordinal)) + "}}",
            _vendor.Environment);
    }
}
