using System.Text.Json.Nodes;
using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Api.Tests.Connectors;
using Cavra.Testing;

namespace Cavra.Api.Tests.Redaction;

/// <summary>Secrets on every way in: typed by people, kept by connectors, sent back by a receiver. None comes out anywhere.</summary>
public sealed class WireCanaryTests
{
    /// <summary>The part of every typed secret that is looked for; each place has one of its own around it.</summary>
    private const string Core = "k9Xq2Lm7Rt0Vb5Nw8Zc3";

    private readonly List<string> _answers = [];
    private int _typed;
    private ConnectorScene _scene = null!;

    [OneTimeSetUp]
    public async Task TypeSecretsEverywhere()
    {
        _scene = await ConnectorScene.StartAsync();
        _scene.Receiver.Echoes(500);
        await DrillsAsync();
        await NotificationsAsync();
        await LoopsAsync();
        await ConnectorsAsync();
        await MistakesAsync();
        await ReadEverythingAsync();
    }

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [Test]
    public void No_answer_holds_one() => AssertClean(string.Join('\n', _answers));

    [Test]
    public async Task No_row_holds_one()
    {
        var everything = await _scene.App.Database.EverythingAsync();

        Assert.That(everything, Does.Contain("[redacted"), "the texts did arrive");
        AssertClean(everything);
    }

    // The framework's scopes hold the path that was asked for; the service writes its log without scopes.
    [Test]
    public void No_line_of_the_log_holds_one() => AssertClean(string.Join(
        '\n', _scene.App.Log.Lines.Where(line => !line.StartsWith("Microsoft.AspNetCore.Hosting.Diagnostics scope ", StringComparison.Ordinal))));

    [Test]
    public async Task No_figure_holds_one() => AssertClean(await _scene.Client.GetStringAsync("/metrics"));

    [Test]
    public void No_receiver_is_told_one_that_somebody_typed()
    {
        var sent = _scene.Receiver.Requests;

        Assert.That(sent.Select(request => request.Headers["x-trace"]), Is.All.EqualTo("canary-header-3"), "its own secrets do arrive");
        Assert.That(string.Join('\n', sent.Select(request => request.Text)), Does.Not.Contain(Core[..8]).And.Not.Contain("canary"));
    }

    private async Task DrillsAsync()
    {
        var schedule = GivenDrills.AScheduleBody().With("notification_providers", new JsonArray("hook")).With("runbook_ref", Secret())
            .With("owners", new JsonArray("dana")).With("owner_routes", new JsonObject());
        schedule["maintenance_windows"] = new JsonArray(new JsonObject
        {
            ["window_id"] = "w",
            ["start_at"] = "2026-12-01T00:00:00Z",
            ["end_at"] = "2026-12-02T00:00:00Z",
            ["reason"] = Secret(),
        });
        schedule["owner_calendars"] = new JsonObject
        {
            ["dana"] = new JsonObject
            {
                ["unavailable_windows"] = new JsonArray(new JsonObject
                {
                    ["start_at"] = "2026-12-01T00:00:00Z",
                    ["end_at"] = "2026-12-02T00:00:00Z",
                    ["reason"] = Secret(),
                }),
            },
        };
        await TakenAsync(await _scene.Client.DefineAsync("nightly", schedule));
        await DoneAsync(GivenDrills.DrillPath, new
        {
            environment = "production",
            drill_id = "d",
            executed_at = "2026-11-01T09:00:00Z",
            target_mode = "disabled",
            status = "fail",
            fallback_verified = true,
            recovery_minutes = 1,
            max_recovery_minutes = 2,
            runbook_ref = Secret(),
            evidence_refs = new[] { Secret() },
        });
    }

    private async Task NotificationsAsync()
    {
        await DoneAsync($"{AuditScene.Root}/deliver", new { schedule_id = "nightly", retries = 0, force = true, generated_by = Secret() });
        await DoneAsync(
            $"{AuditScene.Root}/nightly/acknowledgements",
            new { provider = "hook", notes = Secret(), external_ref = Secret(), acknowledged_by = Secret() });
        await DoneAsync($"{AuditScene.Root}/acknowledgements/bulk", new
        {
            routes = new[] { new { schedule_id = "nightly", provider = "hook", notes = Secret(), external_ref = Secret() } },
            notes = Secret(),
            external_ref = Secret(),
        });
        await DoneAsync($"{AuditScene.Root}/escalation-plan", new { generated_by = Secret() });
    }

    private async Task LoopsAsync()
    {
        await DoneAsync(
            AuditScene.Audit, new { delivery_provider = "hook", retries = 0, schedule_ref = Secret(), generated_by = Secret() });
        var plan = (await DoneAsync($"{AuditScene.Audit}/retry-plan", new { generated_by = Secret() })).Text("plan.retry_plan_id");
        await DoneAsync(
            $"{AuditScene.Audit}/retry-plans/{plan}/acknowledgements",
            new { provider = "hook", notes = Secret(), external_ref = Secret(), acknowledged_by = Secret() });
        await DoneAsync(
            $"{AuditScene.Audit}/worker-run", new { generated_by = Secret(), schedule = new { cadence = Secret() } });
        _scene.Receiver.Answers(200);
        var health = (await DoneAsync(
            $"{AuditScene.Audit}/worker-health-alerts/deliver", new { provider = "hook", retries = 0, generated_by = Secret() })).Text("health.health_id");
        await DoneAsync(
            $"{AuditScene.Audit}/worker-health-alerts/{health}/acknowledgements",
            new { provider = "hook", notes = Secret(), external_ref = Secret(), acknowledged_by = Secret() });
    }

