using Cavra.Domain.Policies;

namespace Cavra.Domain.Tests.Policies;

public sealed class PolicyChecksTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly WorkspacePolicy Policy = WorkspacePolicy.Default;

    private static readonly FreezeWindow Freeze = new("a", Now, Now.AddTicks(10), "Release", []);

    [TestCase(0, ExpectedResult = "/approvals_required")]
    [TestCase(1, ExpectedResult = "")]
    [TestCase(5, ExpectedResult = "")]
    [TestCase(6, ExpectedResult = "/approvals_required")]
    public string One_to_five_people_approve(int people) => Broken(Policy with { ApprovalsRequired = people });

    [TestCase(0, ExpectedResult = "/expires_after_minutes,/review_minutes,/connector_review_minutes")]
    [TestCase(1, ExpectedResult = "")]
    [TestCase(43_200, ExpectedResult = "")]
    [TestCase(43_201, ExpectedResult = "/expires_after_minutes,/review_minutes,/connector_review_minutes")]
    public string Times_are_a_minute_to_thirty_days(int minutes) => Broken(Policy with
    {
        ExpiresAfterMinutes = minutes,
        ReviewMinutes = minutes,
        ConnectorReviewMinutes = new Dictionary<string, int> { ["siem"] = 60, ["itsm"] = minutes },
    });

    [TestCase(100, ExpectedResult = "")]
    [TestCase(101, ExpectedResult = "/connector_review_minutes,/freeze_windows,/freeze_windows/0/connectors")]
    public string There_are_a_hundred_entries_at_most(int entries)
    {
        string[] names = [.. Enumerable.Range(0, entries).Select(place => $"n{place}")];
        return Broken(Policy with
        {
            ConnectorReviewMinutes = names.ToDictionary(name => name, _ => 60),
            FreezeWindows = [.. names.Select((name, place) => Freeze with { WindowId = name, Connectors = place == 0 ? names : [] })],
        });
    }

    [TestCase(null, ExpectedResult = "")]
    [TestCase(29, ExpectedResult = "/evidence_kept_days")]
    [TestCase(30, ExpectedResult = "")]
    [TestCase(36_500, ExpectedResult = "")]
    [TestCase(36_501, ExpectedResult = "/evidence_kept_days")]
    public string Evidence_is_kept_for_a_month_at_least_or_for_ever(int? days) => Broken(Policy with { EvidenceKeptDays = days });

    [TestCase(-1, ExpectedResult = "/freeze_windows/1/end_at")]
    [TestCase(0, ExpectedResult = "/freeze_windows/1/end_at")]
    [TestCase(10, ExpectedResult = "")]
    public string A_freeze_window_ends_after_it_starts(int ticks) =>
        Broken(Policy with { FreezeWindows = [Freeze, Freeze with { WindowId = "b", EndAt = Now.AddTicks(ticks) }] });

    [TestCase("a", ExpectedResult = "/freeze_windows")]
    [TestCase("A", ExpectedResult = "")]
    public string Every_freeze_window_has_an_id_of_its_own(string second) =>
        Broken(Policy with { FreezeWindows = [Freeze, Freeze with { WindowId = second }] });

    [Test]
    public void The_retry_policy_is_held_to_its_own_ranges_beside_the_others()
    {
        var refusal = (Policy with { ApprovalsRequired = 0, RetryPolicy = Policy.RetryPolicy with { MaxRetryAttempts = 0 } }).Checked().Refusal!;

        Assert.That(refusal.Code, Is.EqualTo("policy.out_of_range"));
        Assert.That(refusal.Errors.Keys, Is.EqualTo(new[] { "/retry_policy/max_retry_attempts", "/approvals_required" }));
    }

    private static string Broken(WorkspacePolicy policy) => string.Join(',', policy.Checked().Refusal?.Errors.Keys ?? []);
}
