using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class EvidenceRetentionTests
{
    private static readonly DateTimeOffset Newest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly LogSegment[] Segments = [.. Enumerable.Range(0, 3).Select(place => new LogSegment(place * 256, (place + 1) * 256, Newest.AddDays(place)))];

    [TestCase(0, ExpectedResult = 1)]
    [TestCase(-1, ExpectedResult = 0)]
    [TestCase(86_399, ExpectedResult = 1)]
    [TestCase(86_400, ExpectedResult = 2)]
    [TestCase(1_000_000, ExpectedResult = 3)]
    public int A_segment_goes_the_instant_its_newest_entry_is_as_old_as_the_policy_says(int secondsLater) =>
        Segments.Due(30, oldestOpen: null, Newest.AddDays(30).AddSeconds(secondsLater)).Count;

    [Test]
    public void Nothing_goes_where_evidence_is_kept_for_ever() =>
        Assert.That(Segments.Due(keptDays: null, oldestOpen: null, DateTimeOffset.MaxValue), Is.Empty);

    [TestCase(0, ExpectedResult = 0)]
    [TestCase(1, ExpectedResult = 1)]
    [TestCase(86_400, ExpectedResult = 1)]
    [TestCase(86_401, ExpectedResult = 2)]
    public int What_came_about_in_the_thirty_days_before_an_open_loops_delivery_or_later_stays(int secondsLater) =>
        Segments.Due(30, Newest.AddDays(30).AddSeconds(secondsLater), Newest.AddYears(1)).Count;

    [Test]
    public void What_is_older_than_a_segment_that_stays_goes_and_nothing_after_it_does()
    {
        LogSegment[] segments = [Segments[0], Segments[1] with { NewestAt = Newest.AddYears(2) }, Segments[2]];

        Assert.That(segments.Due(30, oldestOpen: null, Newest.AddYears(1)), Is.EqualTo(segments[..1]));
    }
}
