using Cavra.Domain.Abstractions;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerHealth;
using static Cavra.Domain.Tests.WorkerHealth.Given;

namespace Cavra.Domain.Tests.WorkerHealth;

public sealed class DestinationFindingsTests
{
    private static readonly OpenDestination Due =
        AWaitingDestination with { Action = RetryAction.Retry, Reason = RetryReason.Eligible };

    private static readonly OpenDestination GivenUp =
        AWaitingDestination with { Action = RetryAction.Suppress, Reason = RetryReason.AttemptsExhausted };

    [TestCase(RetryAction.Retry, ExpectedResult = AlertLevel.Warning)]
    [TestCase(RetryAction.Suppress, ExpectedResult = AlertLevel.Critical)]
    [TestCase(RetryAction.Wait, ExpectedResult = AlertLevel.Healthy)]
    public AlertLevel What_the_plan_says_of_a_held_destination_sets_the_level(RetryAction action) =>
        WorkerHealthReport.Compute(Open(AHeldDestination with { Action = action }), Noon).AlertLevel;

    [Test]
    public void Every_open_destination_is_counted_once_where_it_belongs()
    {
        var report = WorkerHealthReport.Compute(
            Open(Due, Due with { Failed = false }, GivenUp, AWaitingDestination, AHeldDestination), Noon);

        Assert.That(report.Find(HealthCategory.RetryableDeliveries)?.Count, Is.EqualTo(2));
        Assert.That(report.Find(HealthCategory.AttemptsExhausted)?.Count, Is.EqualTo(1));
        Assert.That((report.ConnectorDeliveryFailureCount, report.RetryableCount), Is.EqualTo((3, 1)));
    }

    [Test]
    public void Findings_come_worst_first_and_each_has_its_recommendation()
    {
        var report = WorkerHealthReport.Compute(Open(Due, GivenUp), Noon.AddMinutes(1));

        Assert.That(report.Alerts.Select(alert => alert.Category), Is.EqualTo(new[]
        {
            HealthCategory.AttemptsExhausted, HealthCategory.RetryableDeliveries, HealthCategory.ConnectorFailure,
        }));
        Assert.That(
            report.Recommendations.Select(recommendation => recommendation.Category),
            Is.EqualTo(report.Alerts.Select(alert => alert.Category)));
        Assert.That(report.AlertLevel, Is.EqualTo(AlertLevel.Critical));
    }

    [Test]
    public void A_critical_finding_comes_before_a_warning_of_an_earlier_category()
    {
        var report = WorkerHealthReport.Compute(Open(Due with { CircuitOpen = true }), Noon);

        Assert.That(report.Alerts.Select(alert => alert.Category), Is.EqualTo(new[]
        {
            HealthCategory.ConnectorFailure, HealthCategory.RetryableDeliveries,
        }));
        Assert.That(report.AlertLevel, Is.EqualTo(AlertLevel.Critical));
    }

    [TestCase(true, ExpectedResult = "AcknowledgeRetryPlan")]
    [TestCase(false, ExpectedResult = "PlanRetries")]
    public string A_due_retry_leads_to_its_plan_or_to_planning(bool planned)
    {
        var snapshot = Open(Due) with { NewestPlan = planned ? new PlanFact(PlanId, Noon, 0) : null };

        return WorkerHealthReport.Compute(snapshot, Noon).Find(HealthCategory.RetryableDeliveries)!.Recommendation.Operation;
    }

    [Test]
    public void Trouble_is_as_old_as_its_oldest_destination()
    {
        var report = WorkerHealthReport.Compute(Open(Due, Due with { OpenSince = Noon.AddHours(-2) }), Noon);

        Assert.That(report.Findings.Select(finding => finding.Since), Is.All.EqualTo(Noon.AddHours(-2)));
    }

    [Test]
    public void The_oldest_ten_failed_deliveries_are_shown()
    {
        var failed = Enumerable.Range(0, 11).Select(age => Due with { OpenSince = Noon.AddMinutes(-age) });

        var report = WorkerHealthReport.Compute(Open([.. failed, AHeldDestination]), Noon);

        Assert.That(report.FailedDeliveries, Has.Count.EqualTo(10));
        Assert.That(report.FailedDeliveries[0].OpenSince, Is.EqualTo(Noon.AddMinutes(-10)));
    }

    [TestCase(60, -1, ExpectedResult = 0)]
    [TestCase(60, 0, ExpectedResult = 1)]
    public long A_plan_covers_what_was_open_until_it_is_as_old_as_the_limit(int minutes, int ticks) =>
        WorkerHealthReport.Compute(Open(AHeldDestination), Noon.AddMinutes(minutes).AddTicks(ticks)).StaleRetryPlanCount;

    [TestCase(10, -1, ExpectedResult = 0)]
    [TestCase(10, 0, ExpectedResult = 1)]
    public long The_limit_can_be_given(int minutes, int ticks) => WorkerHealthReport.Compute(
        Open(AHeldDestination),
        new HealthTerms(StaleMetadataMinutes: 10),
        Noon.AddMinutes(minutes).AddTicks(ticks)).StaleRetryPlanCount;

    [TestCase(0, ExpectedResult = 0)]
    [TestCase(1, ExpectedResult = 1)]
    public long A_plan_does_not_cover_what_failed_after_it(int ticks) => WorkerHealthReport.Compute(
        Open(AHeldDestination with { OpenSince = Noon.AddTicks(ticks) }), Noon.AddMinutes(1)).StaleRetryPlanCount;

    [Test]
    public void Without_a_plan_nothing_is_covered()
    {
        var report = WorkerHealthReport.Compute(Open(AHeldDestination, AHeldDestination) with { NewestPlan = null }, Noon);

        var finding = report.Findings.Single();

        Assert.That((finding.Category, finding.Severity), Is.EqualTo((HealthCategory.StaleRetryPlan, AlertLevel.Warning)));
        Assert.That(finding.Count, Is.EqualTo(2));
        Assert.That(finding.Recommendation.Operation, Is.EqualTo("PlanRetries"));
    }

    [Test]
    public void A_plan_does_not_cover_the_newest_ones_that_it_omitted()
    {
        var (older, newer) = (Noon.AddHours(-2), Noon.AddHours(-1));
        var open = Open(AHeldDestination with { OpenSince = older }, AHeldDestination with { OpenSince = newer });
        var snapshot = open with { NewestPlan = new PlanFact(PlanId, Noon, OmittedCount: 1) };

        var finding = WorkerHealthReport.Compute(snapshot, Noon).Findings.Single();

        Assert.That((finding.Count, finding.Since), Is.EqualTo((1, newer)));
    }

    [Test]
    public void What_failed_at_the_very_moment_of_planning_may_have_been_omitted()
    {
        var snapshot = Open(AHeldDestination) with { NewestPlan = new PlanFact(PlanId, Noon, OmittedCount: 1) };

        Assert.That(WorkerHealthReport.Compute(snapshot, Noon).StaleRetryPlanCount, Is.EqualTo(1));
    }
}
