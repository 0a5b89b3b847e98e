using Cavra.Domain.Connectors;

namespace Cavra.Domain.Tests.Connectors;

public sealed class CircuitBreakerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [TestCase(4, ExpectedResult = false)]
    [TestCase(5, ExpectedResult = true)]
    public bool It_opens_at_five_failures_in_a_row(int failures) => After(new string('f', failures)).Blocks(Noon);

    [Test]
    public void A_success_breaks_the_row() =>
        Assert.That(After("ffffsffff").IsClosed);

    // Seven of ten or more open it, six of ten and seven of nine do not; none has five in a row.
    [TestCase("ssfffsffff", ExpectedResult = false)]
    [TestCase("sfffsfsfff", ExpectedResult = false)]
    [TestCase("ffsfffsfff", ExpectedResult = false)]
    [TestCase("sssffsfff", ExpectedResult = true)]
    [TestCase("ffsfsfsffs", ExpectedResult = true)]
    [TestCase("sffsfsfsff", ExpectedResult = true)]
    [TestCase("ffsffsfff", ExpectedResult = true)]
    public bool It_stays_closed_below_seventy_percent_of_ten_attempts(string results) => After(results).IsClosed;

    [TestCase(4, ExpectedResult = false)]
    [TestCase(5, ExpectedResult = true)]
    public bool Attempts_are_forgotten_with_the_fifth_minute(int minutesLater)
    {
        var breaker = After("ffsffsffs");

        return breaker.Failed(Noon.AddMinutes(minutesLater)).IsClosed;
    }

    [Test]
    public void It_keeps_at_most_five_minutes()
    {
        var breaker = Enumerable.Range(0, 60).Aggregate(CircuitBreaker.Closed, (b, i) => b.Succeeded(Noon.AddMinutes(i)));

        Assert.That(breaker.Minutes, Has.Count.EqualTo(5));
        Assert.That(breaker.Minutes.Sum(minute => minute.Attempts), Is.EqualTo(5));
    }

    [TestCase(-1, ExpectedResult = true)]
    [TestCase(0, ExpectedResult = false)]
    public bool It_is_half_open_after_thirty_seconds(int ticks) => After("fffff").Blocks(Noon.AddSeconds(30).AddTicks(ticks));

    [Test]
    public void Half_open_it_lets_one_probe_through_until_the_probe_reports_or_its_lease_runs_out()
    {
        var now = Noon.AddSeconds(30);

        var probing = After("fffff").LetThrough(Lease, now);

        Assert.That(probing.Blocks(now));
        Assert.That(probing.BlocksUntil(now), Is.EqualTo(now + Lease));
        Assert.That(probing.Blocks(now + Lease - TimeSpan.FromTicks(1)));
        Assert.That(probing.Blocks(now + Lease), Is.False);
        Assert.That(probing.ReleaseProbe().Blocks(now), Is.False);
        Assert.That(() => probing.LetThrough(Lease, now), Throws.InvalidOperationException);
    }

    [Test]
    public void Closed_it_lets_everything_through_and_remembers_nothing_of_it() =>
        Assert.That(CircuitBreaker.Closed.LetThrough(Lease, Noon), Is.SameAs(CircuitBreaker.Closed));

    [Test]
    public void Each_failing_probe_doubles_the_opening_up_to_a_quarter_of_an_hour()
    {
        var breaker = After("fffff");
        var now = Noon;
        var openings = new List<double> { (breaker.OpenUntil!.Value - now).TotalSeconds };
        for (var i = 0; i < 6; i++)
        {
            now = breaker.OpenUntil!.Value;
            breaker = breaker.LetThrough(Lease, now).Failed(now);
            openings.Add((breaker.OpenUntil!.Value - now).TotalSeconds);
        }

        Assert.That(openings, Is.EqualTo(new double[] { 30, 60, 120, 240, 480, 900, 900 }));
    }

    [Test]
    public void A_straggler_that_fails_while_it_is_open_does_not_prolong_it()
    {
        var open = After("fffff");

        Assert.That(open.Failed(Noon.AddSeconds(29)).OpenUntil, Is.EqualTo(open.OpenUntil));
    }

    [Test]
    public void A_success_closes_it_and_forgets_everything_but_its_history()
    {
        var closed = After("fffff").LetThrough(Lease, Noon.AddSeconds(30)).Succeeded(Noon.AddSeconds(31));

        Assert.That(closed with { Changes = CircuitBreaker.Closed.Changes }, Is.EqualTo(CircuitBreaker.Closed));
        Assert.That(closed.Failed(Noon.AddSeconds(32)).IsClosed);
    }

    [Test]
    public void It_keeps_when_it_opened_stayed_open_and_closed()
    {
        var (probed, closed) = (Noon.AddSeconds(30), Noon.AddSeconds(90));

        var breaker = After("fffff").LetThrough(Lease, probed).Failed(probed).LetThrough(Lease, closed).Succeeded(closed).Succeeded(closed);

        Assert.That(breaker.Changes, Is.EqualTo(new BreakerChange[]
        {
            new(BreakerTurn.Opened, Noon, 5, Noon.AddSeconds(30)),
            new(BreakerTurn.StayedOpen, probed, 6, probed.AddSeconds(60)),
            new(BreakerTurn.Closed, closed, 6, BlockedUntil: null),
        }));
    }

    [Test]
    public void It_keeps_no_more_than_its_ten_newest_openings_and_closings()
    {
        var breaker = After("fffff");
        for (var probe = 0; probe < 20; probe++)
        {
            breaker = breaker.LetThrough(Lease, breaker.OpenUntil!.Value).Failed(breaker.OpenUntil!.Value);
        }

        Assert.That(breaker.Changes.Select(change => change.ConsecutiveFailures), Is.EqualTo(Enumerable.Range(16, 10)));
    }

    private static CircuitBreaker After(string results) => results.Aggregate(
        CircuitBreaker.Closed, (breaker, result) => result is 'f' ? breaker.Failed(Noon) : breaker.Succeeded(Noon));
}
