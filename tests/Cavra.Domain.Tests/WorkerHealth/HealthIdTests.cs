using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.WorkerHealth;
using CsCheck;
using static Cavra.Domain.Tests.WorkerHealth.Given;

namespace Cavra.Domain.Tests.WorkerHealth;

public sealed class HealthIdTests
{
    private static readonly HealthFinding Finding = new()
    {
        Category = HealthCategory.ConnectorFailure,
        Severity = AlertLevel.Warning,
        Count = 2,
        Since = Noon,
        Message = "Connector siem has 2 open failures.",
        Connectors = ["siem"],
        Recommendation = new HealthRecommendation(HealthCategory.ConnectorFailure, "Test it.", "TestConnector", "/"),
    };

    private static readonly Gen<HealthFinding> Findings = Gen.Select(
        Gen.Enum<HealthCategory>(), Gen.Enum<AlertLevel>(), Gen.Long[1, 100_000], Gen.String[Gen.Char["abc:1"], 1, 4].Array[0, 3])
        .Select((category, severity, count, connectors) => Finding with
        {
            Category = category,
            Severity = severity,
            Count = count,
            Connectors = connectors,
        });

    [Test]
    public void The_same_trouble_has_the_same_id_at_another_time_and_in_another_order() =>
        Gen.Select(Findings.Array[0, 8], Gen.Int[1, 100_000], Gen.Int[0, 1_000]).Sample((findings, minutes, seed) =>
        {
            var shuffled = findings
                .Select(finding => finding with { Since = Noon.AddMinutes(minutes), Message = "Otherwise said." })
                .OrderBy(finding => HashCode.Combine(finding.Count, finding.Category, seed));

            Assert.That(HealthId.Of(Given.Workspace, shuffled), Is.EqualTo(HealthId.Of(Given.Workspace, findings)));
        });

    [TestCase(1, 1, ExpectedResult = true)]
    [TestCase(1, 2, ExpectedResult = false)]
    [TestCase(2, 9, ExpectedResult = true)]
    [TestCase(9, 10, ExpectedResult = false)]
    [TestCase(10, 99, ExpectedResult = true)]
    [TestCase(99, 100, ExpectedResult = false)]
    [TestCase(100, 999, ExpectedResult = true)]
    public bool A_count_matters_by_its_order_of_magnitude(long one, long other) =>
        Of(Finding with { Count = one }) == Of(Finding with { Count = other });

    [Test]
    public void Orders_of_magnitude_rise_with_the_count() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000]).Sample((one, other) =>
            Assert.That(
                HealthId.OrderOfMagnitude(Math.Max(one, other)),
                Is.GreaterThanOrEqualTo(HealthId.OrderOfMagnitude(Math.Min(one, other)))));

    [Test]
    public void Whatever_else_differs_makes_another_id()
    {
        HealthId[] ids =
        [
            Of(),
            Of(Finding),
            Of(Finding, Finding),
            Of(Finding with { Category = HealthCategory.StaleRetryPlan }),
            Of(Finding with { Severity = AlertLevel.Critical }),
            Of(Finding with { Connectors = [] }),
            Of(Finding with { Connectors = ["si", "em"] }),
            Of(Finding with { Connectors = ["siem", "chat"] }),
            HealthId.Of(Ids.New<WorkspaceId>(Noon), [Finding]),
        ];

        Assert.That(ids, Is.Unique);
    }

    [Test]
    public void It_reads_on_the_wire_like_any_other_id()
    {
        var id = Of(Finding);

        Assert.That(id.ToString(), Does.Match("^gordackhealth-[0-9a-f]{32}$"));
        Assert.That(Ids.TryParse<HealthId>(id.ToString(), out var read), Is.True);
        Assert.That(read, Is.EqualTo(id));
    }

    [Test]
    public void It_is_the_same_in_every_process_and_release() =>
        Assert.That(
            HealthId.Of(new WorkspaceId(Guid.Empty), [Finding]).ToString(),
            Is.EqualTo("gordackhealth-e6ab1eca5f8621d0e6b9b5e0a2b1066f"));

    [Test]
    public void A_report_has_the_same_id_while_its_findings_stay()
    {
        var snapshot = Open(AWaitingDestination) with { NewestRun = ARun };

        var one = WorkerHealthReport.Compute(snapshot, Noon.AddMinutes(1));
        var later = WorkerHealthReport.Compute(snapshot with { RunCount = 9 }, Noon.AddMinutes(30));

        Assert.That(later.HealthId, Is.EqualTo(one.HealthId));
        Assert.That(WorkerHealthReport.Compute(AFreshInstall, Noon).HealthId, Is.Not.EqualTo(one.HealthId));
    }

    private static HealthId Of(params HealthFinding[] findings) => HealthId.Of(Given.Workspace, findings);
}
