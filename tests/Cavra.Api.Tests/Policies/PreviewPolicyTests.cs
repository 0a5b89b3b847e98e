using System.Text.Json.Nodes;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using Cavra.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Cavra.Api.Tests.Policies.GivenPolicies;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Policies;

public sealed class PreviewPolicyTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task A_preview_tells_which_retries_would_be_decided_otherwise_and_changes_nothing()
    {
        var failed = await _app.FailAsync();
        await _app.FailAsync("itsm", attempts: 3);
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        var version = await _app.PolicyVersionAsync();
        var before = await _app.Database.EverythingAsync();

        var preview = (await _app.PreviewPolicyAsync(APolicy(delay: 60))).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(preview.Text("schema_version"), Is.EqualTo("cavra.policy.preview.v1"));
            Assert.That(preview.Number("version"), Is.EqualTo(1));
            Assert.That(
                preview.At("changes").ToJsonString(), Is.EqualTo("""[{"member":"retry_policy.retry_delay_minutes","before":15,"after":60}]"""));
            Assert.That(preview.At("warnings").AsArray(), Is.Empty);
            Assert.That(preview.Number("retry_changed_count"), Is.EqualTo(1), "what has used up its attempts has done so either way");
            Assert.That(preview.Text("retries.0.destination_id"), Is.EqualTo(failed.Id.ToString()));
            Assert.That(preview.Text("retries.0.before.action"), Is.EqualTo("retry"));
            Assert.That(preview.Text("retries.0.after.action"), Is.EqualTo("wait"));
            Assert.That(preview.Text("retries.0.after.reason_code"), Is.EqualTo("backing_off"));
            Assert.That(preview.Number("approvals_made_stale_count"), Is.Zero);
        });
        Assert.That(await _app.Database.EverythingAsync(), Is.EqualTo(before));
        Assert.That(await _app.PolicyVersionAsync(), Is.EqualTo(version));
    }

    [Test]
    public async Task A_preview_refuses_a_longest_delay_below_the_base()
    {
        var policy = APolicy(delay: 20);
        policy["retry_policy"]!["max_retry_delay_minutes"] = 19;
        (await _app.PreviewPolicyAsync(policy)).InvalidAt("/retry_policy/max_retry_delay_minutes");

        policy["retry_policy"]!["max_retry_delay_minutes"] = 20;
        (await _app.PreviewPolicyAsync(policy)).Ok();
    }

    [Test]
    public async Task What_a_preview_says_is_what_a_plan_then_decides()
    {
        var failed = await _app.FailAsync();
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        var preview = (await _app.PreviewPolicyAsync(APolicy(delay: 60))).Ok();

        (await _app.PutPolicyAsync(APolicy(delay: 60))).Ok();
        var plan = (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created();

        var decision = plan.At("plan.retry_decisions.0");
        Assert.That(decision.Text("destination_id"), Is.EqualTo(failed.Id.ToString()));
        foreach (var member in new[] { "action", "reason_code", "next_retry_at" })
        {
            Assert.That(decision.Text(member), Is.EqualTo(preview.Text($"retries.0.after.{member}")), member);
        }
    }

    [Test]
    public async Task A_preview_compares_with_what_counts_now_which_may_be_a_plans_own_policy()
    {
        await _app.FailAsync();
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan", new { retry_policy = new { retry_delay_minutes = 60 } })).Created();

        var preview = (await _app.PreviewPolicyAsync(APolicy(review: 60))).Ok();

        Assert.That(preview.Number("retry_changed_count"), Is.EqualTo(1), "another policy makes the plan stale");
        Assert.That((preview.Text("retries.0.before.action"), preview.Text("retries.0.after.action")), Is.EqualTo(("wait", "retry")));
    }

    [Test]
    public async Task A_preview_counts_the_approvals_that_would_be_stale()
    {
        var failed = await _app.FailAsync();
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created();
        await AskForAnApprovalAsync(failed);

        var preview = (await _app.PreviewPolicyAsync(APolicy(review: 60))).Ok();
        (await _app.PutPolicyAsync(APolicy(review: 60))).Ok();
        var next = (await _app.PreviewPolicyAsync(APolicy(review: 61))).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(preview.Number("approvals_made_stale_count"), Is.EqualTo(1));
            Assert.That(preview.Text("approvals.0.destination_id"), Is.EqualTo(failed.Id.ToString()));
            Assert.That(preview.Text("approvals.0.connector"), Is.EqualTo("siem"));
            Assert.That(preview.Text("approvals.0.state"), Is.EqualTo("requested"));
            Assert.That(next.Number("approvals_made_stale_count"), Is.Zero, "it is stale already");
        });
    }

    [TestCase("2026-11-02T08:59:59.999999Z", "2026-11-02T09:00:00Z", true)]
    [TestCase("2026-11-02T09:00:00Z", "2026-11-02T09:00:00.000001Z", true)]
    [TestCase("2026-11-02T09:00:00.000001Z", "2026-11-02T10:00:00Z", false)]
    [TestCase("2026-11-02T08:00:00Z", "2026-11-02T08:59:59.999999Z", false)]
    public async Task Connectors_are_frozen_within_a_window_bounds_included(string from, string to, bool isFrozen)
    {
        var one = (await _app.PreviewPolicyAsync(APolicy(windows: AWindow(from: from, to: to, connectors: "siem")))).Ok();
        var every = (await _app.PreviewPolicyAsync(APolicy(windows: AWindow(from: from, to: to)))).Ok();

        Assert.That(one.Texts("frozen_connectors"), Is.EqualTo(isFrozen ? ["siem"] : Array.Empty<string>()));
        Assert.That(every.Texts("frozen_connectors"), Is.EqualTo(isFrozen ? ["itsm", "siem"] : Array.Empty<string>()));
    }

    [Test]
    public async Task A_preview_warns_of_every_member_that_becomes_looser()
    {
        var strict = APolicy(attempts: 2, delay: 30, approvals: 2, review: 60, windows: AWindow());
        strict["expires_after_minutes"] = 60;
        (await _app.PutPolicyAsync(strict)).Ok();
        var loose = APolicy(fourEyes: "advisory").With("require_retry_ack", false);

        var warnings = (await _app.PreviewPolicyAsync(loose)).Ok().Texts("warnings");

        Assert.That(warnings.Select(warning => warning.Split(' ')[0]), Is.EqualTo(new[]
        {
            "max_retry_attempts", "retry_delay_minutes", "Requests", "require_retry_ack", "approvals_required", "expires_after_minutes",
            "four_eyes", "freeze_windows", "The",
        }));
        (await _app.PutPolicyAsync(loose)).Ok();
        Assert.That((await _app.PreviewPolicyAsync(strict)).Ok().Texts("warnings"), Is.Empty, "what is stricter is no cause for one");
    }

    [Test]
    public async Task A_freeze_window_that_grows_or_is_over_is_not_looser_and_one_that_shrinks_is()
    {
        (await _app.PutPolicyAsync(APolicy(windows: [AWindow("now", connectors: "siem"), AWindow("over", "2026-11-01T09:00:00Z", "2026-11-02T08:00:00Z")]))).Ok();

        Assert.That(await WarningsAsync(AWindow("other", to: "2026-11-02T11:00:00Z", connectors: ["itsm", "siem"])), Is.Zero);
        Assert.That(await WarningsAsync(AWindow("other")), Is.Zero, "every connector");
        Assert.That(await WarningsAsync(AWindow("now", to: "2026-11-02T09:59:00Z", connectors: "siem")), Is.EqualTo(1));
        Assert.That(await WarningsAsync(AWindow("now", from: "2026-11-02T09:00:01Z", connectors: "siem")), Is.EqualTo(1));
        Assert.That(await WarningsAsync(AWindow("now", connectors: "itsm")), Is.EqualTo(1));

        async Task<int> WarningsAsync(JsonNode window) =>
            (await _app.PreviewPolicyAsync(APolicy(windows: window))).Ok().Texts("warnings").Length;
    }

    [Test]
    public async Task A_preview_is_refused_where_the_change_would_be()
    {
        const string preview = $"{Policy}?preview=true";
        var body = APolicy(delay: 30).ToJsonString();

        (await _app.Admin.PutJsonAsync(preview, body)).Problem(428, "version.missing");
        (await _app.Admin.PutJsonAsync(preview, body, ifMatch: "\"policy-2\"")).Problem(412, "version.stale");
        (await _app.PreviewPolicyAsync(APolicy())).Problem(409, "policy.unchanged");
        (await _app.PreviewPolicyAsync(APolicy(approvals: 6))).InvalidAt("/approvals_required");
        (await _app.PreviewPolicyAsync(APolicy(windows: AWindow(connectors: "nowhere")))).Problem(422, "connector.unknown");
        (await _app.Admin.PutJsonAsync($"{Policy}?preview=yes", body, ifMatch: "\"policy-1\"")).InvalidAt("/preview");
        (await _app.Admin.PutJsonAsync($"{Policy}?preveiw=true", body, ifMatch: "\"policy-1\"")).InvalidAt("/preveiw");
        using var reader = await _app.ClientWithAsync("operator");
        (await reader.PutJsonAsync(preview, body, ifMatch: "\"policy-1\"")).Problem(403, "access.forbidden");

        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.EqualTo(new[] { "create api key: done" }));
    }

    private async Task AskForAnApprovalAsync(Destination destination)
    {
        await using var scope = await _app.Services.WorkerScopeAsync(_app.Database);
        var db = scope.ServiceProvider.GetRequiredService<ICavraDbContext>();
        var now = _app.Clock.GetUtcNow();
        var fingerprint = scope.ServiceProvider.GetRequiredService<IConnectorCatalog>().Find(destination.Connector)!.Fingerprint;
        var package = await db.AuditPackages.SingleAsync();
        var decision = await db.RetryDecisions.SingleAsync();
        var setting = ApprovalSetting.Of(destination, package.ContentDigest, fingerprint, WorkspacePolicy.Default, now);
        var plan = ApprovalPlan.Begin(
            destination.WorkspaceId, new ApprovalTerms(RequireRetryAck: false, ApprovalsRequired: 1, ExpiresAfterMinutes: 60),
            scope.ServiceProvider.GetRequiredService<Call>().Caller.Actor, now);
        db.ApprovalPlans.Add(plan);
        db.Approvals.Add(plan.Add(decision, new RetryVerdict(RetryReason.Eligible, 15, now), setting, existing: null)!);
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
