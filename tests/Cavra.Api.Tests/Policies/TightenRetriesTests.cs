using System.Text.Json.Nodes;
using Cavra.Testing;
using static Cavra.Api.Tests.Policies.GivenPolicies;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Policies;

/// <summary>Requests may tighten the workspace's retry policy, never loosen it.</summary>
public sealed class TightenRetriesTests
{
    private static readonly string[] Requests = ["retry-plan", "worker-run"];

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [TestCase("max_retry_attempts", "5", "6")]
    [TestCase("retry_delay_minutes", "20", "19")]
    [TestCase("backoff_multiplier", "2", "1.9")]
    [TestCase("max_retry_delay_minutes", "1440", "1439")]
    [TestCase("allow_immediate_retry", "false", "true")]
    public async Task A_member_may_be_as_strict_as_the_workspaces_and_no_looser(string member, string asStrict, string looser)
    {
        (await _app.PutPolicyAsync(APolicy(attempts: 5, delay: 20))).Ok();

        foreach (var request in Requests)
        {
            (await AskAsync(request, $$"""{"{{member}}":{{asStrict}}}""")).Created();
            var refused = (await AskAsync(request, $$"""{"{{member}}":{{looser}}}""")).Problem(422, "policy.loosened");

            Assert.That(refused.At("errors").AsObject().Single().Key, Is.EqualTo($"/retry_policy/{member}"));
            Assert.That(refused.Text("detail"), Does.EndWith($"retry_policy.{member}."));
        }

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from worker_runs"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_built_in_policy_binds_nobody()
    {
        foreach (var request in Requests)
        {
            (await AskAsync(request, """{"max_retry_attempts":20,"retry_delay_minutes":0,"allow_immediate_retry":true}""")).Created();
        }
    }

    [Test]
    public async Task What_a_request_leaves_out_says_the_workspaces_policy()
    {
        (await _app.PutPolicyAsync(APolicy(attempts: 5, delay: 20))).Ok();

        var plain = (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created();
        var tightened = (await AskAsync("retry-plan", """{"max_retry_attempts":4}""")).Created();
        var run = (await AskAsync("worker-run", """{"retry_delay_minutes":25}""")).Created();

        Assert.That(Terms(plain["plan"]!), Is.EqualTo((5, 20)));
        Assert.That(Terms(tightened["plan"]!), Is.EqualTo((4, 20)));
        Assert.That(Terms(run.At("run.retry_plan")), Is.EqualTo((5, 25)));
    }

    [Test]
    public async Task A_longest_delay_is_held_against_the_base_of_the_workspaces_policy()
    {
        foreach (var request in Requests)
        {
            (await AskAsync(request, """{"max_retry_delay_minutes":14}""")).InvalidAt("/retry_policy/max_retry_delay_minutes");
        }

        var quick = APolicy(delay: 5);
        quick["retry_policy"]!["max_retry_delay_minutes"] = 6;
        (await _app.PutPolicyAsync(quick)).Ok();

        foreach (var request in Requests)
        {
            (await AskAsync(request, """{"max_retry_delay_minutes":6}""")).Created();
            (await AskAsync(request, """{"max_retry_delay_minutes":4}""")).InvalidAt("/retry_policy/max_retry_delay_minutes");
            (await AskAsync(request, """{"retry_delay_minutes":7}""")).InvalidAt("/retry_policy/max_retry_delay_minutes");
        }
    }

    [Test]
    public async Task No_delay_needs_leave_wherever_it_comes_from()
    {
        foreach (var request in Requests)
        {
            (await AskAsync(request, """{"retry_delay_minutes":0}""")).InvalidAt("/retry_policy/retry_delay_minutes");
        }

        var immediate = APolicy(delay: 0);
        immediate["retry_policy"]!["allow_immediate_retry"] = true;
        (await _app.PutPolicyAsync(immediate)).Ok();

        foreach (var request in Requests)
        {
            (await AskAsync(request, """{"retry_delay_minutes":0}""")).Created();
            (await AskAsync(request, """{"allow_immediate_retry":false}""")).InvalidAt("/retry_policy/retry_delay_minutes");
            (await AskAsync(request, """{"allow_immediate_retry":false,"retry_delay_minutes":1}""")).Created();
        }
    }

    private Task<Answer> AskAsync(string request, string policy) =>
        _app.Admin.PostJsonAsync($"{Deliveries}/{request}", $$"""{"retry_policy":{{policy}}}""");

    private static (int Attempts, int Delay) Terms(JsonNode plan) => (plan.Number("max_retry_attempts"), plan.Number("base_retry_delay_minutes"));
}
