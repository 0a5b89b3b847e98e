using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.Tests.Policies;

public sealed class PolicyLooseningTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly FreezeWindow Freeze = new("quarter-end", Now.AddHours(-1), Now, "Quarter end", ["siem"]);

    private static readonly WorkspacePolicy Before = WorkspacePolicy.Default with
    {
        ApprovalsRequired = 2,
        ExpiresAfterMinutes = 60,
        RetryPolicy = new RetryPolicy(5, 10, 2, 100, AllowImmediateRetry: false),
        FreezeWindows = [Freeze],
        ConnectorReviewMinutes = new Dictionary<string, int> { ["siem"] = 60 },
    };

    private static readonly (WorkspacePolicy Policy, string Begins)[] Looser =
    [
        (Before with { RequireRetryAck = false }, "require_retry_ack"),
        (Before with { ApprovalsRequired = 1 }, "approvals_required"),
        (Before with { ExpiresAfterMinutes = 61 }, "expires_after_minutes"),
        (Before with { FourEyes = FourEyes.Advisory }, "four_eyes"),
        (Before with { FreezeWindows = [] }, "freeze_windows"),
        (Before with { FreezeWindows = [Freeze with { EndAt = Now.AddSeconds(-1) }] }, "freeze_windows"),
        (Before with { FreezeWindows = [Freeze with { Connectors = ["itsm"] }] }, "freeze_windows"),
        (Before with { ReviewMinutes = 241 }, "The time to decide in"),
        (Before with { ConnectorReviewMinutes = new Dictionary<string, int> { ["siem"] = 61 } }, "The time to decide in"),
        (Before with { ConnectorReviewMinutes = new Dictionary<string, int>() }, "The time to decide in"),
        (Before with { ConnectorReviewMinutes = new Dictionary<string, int> { ["siem"] = 60, ["itsm"] = 241 } }, "The time to decide in"),
        (Before with { RetryPolicy = Before.RetryPolicy with { MaxRetryAttempts = 6 } }, "max_retry_attempts"),
        (Before with { RetryPolicy = Before.RetryPolicy with { RetryDelayMinutes = 9 } }, "retry_delay_minutes"),
        (Before with { RetryPolicy = Before.RetryPolicy with { BackoffMultiplier = 1.9 } }, "backoff_multiplier"),
        (Before with { RetryPolicy = Before.RetryPolicy with { MaxRetryDelayMinutes = 99 } }, "max_retry_delay_minutes"),
        (Before with { RetryPolicy = Before.RetryPolicy with { AllowImmediateRetry = true } }, "allow_immediate_retry"),
        (Before with { EvidenceKeptDays = 36_500 }, "evidence_kept_days"),
        (Before with { RetryPolicy = RetryPolicy.Default }, "Requests may name any retry policy"),
    ];

    private static readonly WorkspacePolicy[] AsStrict =
    [
        Before,
        Before with { ApprovalsRequired = 3 },
        Before with { ExpiresAfterMinutes = 59 },
        Before with { FreezeWindows = [Freeze with { EndAt = Now.AddHours(1), Connectors = [] }] },
        Before with { FreezeWindows = [Freeze with { WindowId = "renamed", Reason = "Another" }] },
        Before with { ReviewMinutes = 239 },
        Before with { ConnectorReviewMinutes = new Dictionary<string, int> { ["siem"] = 59, ["itsm"] = 240 } },
        Before with { RetryPolicy = new RetryPolicy(4, 11, 2.1, 101, AllowImmediateRetry: false) },
    ];

    [TestCaseSource(nameof(Looser))]
    public void What_is_looser_is_told_and_nothing_else((WorkspacePolicy Policy, string Begins) looser) =>
        Assert.That(looser.Policy.LooserThan(Before, Now), Is.EqualTo(looser.Policy.LooserThan(Before, Now).Take(1))
            .And.Some.StartsWith(looser.Begins));

    [TestCaseSource(nameof(AsStrict))]
    public void What_is_as_strict_or_stricter_is_not(WorkspacePolicy policy) => Assert.That(policy.LooserThan(Before, Now), Is.Empty);

    [TestCase(0, ExpectedResult = 1)]
    [TestCase(1, ExpectedResult = 0)]
    public int A_freeze_window_that_is_over_binds_nobody_any_more(int ticks) =>
        (Before with { FreezeWindows = [] }).LooserThan(Before, Now.AddTicks(ticks)).Count;

    [Test]
    public void What_was_loose_before_is_not_told_again()
    {
        var loose = Before with { RequireRetryAck = false, FourEyes = FourEyes.Advisory, FreezeWindows = [] };

        Assert.That(loose.LooserThan(loose, Now), Is.Empty);
        Assert.That(Before.LooserThan(loose, Now), Is.Empty);
    }
}
