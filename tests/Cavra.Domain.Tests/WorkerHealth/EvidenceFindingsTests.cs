using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence.Log;
using Cavra.Domain.WorkerHealth;
using static Cavra.Domain.Tests.WorkerHealth.Given;

namespace Cavra.Domain.Tests.WorkerHealth;

public sealed class EvidenceFindingsTests
{
    [TestCase(0, ExpectedResult = AlertLevel.Healthy)]
    [TestCase(1, ExpectedResult = AlertLevel.Critical)]
    public AlertLevel Entries_may_wait_for_the_log_for_a_minute_whether_a_worker_runs_or_not(int ticks) =>
        WorkerHealthReport.Compute(AFreshInstall with { UnsignedSince = Noon }, Noon.AddMinutes(1).AddTicks(ticks)).AlertLevel;

    [Test]
    public void A_log_that_stands_still_is_told_at_once_with_its_reason_and_counted_once()
    {
        var snapshot = AFreshInstall with { UnsignedSince = Noon, EvidenceStop = new EvidenceStop(Noon, LogStop.Damaged) };

        var finding = WorkerHealthReport.Compute(snapshot, Noon).Findings.Single();

        Assert.That((finding.Category, finding.Count, finding.Since), Is.EqualTo((HealthCategory.EvidenceUnsigned, 1, Noon)));
        Assert.That(finding.Message, Does.Contain("not what was signed last"));
    }
}
