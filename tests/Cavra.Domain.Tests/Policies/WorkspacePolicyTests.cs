using Cavra.Domain.Policies;

namespace Cavra.Domain.Tests.Policies;

public sealed class WorkspacePolicyTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 18, 0, 0, TimeSpan.Zero);

    private static readonly WorkspacePolicy Policy = WorkspacePolicy.Default;

    private static readonly FreezeWindow Freeze = new("quarter-end", Start, Start.AddHours(2), "Quarter end", ["siem"]);

    private static readonly WorkspacePolicy[] Others =
    [
        Policy with { RequireRetryAck = false },
        Policy with { ApprovalsRequired = 2 },
        Policy with { ExpiresAfterMinutes = 60 },
        Policy with { FourEyes = FourEyes.Advisory },
        Policy with { RetryPolicy = Policy.RetryPolicy with { MaxRetryAttempts = 4 } },
        Policy with { RetryPolicy = Policy.RetryPolicy with { RetryDelayMinutes = 16 } },
        Policy with { RetryPolicy = Policy.RetryPolicy with { BackoffMultiplier = 2.5 } },
        Policy with { RetryPolicy = Policy.RetryPolicy with { MaxRetryDelayMinutes = 60 } },
        Policy with { RetryPolicy = Policy.RetryPolicy with { AllowImmediateRetry = true } },
        Policy with { FreezeWindows = [Freeze] },
        Policy with { FreezeWindows = [Freeze with { EndAt = Freeze.EndAt.AddMinutes(1) }] },
        Policy with { FreezeWindows = [Freeze with { Connectors = [] }] },
        Policy with { ReviewMinutes = 60 },
        Policy with { ConnectorReviewMinutes = new Dictionary<string, int> { ["siem"] = 60 } },
    ];

    [Test]
    public void The_same_policy_has_the_same_digest() =>
        Assert.That((Policy with { }).Digest, Is.EqualTo(Policy.Digest).And.StartWith("sha256:"));

    [TestCaseSource(nameof(Others))]
    public void A_policy_that_differs_in_anything_has_another_digest(WorkspacePolicy other) =>
        Assert.That(other.Digest, Is.Not.EqualTo(Policy.Digest));

    [TestCase(-1, "siem", false)]
    [TestCase(0, "siem", true)]
    [TestCase(7_200, "siem", true)]
    [TestCase(7_201, "siem", false)]
    [TestCase(60, "itsm", false)]
    public void A_freeze_window_holds_for_its_connectors_with_both_bounds_included(int second, string connector, bool holds) =>
        Assert.That(Freeze.Holds(connector, Start.AddSeconds(second)), Is.EqualTo(holds));

    [Test]
    public void A_freeze_window_without_connectors_holds_for_all() =>
        Assert.That((Freeze with { Connectors = [] }).Holds("anything", Start), Is.True);

    [TestCase("siem", 30)]
    [TestCase("itsm", 240)]
    public void A_connector_has_its_own_time_to_be_reviewed_in_or_that_of_all(string connector, int minutes)
    {
        var policy = Policy with { ConnectorReviewMinutes = new Dictionary<string, int> { ["siem"] = 30 } };

        Assert.That(policy.ReviewTime(connector), Is.EqualTo(TimeSpan.FromMinutes(minutes)));
    }
}