    private async Task ConnectorsAsync()
    {
        _scene.Receiver.Echoes(500);
        await DoneAsync("/connectors/hook/test");
        _scene.Receiver.Answers(500, $"Try {Secret()} instead.", ("Retry-After", Secret()), ("X-Key", Secret()));
        await DoneAsync("/connectors/hook/test");
        await DoneAsync("/connectors/guarded/test");
        await DoneAsync("/connectors/bad/test");
        await DoneAsync("/connectors/hook/pause", new { reason = Secret() });
    }

    /// <summary>What is refused is kept and repeated as little as what is done.</summary>
    private async Task MistakesAsync()
    {
        var client = _scene.Client;
        await RefusedAsync(await client.PostJsonAsync($"{AuditScene.Root}/nightly/acknowledgements", new { provider = Secret(), notes = "x" }));
        await RefusedAsync(await client.PostJsonAsync($"{AuditScene.Root}/nightly/acknowledgements", new { provider = "hook", acknowledgement_state = Secret() }));
        await RefusedAsync(await client.PostJsonAsync(AuditScene.Audit, new Dictionary<string, string> { [$"x{Secret()}"] = Secret() }));
        await RefusedAsync(await client.PostJsonAsync(AuditScene.Audit, $"{{\"audit_id\": {Secret()}"));
        await RefusedAsync(await client.PostJsonAsync(AuditScene.Audit, new { audit_id = Secret() }));
        await RefusedAsync(await client.PostJsonAsync("/access/keys", new { name = Secret(), roles = new[] { Secret() } }));
        await RefusedAsync(await client.PostJsonAsync($"/connectors/{Secret()}/pause", new { reason = Secret() }));
        await RefusedAsync(await client.PostJsonAsync("/connectors/hook/resume", ifMatch: $"\"{Secret()}\""));
        await RefusedAsync(await client.GetJsonAsync($"{AuditScene.Audit}/loops?gate={Secret()}"));
        await RefusedAsync(await client.GetJsonAsync($"{AuditScene.Audit}/loops/{Secret()}"));
        await RefusedAsync(await client.GetJsonAsync($"/nowhere/{Secret()}"));
        using var stranger = _scene.App.Client($"cavra_{Secret()}");
        await RefusedAsync(await stranger.GetJsonAsync("/console/session"));
    }

    private async Task ReadEverythingAsync()
    {
        foreach (var path in new[]
        {
            "/evidence/entries?limit=200", "/connectors", "/connectors/hook", AuditScene.Root, $"{AuditScene.Root}/dashboard", $"{AuditScene.Root}/routes",
            GivenDrills.Report, GivenDrills.Schedules, GivenDrills.DrillPath, $"{AuditScene.Audit}/destinations", $"{AuditScene.Audit}/loops",
            $"{AuditScene.Audit}/retry-plans", $"{AuditScene.Audit}/worker-runs", $"{AuditScene.Audit}/worker-health",
            $"{AuditScene.Audit}/worker-health-alerts",
        })
        {
            await TakenAsync(await _scene.Client.GetJsonAsync(path));
        }
    }

    private async Task<JsonObject> DoneAsync(string path, object? body = null) => await TakenAsync(await _scene.Client.PostJsonAsync(path, body));

    private async Task<JsonObject> TakenAsync(Answer answer)
    {
        Assert.That((int)answer.Status, Is.EqualTo(200).Or.EqualTo(201), answer.Body?.ToJsonString());
        await KeepAsync(answer);
        return answer.Body!.AsObject();
    }

    private async Task RefusedAsync(Answer answer)
    {
        Assert.That((int)answer.Status, Is.InRange(400, 499), answer.Body?.ToJsonString());
        await KeepAsync(answer);
    }

    private async Task KeepAsync(Answer answer) =>
        _answers.Add($"{answer.Response.Headers} {await answer.Response.Content.ReadAsStringAsync()}");

    private string Secret() => $"ghp_{Core}{_typed++:00}Hf6Jg1PaD4sEu7";

    private void AssertClean(string text)
    {
        var found = new[] { Core[..8], Core[^8..], "canary", $"127.0.0.1:{_scene.Receiver.Port}", "10.1.2.3" }
            .Select(secret => (secret, At: text.IndexOf(secret, StringComparison.OrdinalIgnoreCase)))
            .Where(hit => hit.At >= 0)
            .Select(hit => $"{hit.secret}: …{text.Substring(Math.Max(0, hit.At - 160), Math.Min(240, text.Length - Math.Max(0, hit.At - 160)))}…");
        Assert.That(found, Is.Empty);
    }
}
