using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.Tests.Evidence.Log;

/// <summary>When the newest checkpoint is to be time-stamped.</summary>
public sealed class TimestampPaceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_log_that_was_never_stamped_is_due() => Assert.That(TimestampPace.IsDue(1, lastSize: null, lastAt: null, Now), Is.True);

    [TestCase(11, 60, true)]
    [TestCase(11, 59, false, Description = "the hour is not over")]
    [TestCase(10, 600, false, Description = "it has not grown")]
    [TestCase(9, 600, false, Description = "it is an older one")]
    [TestCase(11, -5, false, Description = "the clock was set back")]
    public void One_that_was_is_due_after_an_hour_if_it_has_grown(long size, int minutes, bool isDue) =>
        Assert.That(TimestampPace.IsDue(size, 10, Now.AddMinutes(-minutes), Now), Is.EqualTo(isDue));
}
