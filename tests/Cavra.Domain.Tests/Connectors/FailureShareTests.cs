using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.Connectors;

public sealed class FailureShareTests
{
    [TestCase(10, 0, ExpectedResult = null)]
    [TestCase(10, 4, ExpectedResult = null)]
    [TestCase(10, 5, ExpectedResult = 50)]
    [TestCase(10, 6, ExpectedResult = 50)]
    [TestCase(10, 7, ExpectedResult = 70)]
    [TestCase(10, 8, ExpectedResult = 70)]
    [TestCase(10, 9, ExpectedResult = 90)]
    [TestCase(10, 10, ExpectedResult = 100)]
    [TestCase(10, 25, ExpectedResult = 100)]
    [TestCase(1, 0, ExpectedResult = null)]
    [TestCase(1, 1, ExpectedResult = 100)]
    [TestCase(3, 1, ExpectedResult = null)]
    [TestCase(3, 2, ExpectedResult = 50)]
    [TestCase(3, 3, ExpectedResult = 100)]
    [TestCase(10_000, 4_999, ExpectedResult = null)]
    [TestCase(10_000, 5_000, ExpectedResult = 50)]
    [TestCase(10_000, int.MaxValue, ExpectedResult = 100)]
    public int? The_highest_share_is_that_which_the_failures_in_a_row_have_reached(int limit, int failures) =>
        FailureShare.Highest(failures, limit)?.Percent;

    [TestCase(10, "5:50 7:70 9:90 10:100")]
    [TestCase(4, "2:50 3:70 4:90 4:100")]
    [TestCase(3, "2:50 3:70 3:90 3:100")]
    [TestCase(1, "1:50 1:70 1:90 1:100")]
    public void Each_share_is_told_once_by_the_failure_that_reaches_it_through_an_open_circuit_too(int limit, string told)
    {
        var state = ConnectorState.Of(Workspace, "siem");

        Assert.That(Told(state, limit, failures: 30), Is.EqualTo(told));
        Assert.That(state.Breaker.IsClosed, Is.False);
    }

    [Test]
    public void A_success_starts_over_and_a_fault_of_ours_does_not_count()
    {
        var state = ConnectorState.Of(Workspace, "siem");
        Assert.That(Told(state, limit: 3, failures: 2), Is.EqualTo("2:50"));

        state.Apply(Failure(Noon, FailureClass.GuardRefused, Fault.Ours), Noon);
        Assert.That(state.Warn(3), Is.Empty);
        state.Apply(Success(Noon), Noon);
        Assert.That(state.Warn(3), Is.Empty);

        Assert.That(Told(state, limit: 3, failures: 3), Is.EqualTo("2:50 3:70 3:90 3:100"));
    }

    [Test]
    public void A_limit_that_is_changed_on_the_way_tells_nothing_twice_and_leaves_nothing_out()
    {
        var state = ConnectorState.Of(Workspace, "siem");
        Assert.That(Told(state, limit: 8, failures: 4), Is.EqualTo("4:50"));

        Assert.That(Told(state, limit: 10, failures: 1), Is.Empty, "50 % of ten as well");
        Assert.That(Told(state, limit: 5, failures: 1), Is.EqualTo("6:70 6:90 6:100"));
        Assert.That(Told(state, limit: 100, failures: 100), Is.Empty);
    }

    [Test]
    public void The_circuit_remembers_since_when_it_has_failed_in_a_row()
    {
        var breaker = CircuitBreaker.Closed.Failed(Noon.AddMinutes(-9)).Succeeded(Noon.AddMinutes(-8));
        Assert.That(breaker.FailingSince, Is.Null);

        Assert.That(breaker.Failed(Noon).Failed(Noon.AddMinutes(1)).FailingSince, Is.EqualTo(Noon));
    }

    private static string Told(ConnectorState state, int limit, int failures)
    {
        var told = new List<string>();
        for (var failure = 0; failure < failures; failure++)
        {
            state.Apply(Failure(Noon), Noon);
            told.AddRange(state.Warn(limit).Select(warning => $"{warning.Share.Failures}:{warning.Share.Percent}"));
        }

        return string.Join(' ', told);
    }
}
