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

    [TestCase(LogStop.Damaged, 676L, HealthCategory.EvidenceInconsistent, "not what was signed last, from index 676 on,")]
    [TestCase(LogStop.Damaged, null, HealthCategory.EvidenceInconsistent, "not what was signed last, so")]
    [TestCase(LogStop.Forgotten, 600L, HealthCategory.EvidenceInconsistent, "remembers having signed, from index 600 on.")]
    [TestCase(LogStop.Forgotten, null, HealthCategory.EvidenceInconsistent, "remembers having signed.")]
    [TestCase(LogStop.NoMemory, null, HealthCategory.EvidenceUnsigned, "can't be read or written")]
    [TestCase(LogStop.NoKey, null, HealthCategory.EvidenceUnsigned, "key of the log is missing")]
    public void A_log_that_stands_still_is_told_at_once_with_its_reason_and_counted_once(LogStop reason, long? index, HealthCategory category, string says)
    {
        var snapshot = AFreshInstall with { UnsignedSince = Noon, EvidenceStop = new EvidenceStop(Noon, reason, index) };

        var finding = WorkerHealthReport.Compute(snapshot, Noon).Findings.Single();

        Assert.That((finding.Category, finding.Count, finding.Since), Is.EqualTo((category, 1, Noon)));
        Assert.That(finding.Severity, Is.EqualTo(AlertLevel.Critical));
        Assert.That(finding.Message, Does.Contain(says));
    }
}
