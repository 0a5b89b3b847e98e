using System.Text.Json.Nodes;
using Cavra.Domain.Access;
using Cavra.Domain.Policies;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;
using Workspace = Cavra.Domain.Access.Workspace;

namespace Cavra.Domain.Tests.Policies;

public sealed class PolicyVersionTests
{
    private static readonly WorkspacePolicy Stricter = WorkspacePolicy.Default with { ApprovalsRequired = 2 };

    [Test]
    public void A_workspace_starts_with_version_1_which_nobody_decided()
    {
        var workspace = Workspace.Open("default", Noon);
        var first = PolicyVersion.BuiltIn(workspace);

        Assert.That((first.Version, first.ChangedBy, first.ChangedAt), Is.EqualTo((1, default(Actor?), Noon)));
        Assert.That(workspace.Policy, Is.EqualTo(first.Reference));
    }

    [Test]
    public void Another_policy_is_the_next_version_and_the_workspace_names_it_from_then_on()
    {
        var workspace = Workspace.Open("default", Noon);

        var next = PolicyVersion.Next(workspace, PolicyVersion.BuiltIn(workspace), Stricter, "Audit", Dana, Noon.AddDays(1)).Value;

        Assert.That((next.Version, next.Digest, next.ChangedBy, next.Notes), Is.EqualTo((2, Stricter.Digest, Dana, "Audit")));
        Assert.That(workspace.Policy, Is.EqualTo(next.Reference));
    }

    [Test]
    public void A_policy_that_says_the_same_or_is_not_valid_changes_nothing()
    {
        var workspace = Workspace.Open("default", Noon);
        var first = PolicyVersion.BuiltIn(workspace);

        var same = PolicyVersion.Next(workspace, first, WorkspacePolicy.Default with { }, null, Dana, Noon);
        var invalid = PolicyVersion.Next(workspace, first, Stricter with { ApprovalsRequired = 6 }, null, Dana, Noon);

        Assert.That((same.Refusal?.Code, invalid.Refusal?.Code), Is.EqualTo(("policy.unchanged", "policy.out_of_range")));
        Assert.That(workspace.Policy, Is.EqualTo(first.Reference));
    }

    [Test]
    public void A_policy_may_come_back_as_a_version_of_its_own()
    {
        var workspace = Workspace.Open("default", Noon);
        var second = PolicyVersion.Next(workspace, PolicyVersion.BuiltIn(workspace), Stricter, null, Dana, Noon).Value;

        var third = PolicyVersion.Next(workspace, second, WorkspacePolicy.Default, null, Dana, Noon).Value;

        Assert.That((third.Version, third.Digest), Is.EqualTo((3, WorkspacePolicy.Default.Digest)));
    }

    [Test]
    public void Between_two_policies_exactly_what_differs_is_named()
    {
        FreezeWindow kept = new("kept", Noon, Noon.AddHours(1), "Release", []), gone = kept with { WindowId = "gone" };
        var before = WorkspacePolicy.Default with { FreezeWindows = [kept, gone] };
        var after = Stricter with
        {
            RetryPolicy = before.RetryPolicy with { MaxRetryAttempts = 4 },
            FreezeWindows = [kept],
            ConnectorReviewMinutes = new Dictionary<string, int> { ["siem"] = 60 },
        };

        var changes = PolicyChange.Between(before, after);

        Assert.That(changes.Select(change => $"{change.Member} {Said(change.Before)} {change.After}".TrimEnd()), Is.EqualTo(new[]
        {
            "retry_policy.max_retry_attempts 3 4", "approvals_required 1 2", "freeze_windows.gone gone", "connector_review_minutes.siem  60",
        }));
        Assert.That(PolicyChange.Between(before, before with { }), Is.Empty);
    }

    private static string? Said(JsonNode? value) => (value is JsonObject window ? window["window_id"] : value)?.ToString();
}
