using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Tests.RetryPlans;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.Connectors;

public sealed class ConnectorStateTests
{
    [Test]
    public void Five_failures_of_the_receiver_open_the_circuit_and_one_probe_that_succeeds_closes_it()
    {
        var state = AState();
        Apply(state, 5, Failure(Noon));
        var later = Noon.AddSeconds(30);

        Assert.That(state.LetThrough(Lease, Noon), Is.EqualTo(HoldReason.CircuitOpen));
        Assert.That(state.LetThrough(Lease, later), Is.Null);
        Assert.That(state.LetThrough(Lease, later), Is.EqualTo(HoldReason.CircuitOpen));

        state.Apply(Success(later), later);
        Assert.That(state.LetThrough(Lease, later), Is.Null);
    }

    [TestCase(Fault.Theirs, true)]
    [TestCase(Fault.Network, true)]
    [TestCase(Fault.Ours, false)]
    public void Only_faults_of_ours_do_not_count(Fault fault, bool opens)
    {
        var state = AState();

        Apply(state, 5, Failure(Noon, fault: fault));

        Assert.That(state.Obstacle(Noon), opens ? Is.EqualTo(HoldReason.CircuitOpen) : Is.Null);
    }

    [Test]
    public void A_probe_that_failed_by_our_fault_gives_its_place_back()
    {
        var state = AState();
        Apply(state, 5, Failure(Noon));
        var later = Noon.AddSeconds(30);
        Assert.That(state.LetThrough(Lease, later), Is.Null);

        state.Apply(Failure(later, FailureClass.GuardRefused, Fault.Ours), later);

        Assert.That(state.LetThrough(Lease, later), Is.Null);
    }

    [Test]
    public void A_connector_is_gone_until_a_person_tests_it_with_success()
    {
        var state = AState();
        var gone = Failure(Noon, FailureClass.Rejected, statusCode: 410) with { Gone = true };
        state.Apply(gone, Noon);
        Assert.That(state.Obstacle(Noon), Is.EqualTo(HoldReason.ConnectorGone));

        state.Apply(Success(Noon), Noon);
        Assert.That(state.Obstacle(Noon), Is.EqualTo(HoldReason.ConnectorGone));
        state.ApplyTest(gone, Noon);
        Assert.That(state.Obstacle(Noon), Is.EqualTo(HoldReason.ConnectorGone));

        state.ApplyTest(Success(Noon), Noon);
        Assert.That(state.Obstacle(Noon), Is.Null);
    }

    [Test]
    public void A_pause_says_why_and_by_whom_and_ends_with_a_resume()
    {
        var state = AState();

        Assert.That(state.PauseFor(GivenPlan.Text("Upgrade."), Dana, Noon).Refusal, Is.Null);
        Assert.That(state.Pause, Is.EqualTo(new ConnectorPause("Upgrade.", Dana, Noon)));
        Assert.That(state.LetThrough(Lease, Noon), Is.EqualTo(HoldReason.ConnectorPaused));
        Assert.That(state.PauseFor(GivenPlan.Text("Again."), Dana, Noon).Refusal, Is.EqualTo(ConnectorRefusals.AlreadyPaused));

        Assert.That(state.Resume().Refusal, Is.Null);
        Assert.That(state.LetThrough(Lease, Noon), Is.Null);
        Assert.That(state.Resume().Refusal, Is.EqualTo(ConnectorRefusals.NotPaused));
    }

    [Test]
    public void The_condition_joins_configuration_and_state()
    {
        var paused = AState();
        Assert.That(paused.PauseFor(GivenPlan.Text("Upgrade."), Dana, Noon).Refusal, Is.Null);

        Assert.That(ConnectorCondition.Of(null, paused, Noon), Is.EqualTo(ConnectorCondition.Missing));
        Assert.That(ConnectorCondition.Of(Siem, null, Noon), Is.EqualTo(new ConnectorCondition(null, "f1")));
        Assert.That(ConnectorCondition.Of(Siem, paused, Noon).Obstacle, Is.EqualTo(HoldReason.ConnectorPaused));
        Assert.That(
            ConnectorCondition.Of(Siem with { Enabled = false }, null, Noon).Obstacle, Is.EqualTo(HoldReason.ConnectorMissing));
        Assert.That(
            ConnectorCondition.Of(Siem with { Problem = "No URL." }, null, Noon).Obstacle,
            Is.EqualTo(HoldReason.ConnectorMissing));
    }

    private static ConnectorState AState() => ConnectorState.Of(Workspace, "siem");

    private static void Apply(ConnectorState state, int times, AttemptReport report)
    {
        for (var i = 0; i < times; i++)
        {
            state.Apply(report, report.CompletedAt);
        }
    }
}
