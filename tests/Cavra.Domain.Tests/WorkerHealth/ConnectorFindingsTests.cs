using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.WorkerHealth;
using static Cavra.Domain.Tests.WorkerHealth.Given;

namespace Cavra.Domain.Tests.WorkerHealth;

public sealed class ConnectorFindingsTests
{
    [Test]
    public void Each_connector_with_open_failures_is_named_with_their_number()
    {
        var report = WorkerHealthReport.Compute(
            Open(AWaitingDestination, AWaitingDestination, AWaitingDestination with { Connector = "chat" }), Noon);

        Assert.That(report.Alerts.Select(alert => alert.Message), Is.EqualTo(new[]
        {
            "Connector chat has 1 open failure.", "Connector siem has 2 open failures.",
        }));
        Assert.That(report.AlertLevel, Is.EqualTo(AlertLevel.Warning));
    }

    [TestCase(true, ExpectedResult = AlertLevel.Critical)]
    [TestCase(false, ExpectedResult = AlertLevel.Warning)]
    public AlertLevel An_open_circuit_makes_it_critical(bool circuitOpen)
    {
        var snapshot = Open(AWaitingDestination, AWaitingDestination with { CircuitOpen = circuitOpen });

        return WorkerHealthReport.Compute(snapshot, Noon).Findings.Single().Severity;
    }

    [TestCase(true, ExpectedResult = 1)]
    [TestCase(false, ExpectedResult = 0)]
    public int What_is_held_is_a_failure_only_behind_an_open_circuit(bool circuitOpen) =>
        WorkerHealthReport.Compute(Open(AHeldDestination with { CircuitOpen = circuitOpen }), Noon).Findings.Count;

    [Test]
    public void Failed_notifications_and_alerts_count_for_their_connector()
    {
        var snapshot = Open(AWaitingDestination) with
        {
            ConnectorTroubles =
            [
                new ConnectorTrouble("siem", FailedCount: 2, CircuitOpen: false, Noon.AddHours(-1)),
                new ConnectorTrouble("chat", FailedCount: 0, CircuitOpen: true, Noon),
                new ConnectorTrouble("mail", FailedCount: 0, CircuitOpen: false, Noon),
            ],
        };

        var findings = WorkerHealthReport.Compute(snapshot, Noon).Findings;

        Assert.That(findings.Select(finding => finding.Message), Is.EqualTo(new[]
        {
            "The circuit of connector chat is open.", "Connector siem has 3 open failures.",
        }));
        Assert.That(findings[1].Since, Is.EqualTo(Noon.AddHours(-1)));
    }

    [TestCase(2, 4, AlertLevel.Warning, "Connector siem is failing; it has reached 50 % of its failure limit of 4: 2 failures in a row.")]
    [TestCase(3, 4, AlertLevel.Warning, "Connector siem is failing; it has reached 70 % of its failure limit of 4: 3 failures in a row.")]
    [TestCase(4, 4, AlertLevel.Critical, "Connector siem is failing; it has reached 100 % of its failure limit of 4: 4 failures in a row.")]
    [TestCase(1, 1, AlertLevel.Critical, "Connector siem is failing; it has reached 100 % of its failure limit of 1: 1 failure.")]
    public void Failures_in_a_row_are_a_finding_by_the_highest_share_of_the_limit_and_critical_at_the_limit(
        int failures, int limit, AlertLevel severity, string message)
    {
        var finding = WorkerHealthReport.Compute(FailingInARow(failures, limit), Noon).Findings.Single();

        Assert.That((finding.Severity, finding.Count, finding.Message), Is.EqualTo((severity, 1L, message)));
        Assert.That((finding.Since, finding.Recommendation.Href), Is.EqualTo((Noon.AddMinutes(-5), "/connectors/siem/test")));
    }

    [Test]
    public void Open_failures_an_open_circuit_and_failures_in_a_row_are_one_finding()
    {
        var snapshot = FailingInARow(9, 10) with { OpenDestinations = [AWaitingDestination with { CircuitOpen = true }] };

        var finding = WorkerHealthReport.Compute(snapshot, Noon).Findings.Single();

        Assert.That(finding.Message, Is.EqualTo(
            "Connector siem has 1 open failure, and its circuit is open; it has reached 90 % of its failure limit of 10: 9 failures in a row."));
    }

    [TestCase(5, 7, ExpectedResult = true)]
    [TestCase(5, 9, ExpectedResult = true)]
    [TestCase(9, 10, ExpectedResult = false)]
    public bool A_higher_share_is_the_same_trouble_until_the_limit_makes_it_critical(int before, int after) =>
        WorkerHealthReport.Compute(FailingInARow(before, 10), Noon).HealthId == WorkerHealthReport.Compute(FailingInARow(after, 10), Noon).HealthId;

