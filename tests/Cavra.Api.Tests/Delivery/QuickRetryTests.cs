using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery;

public sealed class QuickRetryTests
{
    private FailingReceiver _receiver = null!;
    private DeliveryRig _rig = null!;

    [SetUp]
    public async Task Start()
    {
        _receiver = await FailingReceiver.StartAsync();
        _rig = DeliveryRig.Towards(_receiver);
    }

    [TearDown]
    public async Task Stop()
    {
        _rig.Dispose();
        await _receiver.DisposeAsync();
    }

    [TestCase(502)]
    [TestCase(503)]
    [TestCase(504)]
    public async Task A_receiver_that_was_away_for_a_moment_is_tried_again_with_the_same_event(int status)
    {
        _receiver.AnswersInTurn(status, 200);

        var report = await SendThroughAsync(retries: 2);

        Assert.That(
            (report.Outcome, report.Tries, report.FailureClass),
            Is.EqualTo((DeliveryOutcome.Accepted, 2, (FailureClass?)null)));
        Assert.That(_receiver.Requests.Select(request => request.Headers["webhook-id"]), Is.EqualTo(new[] { "evt-1", "evt-1" }));
        Assert.That(_receiver.Requests[1].Body, Is.EqualTo(_receiver.Requests[0].Body));
    }

    [TestCase(0, ExpectedResult = 1)]
    [TestCase(2, ExpectedResult = 3)]
    public async Task<int> There_are_no_more_tries_than_asked_for(int retries)
    {
        _receiver.Answers(503);

        return (await SendThroughAsync(retries)).Tries;
    }

    [TestCase(400)]
    [TestCase(401)]
    [TestCase(404)]
    [TestCase(410)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(501)]
    public async Task Other_failures_are_not_tried_again(int status)
    {
        _receiver.Answers(status);

        Assert.That((await _rig.SendAsync(retries: 5)).Tries, Is.EqualTo(1));
    }

    [TestCase(429, "5", ExpectedResult = 2)]
    [TestCase(429, "6", ExpectedResult = 1)]
    [TestCase(503, "5", ExpectedResult = 2)]
    [TestCase(503, "6", ExpectedResult = 1)]
    public async Task<int> A_wait_of_at_most_five_seconds_is_waited_for(int status, string retryAfter)
    {
        _receiver.Answers(status, "", ("Retry-After", retryAfter));

        return (await SendThroughAsync(retries: 1)).Tries;
    }

    [Test]
    public async Task The_receivers_wait_is_never_cut_short()
    {
        _receiver.Answers(429, "", ("Retry-After", "4"));
        var sending = _rig.SendAsync(retries: 1);

        var wait = await _rig.Clock.WaitBegunAsync(IsDelay);
        _rig.Clock.Advance(wait);
        await sending;

        Assert.That(wait, Is.InRange(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4.1)));
    }

    [Test]
    public async Task A_timeout_is_tried_again()
    {
        _receiver.Hangs();
        var sending = _rig.SendAsync(retries: 1);
        await _receiver.NextAsync();
        _rig.Clock.Advance(TimeSpan.FromSeconds(10));
        var wait = await _rig.Clock.WaitBegunAsync(IsDelay);
        _receiver.Answers(200);
        _rig.Clock.Advance(wait);

        Assert.That((await sending).Tries, Is.EqualTo(2));
    }

    [Test]
    public async Task An_unreachable_receiver_is_tried_again()
    {
        await _receiver.DisposeAsync();

        Assert.That((await SendThroughAsync(retries: 1)).Tries, Is.EqualTo(2));
    }

    [TestCase(1, null, 0, ExpectedResult = 200)]
    [TestCase(1, null, 1, ExpectedResult = 250)]
    [TestCase(2, null, 0, ExpectedResult = 400)]
    [TestCase(4, null, 0, ExpectedResult = 1600)]
    [TestCase(5, null, 0, ExpectedResult = 2000)]
    [TestCase(5, null, 1, ExpectedResult = 2500)]
    [TestCase(1, 0, 0, ExpectedResult = 200)]
    [TestCase(1, 5, 0, ExpectedResult = 5000)]
    public double Waits_double_up_to_two_seconds_and_chance_only_adds(int tries, int? retryAfter, double chance) =>
        QuickRetry.Delay(tries, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null, chance).TotalMilliseconds;

    private static bool IsDelay(TimeSpan wait) =>
        wait < TimeSpan.FromSeconds(10) && wait != Infrastructure.Connectors.ConnectorCatalog.PollInterval;

    /// <summary>Sends, and lets each wait between two tries pass as soon as it begins.</summary>
    private async Task<AttemptReport> SendThroughAsync(int retries)
    {
        var sending = _rig.SendAsync(retries);
        while (true)
        {
            var waiting = _rig.Clock.WaitBegunAsync(IsDelay);
            if (await Task.WhenAny(sending, waiting) == sending)
            {
                return await sending;
            }

            _rig.Clock.Advance(await waiting);
        }
    }
}
