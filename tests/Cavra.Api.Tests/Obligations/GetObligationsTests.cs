using Cavra.Api.Tests.Access;
using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Api.Tests.WorkerHealth;
using Cavra.Application.Obligations;
using Cavra.Application.Ports;
using Cavra.Domain.Obligations;
using Cavra.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Obligations;

public sealed class GetObligationsTests
{
    private const string All = "acknowledge_route 1, review 1, acknowledge_alert 1";

    private ObligationScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await ObligationScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [TestCase("auditor", "| " + All)]
    [TestCase("operator", All + " |")]
    [TestCase("approver", "| " + All)]
    [TestCase("executor", "|")]
    [TestCase("ci", "review 1 |")]
    [TestCase("admin", "|")]
    public async Task A_role_is_shown_what_it_can_discharge_and_what_awaits_others_if_it_may_read_it(string role, string owed)
    {
        Assert.That(await _scene.OwedAsync(role), Is.EqualTo("|"));

        await _scene.EverythingAsync();

        Assert.That(await _scene.OwedAsync(role), Is.EqualTo(owed));
    }

    [Test]
    public async Task What_is_owed_comes_and_goes_with_each_act_and_every_number_is_that_of_its_list()
    {
        Task<string> Owed() => _scene.OwedAsync("operator");

        await _scene.NotifyAsync();
        Assert.That(await Owed(), Is.EqualTo("acknowledge_route 1 |"));
        await _scene.FailAsync();
        await _scene.PlanAsync();
        Assert.That(await Owed(), Is.EqualTo("acknowledge_route 1 |"), "it waits to be routed, not for a review");
        await _scene.AlertAsync();
        Assert.That(await Owed(), Is.EqualTo(All + " |"));
        await _scene.AnswerRouteAsync("dismissed");
        await _scene.AnswerAlertAsync("dismissed");
        Assert.That(await Owed(), Is.EqualTo(All + " |"), "to dismiss is not to settle");

        await _scene.ReviewAsync();
        Assert.That(await Owed(), Is.EqualTo("acknowledge_route 1, approve 1, acknowledge_alert 1 |"));
        await _scene.AnswerAlertAsync();
        Assert.That(await Owed(), Is.EqualTo("acknowledge_route 1, approve 1 |"));
        await _scene.AnswerRouteAsync("resolved");
        Assert.That(await Owed(), Is.EqualTo("approve 1 |"));
        await _scene.AskForApprovalAsync();
        Assert.That(await Owed(), Is.EqualTo("| decide_approval 1"), "an approver's turn");
    }

    [Test]
    public async Task Each_says_since_when_how_many_are_late_whom_it_awaits_and_where_they_are()
    {
        await _scene.EverythingAsync();
        var before = await _scene.SeenByAsync("operator");
        var loop = (await _scene.Audit.LoopsAsync()).Single()!;
        _scene.Audit.App.Clock.Advance(TimeSpan.FromHours(1));
        var after = await _scene.SeenByAsync("operator");

        Assert.Multiple(() =>
        {
            Assert.That((before.Text("schema_version"), before.Text("product")), Is.EqualTo(("cavra.obligations.v1", "CAVRA")));
            Assert.That(before.At("obligations.0").Text("oldest_at"), Is.EqualTo("2026-11-02T09:00:00Z"));
            Assert.That(before.At("obligations.1").Text("oldest_at"), Is.EqualTo(loop.Text("opened_at")));
            Assert.That(before.Number("obligations.0.breached_count") + before.Number("obligations.2.breached_count"), Is.Zero);
            Assert.That(after.Number("obligations.0.breached_count"), Is.EqualTo(1));
            Assert.That(after.At("obligations.1")["breached_count"], Is.Null);
            Assert.That(after.At("obligations.1.awaited_roles").ToJsonString(), Is.EqualTo("""["operator","ci"]"""));
            Assert.That(after.At("obligations.2.awaited_roles").ToJsonString(), Is.EqualTo("""["operator"]"""));
            Assert.That(after.Text("obligations.1.href"), Is.EqualTo($"{AuditScene.Audit}/loops?gate=reviewed&open=true"));
        });
    }

