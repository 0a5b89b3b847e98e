using System.Text.Json.Nodes;
using Cavra.Domain.Evidence;
using Cavra.Testing;
using static Cavra.Api.Tests.Policies.GivenPolicies;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Policies;

public sealed class ChangePolicyTests
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
    public async Task A_workspace_starts_with_the_built_in_policy_and_reading_it_writes_nothing()
    {
        var answer = await _app.Admin.GetJsonAsync(Policy);

        var policy = answer.Ok();
        Assert.Multiple(() =>
        {
            Assert.That(policy.Text("schema_version"), Is.EqualTo("cavra.policy.v1"));
            Assert.That(policy.Number("version"), Is.EqualTo(1));
            Assert.That(policy["changed_by"], Is.Null);
            Assert.That(policy["notes"], Is.Null);
            Assert.That(policy.At("policy").ToJsonString(), Is.EqualTo(APolicy().ToJsonString()));
            Assert.That(policy.At("changes").AsArray(), Is.Empty);
            Assert.That(answer.Response.Headers.ETag!.Tag, Is.EqualTo("\"policy-1\""));
        });
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from policy_versions"), Is.Zero);
    }

    [Test]
    public async Task The_digest_is_that_of_the_policy_as_it_is_answered()
    {
        var builtIn = (await _app.Admin.GetJsonAsync(Policy)).Ok();
        var changed = APolicy(delay: 30, windows: AWindow(from: "2026-11-02T10:00:00.123456+01:00", connectors: "siem"));
        changed["retry_policy"]!["backoff_multiplier"] = 1.5;
        changed["connector_review_minutes"] = new JsonObject { ["siem"] = 5, ["itsm"] = 7 };
        (await _app.PutPolicyAsync(changed)).Ok();
        var own = (await _app.Admin.GetJsonAsync(Policy)).Ok();

        foreach (var answer in new[] { builtIn, own })
        {
            Assert.That(ContentDigest.Of(answer.At("policy")), Is.EqualTo(answer.Text("digest")));
        }

        Assert.That(own.Text("digest"), Is.Not.EqualTo(builtIn.Text("digest")));
    }

    [Test]
    public async Task A_policy_is_changed_only_by_who_knows_what_it_is()
    {
        var version = await _app.PolicyVersionAsync();
        var body = APolicy(approvals: 2).With("notes", "Two people from now on.").ToJsonString();

        (await _app.Admin.PutJsonAsync(Policy, body)).Problem(428, "version.missing");
        var put = await _app.Admin.PutJsonAsync(Policy, body, ifMatch: version);
        (await _app.Admin.PutJsonAsync(Policy, body, ifMatch: version)).Problem(412, "version.stale");

        var stored = await _app.Admin.GetJsonAsync(Policy);
        Assert.Multiple(() =>
        {
            Assert.That(put.Ok().Number("policy.version"), Is.EqualTo(2));
            Assert.That(put.Response.Headers.ETag, Is.EqualTo(stored.Response.Headers.ETag));
            Assert.That(JsonNode.DeepEquals(put.Ok()["policy"], stored.Ok()), stored.Body!.ToJsonString());
            Assert.That(stored.Ok().Text("changed_by"), Is.EqualTo("administrator"));
            Assert.That(stored.Ok().Text("notes"), Is.EqualTo("Two people from now on."));
            Assert.That(put.Ok().Text("metadata.metadata_kind"), Is.EqualTo("policy-version"));
            Assert.That(put.Ok().Text("metadata.session_id"), Is.EqualTo("policy-2"));
            Assert.That(stored.Ok().At("changes").ToJsonString(), Is.EqualTo("""[{"member":"approvals_required","before":1,"after":2}]"""));
        });
        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.EquivalentTo(new[]
        {
            "change policy: refused:version.missing", "change policy: done", "change policy: refused:version.stale",
        }));
    }

    [Test]
    public async Task A_policy_that_says_the_same_is_no_change()
    {
        (await _app.PutPolicyAsync(APolicy())).Problem(409, "policy.unchanged");
        (await _app.PutPolicyAsync(APolicy(delay: 16))).Ok();
        (await _app.PutPolicyAsync(APolicy(delay: 16))).Problem(409, "policy.unchanged");

        Assert.That((await _app.PutPolicyAsync(APolicy())).Ok().Number("policy.version"), Is.EqualTo(3), "back to what the built-in says");
    }

    [Test]
    public async Task Of_two_changes_at_once_one_is_made()
    {
        var version = await _app.PolicyVersionAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(hours =>
            _app.Admin.PutJsonAsync(Policy, APolicy(review: hours * 10).ToJsonString(), ifMatch: version)));

        Assert.That(answers.Count(answer => (int)answer.Status == 200), Is.EqualTo(1));
        Assert.That(answers.Where(answer => (int)answer.Status != 200).Select(answer => (int)answer.Status), Is.All.EqualTo(412));
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from policy_versions"), Is.EqualTo(1));
    }

    [Test]
    public async Task Every_member_has_to_be_there()
    {
        foreach (var pointer in Members(APolicy(windows: AWindow()), ""))
        {
            var body = APolicy(windows: AWindow());
            var parent = pointer.Split('/')[1..^1].Aggregate((JsonNode)body, (node, part) => node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!);
            parent.AsObject().Remove(pointer.Split('/')[^1]);

            (await _app.PutPolicyAsync(body)).InvalidAt(pointer);
        }

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from policy_versions"), Is.Zero);
    }

    [TestCase("approvals_required", "1", "5", "0", "6")]
    [TestCase("expires_after_minutes", "1", "43200", "0", "43201")]
    [TestCase("review_minutes", "1", "43200", "0", "43201")]
    [TestCase("retry_policy/max_retry_attempts", "1", "20", "0", "21")]
    [TestCase("retry_policy/retry_delay_minutes", "1", "1440", "0", "1441")]
    [TestCase("retry_policy/backoff_multiplier", "1", "10", "0.9", "10.1")]
    [TestCase("retry_policy/max_retry_delay_minutes", "20", "10080", "19", "10081")]
    [TestCase("retry_policy/max_retry_delay_minutes", "20", "10080", "0", "-1")]
    [TestCase("connector_review_minutes", """{"siem":1}""", """{"siem":43200}""", """{"siem":0}""", """{"siem":43201}""")]
    [TestCase("four_eyes", "\"advisory\"", "\"required\"", "\"never\"", "null")]
    public async Task A_member_is_held_to_its_range(string member, string least, string most, string below, string above)
    {
        (await _app.PutPolicyAsync(With(least))).Ok();
        (await _app.PutPolicyAsync(With(most))).Ok();
        (await _app.PutPolicyAsync(With(below))).InvalidAt($"/{member}");
        (await _app.PutPolicyAsync(With(above))).InvalidAt($"/{member}");

        JsonObject With(string value)
        {
            var policy = APolicy(delay: 20);
            var path = member.Split('/');
            (path.Length > 1 ? policy[path[0]]!.AsObject() : policy)[path[^1]] = JsonNode.Parse(value);
            return policy;
        }
    }

    [Test]
    public async Task A_freeze_window_ends_after_it_begins_and_has_a_name_of_its_own()
    {
        (await _app.PutPolicyAsync(APolicy(windows: AWindow(to: "2026-11-02T09:00:00Z")))).InvalidAt("/freeze_windows/0/end_at");
        (await _app.PutPolicyAsync(APolicy(windows: [AWindow(), AWindow()]))).InvalidAt("/freeze_windows");
        (await _app.PutPolicyAsync(APolicy(windows: AWindow(id: "a b")))).InvalidAt("/freeze_windows/0/window_id");
        (await _app.PutPolicyAsync(APolicy(windows: AWindow(reason: new string('x', 2001))))).InvalidAt("/freeze_windows/0/reason");
        (await _app.PutPolicyAsync(APolicy(windows: AWindow(reason: new string('x', 2000))))).Ok();
        (await _app.PutPolicyAsync(APolicy(windows: AWindow(to: "2026-11-02T09:00:00.000001Z")))).Ok();
    }

    [Test]
    public async Task Connectors_that_are_named_must_be_configured()
    {
        var window = (await _app.PutPolicyAsync(APolicy(windows: AWindow(connectors: ["siem", "nowhere"])))).Problem(422, "connector.unknown");
        var minutes = (await _app.PutPolicyAsync(APolicy().With("connector_review_minutes", new JsonObject { ["nowhere"] = 5 })))
            .Problem(422, "connector.unknown");

        Assert.Multiple(() =>
        {
            Assert.That(window.At("errors").AsObject().Single().Key, Is.EqualTo("/freeze_windows/0/connectors/1"));
            Assert.That(minutes.At("errors").AsObject().Single().Key, Is.EqualTo("/connector_review_minutes"));
        });
    }

    [Test]
    public async Task What_is_written_is_kept_without_secrets()
    {
        const string secret = "password=canary-7f3a9";
        var body = APolicy(windows: AWindow(reason: $"Because {secret}")).With("notes", $"Why: {secret}");

        var preview = (await _app.PreviewPolicyAsync(body)).Ok();
        var answer = (await _app.PutPolicyAsync(body)).Ok();

        Assert.That(answer.Text("policy.policy.freeze_windows.0.reason"), Does.Contain("[redacted:"));
        Assert.That(preview.ToJsonString() + answer.ToJsonString() + await _app.Database.EverythingAsync(), Does.Not.Contain("canary-7f3a9"));
        Assert.That(ContentDigest.Of(answer.At("policy.policy")), Is.EqualTo(answer.Text("policy.digest")));
    }

    [Test]
    public async Task Evidence_names_the_policy_that_it_was_decided_under()
    {
        var before = (await _app.Admin.GetJsonAsync(Policy)).Ok();
        (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created();
        var after = (await _app.PutPolicyAsync(APolicy(delay: 30))).Ok();
        (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created();
        (await _app.Admin.PostJsonAsync($"{GivenDrills.Root}/acknowledgements/audit-package")).Ok();

        var entries = await _app.Database.EvidenceAsync();
        var named = entries.Select(entry => (entry.Text("what.action"), (entry.Number("policy.policy_version"), entry.Text("policy.policy_digest")))).ToList();
        (int Version, string Digest) Under(JsonNode policy) => (policy.Number("version"), policy.Text("digest"));
        Assert.That(named, Is.EquivalentTo(new[]
        {
            ("plan retries", Under(before)), ("change policy", Under(before)), ("plan retries", Under(after["policy"]!)),
            ("pack audit package", Under(after["policy"]!)),
        }));
    }

    [Test]
    public async Task A_change_is_no_record_of_the_loop()
    {
        (await _app.PutPolicyAsync(APolicy(delay: 30))).Ok();

        Assert.That((await _app.Admin.GetJsonAsync(GivenDrills.Root)).Ok().Number("total"), Is.Zero);
        Assert.That((await _app.Admin.GetJsonAsync("/evidence/entries")).Ok().ToJsonString(), Does.Contain("policy-version"));
    }

    [Test]
    public async Task Another_workspace_keeps_its_own()
    {
        using var other = await _app.OpenWorkspaceAsync("elsewhere", "admin");
        (await _app.PutPolicyAsync(APolicy(delay: 30))).Ok();

        Assert.That((await other.GetJsonAsync(Policy)).Ok().Number("version"), Is.EqualTo(1));
        (await other.GetJsonAsync($"{Policy}/versions/2")).Problem(404, "policy.version_not_found");
    }

    private static IEnumerable<string> Members(JsonNode node, string pointer) => node switch
    {
        JsonObject document => document.SelectMany(member => Members(member.Value!, $"{pointer}/{member.Key}").Prepend($"{pointer}/{member.Key}")),
        JsonArray list => list.SelectMany((item, index) => Members(item!, $"{pointer}/{index}")),
        _ => [],
    };
}
