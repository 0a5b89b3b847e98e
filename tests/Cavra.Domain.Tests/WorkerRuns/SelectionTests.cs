using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using CsCheck;

namespace Cavra.Domain.Tests.WorkerRuns;

public sealed class SelectionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Only_retries_are_selected_oldest_failure_first()
    {
        RetryCandidate[] decisions =
        [
            Candidate("young") with { FailedAt = Noon },
            Candidate("waiting") with { FailedAt = Noon.AddHours(-3), Action = RetryAction.Wait },
            Candidate("old") with { FailedAt = Noon.AddHours(-1) },
            Candidate("given-up") with { FailedAt = Noon.AddHours(-2), Action = RetryAction.Suppress },
        ];

        Assert.That(Selected(decisions, max: 5), Is.EqualTo(new[] { "old", "young" }));
    }

    [TestCase(1, ExpectedResult = 1)]
    [TestCase(2, ExpectedResult = 2)]
    [TestCase(3, ExpectedResult = 2)]
    public int No_more_are_selected_than_asked_for(int max) => Selected([Candidate("a"), Candidate("b")], max).Length;

    [TestCase(0)]
    [TestCase(501)]
    public void A_limit_out_of_range_is_a_callers_bug(int max) =>
        Assert.That(() => Selection.Of([], ConnectorChoice.All, max, RunMode.DryRun), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase("all", ExpectedResult = "siem-eu,siem-us,tickets")]
    [TestCase("splunk", ExpectedResult = "siem-eu,siem-us")]
    [TestCase("siem-eu", ExpectedResult = "siem-eu")]
    [TestCase("siem-us, jira", ExpectedResult = "siem-us,tickets")]
    [TestCase("slack", ExpectedResult = "")]
    public string A_run_can_be_narrowed_to_connectors_and_providers(string provider)
    {
        RetryCandidate[] decisions =
        [
            Candidate("1") with { Connector = "siem-eu", Provider = "splunk" },
            Candidate("2") with { Connector = "siem-us", Provider = "splunk" },
            Candidate("3") with { Connector = "tickets", Provider = "jira" },
        ];

        Connector[] configured =
        [
            .. decisions.Select(decision => new Connector(decision.Connector, decision.Provider, true, false, false, "f", null)),
            new Connector("chat", "slack", Enabled: true, Alerts: false, Escalation: false, "f", Problem: null),
        ];

        var judged = Selection.Of(decisions, ConnectorChoice.Of(provider, configured).Value, 5, RunMode.DryRun);

        return string.Join(',', judged.Select(retry => retry.Candidate.Connector).Order(StringComparer.Ordinal));
    }

    [Test]
    public void What_is_beyond_the_limit_is_judged_as_such()
    {
        var approved = new[] { "a", "b" }.Select(name => Candidate(name) with { Approval = ApprovalValidity.Valid });

        var judged = Selection.Of(approved, ConnectorChoice.All, 1, RunMode.DryRun);

        Assert.That(judged[1].LiveVerdict.Code, Is.EqualTo(VerdictCode.OverLimit));
        Assert.That(judged[1].Selected, Is.False);
    }

    [Test]
    public void A_live_run_takes_up_only_what_is_approved_and_what_is_not_takes_no_room()
    {
        RetryCandidate[] decisions =
        [
            Candidate("not-approved") with { FailedAt = Noon.AddHours(-2) },
            Candidate("approved") with { FailedAt = Noon.AddHours(-1), Approval = ApprovalValidity.Valid },
            Candidate("approved-later") with { Approval = ApprovalValidity.Valid },
        ];

        var judged = Selection.Of(decisions, ConnectorChoice.All, 1, RunMode.Live);

        Assert.That(judged.Where(retry => retry.Selected).Select(retry => retry.Candidate.Connector), Is.EqualTo(new[] { "approved" }));
        Assert.That(judged.Select(retry => retry.LiveVerdict.Code),
            Is.EqualTo(new[] { VerdictCode.ApprovalRequired, VerdictCode.WouldRetry, VerdictCode.OverLimit }));
    }

    [Test]
    public void The_order_of_the_decisions_does_not_matter() =>
        Gen.Int[0, 5].Array[1, 12].Sample(hours =>
        {
            var decisions = hours
                .Select((hour, index) => Candidate($"{index}") with { FailedAt = Noon.AddHours(hour) })
                .ToArray();

            Assert.That(Selected([.. decisions.Reverse()], 4), Is.EqualTo(Selected(decisions, 4)));
        });

    private static string[] Selected(RetryCandidate[] decisions, int max) =>
        [.. Selection.Of(decisions, ConnectorChoice.All, max, RunMode.DryRun)
            .Where(retry => retry.Selected)
            .Select(retry => retry.Candidate.Connector)];

    private static RetryCandidate Candidate(string name) => new()
    {
        DestinationId = Ids.New<DestinationId>(Noon),
        DeliveryId = Ids.New<AuditDeliveryId>(Noon),
        AuditId = Ids.New<AuditPackageId>(Noon),
        Provider = "webhook",
        Connector = name,
        Action = RetryAction.Retry,
        ReasonCode = RetryReason.Eligible,
        RetryCount = 1,
        FailedAt = Noon,
    };
}