    [Test]
    public void A_connector_that_the_file_describes_wrongly_is_named_and_leads_to_its_problem()
    {
        var unusable = new ConnectorTrouble("siem", FailedCount: 0, CircuitOpen: false, Noon.AddHours(-3)) { IsUnusable = true };
        var (alone, failing) = (AFreshInstall with { ConnectorTroubles = [unusable] }, Open(AWaitingDestination) with { ConnectorTroubles = [unusable] });

        var (first, second) = (WorkerHealthReport.Compute(alone, Noon).Findings.Single(), WorkerHealthReport.Compute(failing, Noon).Findings.Single());

        Assert.That(first.Message, Is.EqualTo("Connector siem is described wrongly in the connector file and can't be used."));
        Assert.That(second.Message, Does.EndWith("it has 1 open failure."));
        Assert.That((first.Since, first.Severity, first.Recommendation.Operation), Is.EqualTo((Noon.AddHours(-3), AlertLevel.Warning, "GetConnector")));
    }

    [Test]
    public void A_fault_of_the_file_itself_is_a_finding_that_names_no_connector()
    {
        var snapshot = AFreshInstall with { ConnectorFileTrouble = new FileTrouble(2, Noon.AddMinutes(-1)) };

        var finding = WorkerHealthReport.Compute(snapshot, Noon).Findings.Single();

        Assert.That((finding.Count, finding.Since, finding.Connectors.Count, finding.Recommendation.Href), Is.EqualTo((2L, Noon.AddMinutes(-1), 0, "/connectors")));
    }

    [Test]
    public void A_failing_connector_leads_to_its_test()
    {
        var snapshot = Open(AWaitingDestination with { Connector = "siem/eu" });

        var recommendation = WorkerHealthReport.Compute(snapshot, Noon).Recommendations.Single();

        Assert.That(recommendation.Operation, Is.EqualTo("TestConnector"));
        Assert.That(recommendation.Href, Is.EqualTo("/connectors/siem%2Feu/test"));
    }

    [TestCase(0, ExpectedResult = 0)]
    [TestCase(1, ExpectedResult = 1)]
    public long An_alert_is_unacknowledged_after_the_last_instant_of_its_minutes(int ticks)
    {
        var snapshot = AFreshInstall with { UnsettledAlerts = [Alert("chat", Noon.AddMinutes(-60).AddTicks(-ticks))] };

        var report = WorkerHealthReport.Compute(snapshot, Noon);

        Assert.That(report.AlertLevel, Is.EqualTo(ticks > 0 ? AlertLevel.Warning : AlertLevel.Healthy));
        return report.UnacknowledgedAlertCount;
    }

    [Test]
    public void Unacknowledged_alerts_name_where_they_went_and_lead_to_the_oldest()
    {
        var oldest = Alert("mail", Noon.AddHours(-3));
        var snapshot = AFreshInstall with { UnsettledAlerts = [Alert("chat", Noon.AddHours(-2)), oldest] };

        var finding = WorkerHealthReport.Compute(snapshot, Noon).Findings.Single();

        Assert.That(finding.Message, Is.EqualTo("2 worker-health alerts have not been settled in time: chat, mail."));
        Assert.That(finding.Since, Is.EqualTo(Noon.AddHours(-2)));
        Assert.That(finding.Recommendation.Href, Does.EndWith($"/worker-health-alerts/{oldest.HealthId}/acknowledgements"));
    }

    [Test]
    public void A_message_names_five_connectors_and_counts_the_rest()
    {
        var snapshot = AFreshInstall with
        {
            UnsettledAlerts = [.. Enumerable.Range(1, 7).Select(number => Alert($"c{number}", Noon.AddHours(-2)))],
        };

        var finding = WorkerHealthReport.Compute(snapshot, Noon).Findings.Single();

        Assert.That(finding.Message, Does.EndWith("c1, c2, c3, c4, c5 and 2 more."));
        Assert.That(finding.Connectors, Has.Count.EqualTo(7));
    }

    private static HealthSnapshot FailingInARow(int failures, int limit) => AFreshInstall with
    {
        ConnectorTroubles =
        [
            new ConnectorTrouble("siem", FailedCount: 0, CircuitOpen: false, Noon.AddMinutes(-5)) { Share = FailureShare.Highest(failures, limit) },
        ],
    };

    private static UnsettledAlert Alert(string connector, DateTimeOffset since) =>
        new(Ids.New<HealthId>(since), connector, since, AcknowledgementMinutes: 60);
}