    [Test]
    public async Task Exactly_as_old_as_an_answer_may_be_is_not_yet_late()
    {
        await _scene.EverythingAsync();
        var alerted = (await _scene.SeenByAsync("operator")).At("obligations.2.oldest_at").GetValue<DateTimeOffset>();

        _scene.Audit.App.Clock.Advance(alerted.AddHours(1) - _scene.Audit.App.Clock.GetUtcNow());
        Assert.That((await _scene.SeenByAsync("operator")).Number("obligations.2.breached_count"), Is.Zero);
        _scene.Audit.App.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((await _scene.SeenByAsync("operator")).Number("obligations.2.breached_count"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_a_worker_left_behind_is_owed_a_review_since_its_lease_ran_out()
    {
        await using var scene = await HealthScene.StartAsync();
        await scene.AnAbandonedDeliveryAsync();
        await scene.App.Database.ExecuteAsync(
            """
            insert into gates_passed (workspace_id, destination_id, gate, evidence_id, passed_at, actor)
            select workspace_id, id, gate, gen_random_uuid(), lease_until, 'x' from destinations, unnest(array['noticed', 'routed']) as gate
            """);
        var loop = (await scene.App.Admin.GetJsonAsync($"{HealthScene.Audit}/loops?gate=reviewed&open=true")).Ok().At("items.0");

        var owed = (await scene.App.Admin.GetJsonAsync("/obligations")).Ok().At("obligations").AsArray().Single()!;

        Assert.That((owed.Text("kind"), owed.Number("count"), owed.Text("oldest_at")), Is.EqualTo(("review", 1, loop.Text("opened_at"))));
    }

    [Test]
    public async Task Another_workspace_owes_nothing_for_this_one()
    {
        await _scene.EverythingAsync();
        using var stranger = await _scene.Audit.App.OpenWorkspaceAsync($"other-{_scene.Audit.App.Workspace}", RoleTable.Roles);

        var seen = (await stranger.GetJsonAsync("/obligations")).Ok();

        Assert.That((seen.At("obligations").AsArray().Count, seen.At("others").AsArray().Count), Is.EqualTo((0, 0)));
        Assert.That((await stranger.GetJsonAsync($"{AuditScene.Audit}/worker-health-alerts/outstanding")).Ok().Number("total"), Is.Zero);
    }

    [TestCase(ObligationKind.Review, "ix_destinations_open")]
    [TestCase(ObligationKind.AcknowledgeAlert, "ix_health_alert_routes_unsettled")]
    [TestCase(ObligationKind.AcknowledgeRoute, "ix_notification_routes_workspace_id_created_at")]
    [TestCase(ObligationKind.CloseRecovery, "ix_connector_recoveries_one_open")]
    public async Task What_is_owed_is_found_by_the_index_of_what_is_open_whatever_ever_happened(ObligationKind kind, string index)
    {
        await using var own = await ObligationScene.StartAsync();
        await own.EverythingAsync();
        await own.Audit.Database.ExecuteAsync(
            """
            insert into destinations select (jsonb_populate_record(
                null::destinations, to_jsonb(d) || jsonb_build_object('id', gen_random_uuid(), 'state', 'delivered'))).*
            from (select * from destinations limit 1) d, generate_series(1, 2000);
            insert into health_alert_routes select (jsonb_populate_record(null::health_alert_routes,
                to_jsonb(r) || jsonb_build_object('id', gen_random_uuid(), 'plan_id', gen_random_uuid(), 'state', 'settled'))).*
            from (select * from health_alert_routes limit 1) r, generate_series(1, 2000);
            insert into notification_routes select (jsonb_populate_record(
                null::notification_routes, to_jsonb(r) || jsonb_build_object('id', gen_random_uuid(), 'is_settled', true))).*
            from (select * from notification_routes limit 1) r, generate_series(1, 2000);
            analyze destinations, health_alert_routes, notification_routes
            """);
        await using var scope = await own.Audit.App.Services.WorkerScopeAsync(own.Audit.Database);
        var db = scope.ServiceProvider.GetRequiredService<ICavraDbContext>();

        await using var command = db.Owed(kind, [], own.Audit.App.Clock.GetUtcNow()).CreateDbCommand();
        command.CommandText = $"explain {command.CommandText}";
        await command.Connection!.OpenAsync();
        var steps = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                steps.Add(reader.GetString(0));
            }
        }

        Assert.That(steps, Has.One.Contains(index), string.Join('\n', steps));
    }
}
