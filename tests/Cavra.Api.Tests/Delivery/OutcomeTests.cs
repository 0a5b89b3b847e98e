using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery;

public sealed class OutcomeTests
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

    [TestCase(200)]
    [TestCase(202)]
    [TestCase(204)]
    public async Task A_2xx_answer_is_accepted(int status)
    {
        _receiver.Answers(status);

        var report = await _rig.SendAsync();

        Assert.That((report.Outcome, report.StatusCode, report.Tries), Is.EqualTo((DeliveryOutcome.Accepted, status, 1)));
        Assert.That(
            (report.FailureClass, report.Error, report.Fault),
            Is.EqualTo(((FailureClass?)null, (string?)null, Fault.None)));
    }

    [TestCase("confirmed", ExpectedResult = DeliveryOutcome.Confirmed)]
    [TestCase("received", ExpectedResult = DeliveryOutcome.Accepted)]
    public async Task<DeliveryOutcome> Only_the_confirming_header_confirms(string value)
    {
        _receiver.Answers(200, "", ("webhook-delivery", value));

        return (await _rig.SendAsync()).Outcome;
    }

    [TestCase(400, FailureClass.Rejected)]
    [TestCase(401, FailureClass.Authentication)]
    [TestCase(403, FailureClass.Authentication)]
    [TestCase(404, FailureClass.Rejected)]
    [TestCase(408, FailureClass.Rejected)]
    [TestCase(429, FailureClass.Throttled)]
    [TestCase(500, FailureClass.ServerError)]
    [TestCase(503, FailureClass.ServerError)]
    public async Task Each_failing_status_has_its_class_and_is_their_fault(int status, FailureClass expected)
    {
        _receiver.Answers(status, "no");

        var report = await _rig.SendAsync();

        Assert.That(
            (report.Outcome, report.FailureClass, report.StatusCode),
            Is.EqualTo((DeliveryOutcome.Failed, expected, status)));
        Assert.That(report.Fault, Is.EqualTo(Fault.Theirs));
        Assert.That(report.Error, Is.Not.Empty.And.Not.Contains("127.0.0.1"));
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await FailingReceiver.StartAsync();
        _receiver.Redirects(302, $"http://127.0.0.1:{elsewhere.Port}/");

        var report = await _rig.SendAsync();

        Assert.That(
            (report.StatusCode, report.FailureClass, report.Fault), Is.EqualTo((302, FailureClass.Misconfigured, Fault.Ours)));
        Assert.That(elsewhere.Requests, Is.Empty);
    }

    [TestCase(410, ExpectedResult = true)]
    [TestCase(404, ExpectedResult = false)]
    public async Task<bool> Only_410_says_gone(int status)
    {
        _receiver.Answers(status);

        return (await _rig.SendAsync()).Gone;
    }

    [TestCase("120", 120)]
    [TestCase("Mon, 02 Mar 2026 12:01:00 GMT", 60)]
    [TestCase("Mon, 02 Mar 2026 11:00:00 GMT", 0)]
    [TestCase("Mon, 02 Mar 2026 15:00:00 GMT", 10_800)]
    [TestCase("Monday, 02-Mar-26 15:00:00 GMT", 10_800)]
    [TestCase("Mon Mar  2 15:00:00 2026", 10_800)]
    [TestCase("Wed, 21 Oct 2015 07:28:00 GMT", 0)]
    [TestCase("0", 0)]
    [TestCase("2147483647", int.MaxValue)]
    [TestCase("2147483648", int.MaxValue)]
    [TestCase("100000000000", int.MaxValue)]
    [TestCase("99999999999999999999999999", int.MaxValue)]
    [TestCase("-5", null)]
    [TestCase("+5", null)]
    [TestCase("7200.5", null)]
    [TestCase("1e3", null)]
    [TestCase("soon", null)]
    public async Task Retry_after_is_reported_as_seconds_or_date(string value, int? seconds)
    {
        _receiver.Answers(503, "", ("Retry-After", value));

        var report = await _rig.SendAsync();

        Assert.That(report.RetryAfter, Is.EqualTo(seconds is { } given ? TimeSpan.FromSeconds(given) : (TimeSpan?)null));
    }

    [Test]
    public async Task A_receiver_that_hangs_is_a_timeout_when_the_time_is_over()
    {
        _receiver.Hangs();
        var sending = _rig.SendAsync();
        await _receiver.NextAsync();

        _rig.Clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.That(sending.IsCompleted, Is.False);
        _rig.Clock.Advance(TimeSpan.FromTicks(1));
        var report = await sending;

        Assert.That(
            (report.FailureClass, report.StatusCode, report.Fault),
            Is.EqualTo(((FailureClass?)FailureClass.Timeout, 0, Fault.Network)));
    }

    [Test]
    public async Task A_body_that_drips_without_end_is_a_timeout()
    {
        _receiver.Drips();
        var sending = _rig.SendAsync();
        await _receiver.NextAsync();

        _rig.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.That((await sending).FailureClass, Is.EqualTo(FailureClass.Timeout));
    }

    [Test]
    public async Task The_connectors_own_timeout_is_an_upper_bound()
    {
        using var impatient = DeliveryRig.Towards(_receiver, "timeout_seconds: 2");
        _receiver.Hangs();
        var sending = impatient.SendAsync();
        await _receiver.NextAsync();

        impatient.Clock.Advance(TimeSpan.FromSeconds(2));
        var report = await sending;

        Assert.That(report.FailureClass, Is.EqualTo(FailureClass.Timeout));
    }

    [Test]
    public async Task A_cancelled_caller_gets_the_cancellation_and_no_report()
    {
        _receiver.Hangs();
        using var caller = new CancellationTokenSource();
        var sending = _rig.SendAsync(cancellationToken: caller.Token);
        await _receiver.NextAsync();

        await caller.CancelAsync();

        Assert.That(async () => await sending, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_receiver_that_closes_early_was_not_reached()
    {
        _receiver.ClosesEarly();

        var report = await _rig.SendAsync();

        Assert.That(
            (report.FailureClass, report.StatusCode, report.Fault),
            Is.EqualTo(((FailureClass?)FailureClass.Unreachable, 0, Fault.Network)));
    }

    [Test]
    public async Task An_answer_that_is_shorter_than_it_says_is_no_answer()
    {
        _receiver.SendsRaw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort");

        Assert.That((await _rig.SendAsync()).FailureClass, Is.EqualTo(FailureClass.Unreachable));
    }

    [TestCase("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [TestCase("HTTP/1.1 banana\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope")]
    public async Task Garbage_is_their_failure(string garbage)
    {
        _receiver.SendsRaw(garbage);

        var report = await _rig.SendAsync();

        Assert.That((report.FailureClass, report.Fault), Is.EqualTo(((FailureClass?)FailureClass.ServerError, Fault.Theirs)));
    }

    [Test]
    public async Task Nobody_listening_is_unreachable()
    {
        await _receiver.DisposeAsync();

        var report = await _rig.SendAsync();

        Assert.That(
            (report.FailureClass, report.StatusCode, report.Tries),
            Is.EqualTo(((FailureClass?)FailureClass.Unreachable, 0, 1)));
    }

    [Test]
    public async Task A_huge_body_is_read_to_its_bound()
    {
        _receiver.SendsHugeBody(100 * 1024 * 1024);

        var report = await _rig.SendAsync();

        Assert.That((report.Outcome, report.AnswerBytes), Is.EqualTo((DeliveryOutcome.Accepted, 65_536)));
    }

    [Test]
    public async Task A_gzip_bomb_is_read_to_the_same_bound()
    {
        _receiver.SendsGzipBomb(100 * 1024 * 1024);

        var report = await _rig.SendAsync();

        Assert.That((report.Outcome, report.AnswerBytes), Is.EqualTo((DeliveryOutcome.Accepted, 65_536)));
    }

    [Test]
    public async Task The_excerpt_of_the_answer_ends_at_500_characters()
    {
        _receiver.Answers(500, string.Join(' ', Enumerable.Repeat("word", 300)));

        var report = await _rig.SendAsync();

        Assert.That(report.AnswerExcerpt, Has.Length.EqualTo(500).And.StartsWith("word word"));
    }

    [Test]
    public async Task An_unknown_connector_is_misconfigured_and_nothing_is_sent()
    {
        var report = await _rig.SendAsync(connector: "nobody");

        Assert.That(
            (report.FailureClass, report.Fault, report.Tries),
            Is.EqualTo(((FailureClass?)FailureClass.Misconfigured, Fault.Ours, 0)));
        Assert.That(_receiver.Requests, Is.Empty);
    }

    [TestCase("enabled: false")]
    [TestCase("max_concurrency: 0")]
    public async Task A_connector_that_is_off_or_wrong_is_misconfigured_and_nothing_is_sent(string member)
    {
        using var rig = DeliveryRig.Towards(_receiver, member);

        var report = await rig.SendAsync();

        Assert.That(report.FailureClass, Is.EqualTo(FailureClass.Misconfigured));
        Assert.That(_receiver.Requests, Is.Empty);
    }
}
