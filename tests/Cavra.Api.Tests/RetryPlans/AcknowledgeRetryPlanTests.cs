using System.Text.Json.Nodes;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;
using Npgsql;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.RetryPlans;

public sealed class AcknowledgeRetryPlanTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;
    private Destination _siem = null!;
    private Destination _itsm = null!;
    private string _plan = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace()
    {
        _app = await _cavra.NewWorkspaceAsync();
        (_siem, _itsm) = (await _app.FailAsync(), await _app.FailAsync("itsm"));
        _plan = await PlanAsync();
    }

    [Test]
    public async Task An_acceptance_is_kept_with_its_gate_and_its_proof()
    {
        using var ci = await _app.ClientWithAsync("ci");

        var answer = (await ci.PostJsonAsync(
            Path, new { provider = "siem", notes = "Upstream is back.", acknowledged_by = "pipeline 7" })).Ok();

        var acknowledgement = answer.At("acknowledgement");
        Assert.Multiple(() =>
        {
            Assert.That(acknowledgement.Text("schema_version"), Does.EndWith("-retry-ack.v1"));
            Assert.That(acknowledgement.Text("acknowledgement_id"), Does.StartWith("gordackretryack-"));
            Assert.That(acknowledgement.Text("acknowledgement_state"), Is.EqualTo("accepted"));
            Assert.That(acknowledgement.Text("delivery_id"), Is.EqualTo(_siem.DeliveryId.ToString()));
            Assert.That(acknowledgement.Text("acknowledged_by"), Is.EqualTo("ci"));
            Assert.That(acknowledgement.Text("on_behalf_of"), Is.EqualTo("pipeline 7"));
            Assert.That(acknowledgement.At("destinations").ToJsonString(), Is.EqualTo($"[\"{_siem.Id}\"]"));
            Assert.That(answer.Text("metadata.metadata_kind"), Does.EndWith("-retry-ack"));
        });
        Assert.That(
            await _app.Database.ColumnAsync("select gate || ' ' || destination_id || ' ' || actor from gates_passed where gate = 'reviewed'"),
            Is.EqualTo(new[] { $"reviewed {_siem.Id.Value} ci" }));
        Assert.That(
            await _app.Database.ScalarAsync<string>($"select review ->> 'state' from destinations where id = '{_siem.Id.Value}'"),
            Is.EqualTo("accepted"));
        var proof = (await _app.Database.EvidenceAsync()).Single(entry => entry.Text("what.action") == "acknowledge retry plan");
        Assert.Multiple(() =>
        {
            Assert.That(proof.Text("who.on_behalf_of"), Is.EqualTo("pipeline 7"));
            Assert.That(proof.Text("what.summary.retry_plan_id"), Is.EqualTo(_plan));
            Assert.That(proof.Text("what.summary.notes"), Is.EqualTo("Upstream is back."));
        });
    }

    [Test]
    public async Task A_review_keeps_which_credential_gave_it_and_whose_it_is()
    {
        var created = (await _app.Admin.PostJsonAsync(
            "/access/keys", new { name = "dana-laptop", owner = "dana", roles = new[] { "ci" } })).Created();
        using var dana = _app.Client(created.Text("key"));

        (await dana.PostJsonAsync(Path, new { provider = "siem" })).Ok();

        Assert.That(
            await _app.Database.ColumnAsync(
                $"select concat_ws(' ', a ->> 'display', a ->> 'subject', a ->> 'issuer', a ->> 'owner') from destinations, lateral (select review -> 'actor' as a) as who where id = '{_siem.Id.Value}'"),
            Is.EqualTo(new[] { $"dana-laptop {created.Text("key_id")} cavra:keys dana" }));
    }

    [Test]
    public async Task A_review_from_before_that_was_kept_still_counts()
    {
        (await AckAsync(new { provider = "siem", acknowledgement_state = "deferred" })).Ok();

        await _app.Database.ExecuteAsync($"update destinations set review = review - 'actor' where id = '{_siem.Id.Value}'");

        Assert.That(await ReasonAsync(_siem), Is.EqualTo("deferred"));
    }

    [Test]
    public async Task A_deferral_lasts_24_hours_unless_said_otherwise_and_the_next_plan_waits_for_it()
    {
        var deferred = (await AckAsync(new { provider = "siem", acknowledgement_state = "deferred" })).Ok();
        Assert.That(deferred.Text("acknowledgement.defer_until"), Is.EqualTo("2026-11-03T09:00:00Z"));

        _app.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.That(await ReasonAsync(_siem), Is.EqualTo("deferred"));

        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await ReasonAsync(_siem), Is.EqualTo("eligible"));
    }

    [TestCase("""{"provider":"siem","acknowledgement_state":"deferred","defer_until":"2026-11-02T09:00:00Z"}""", "/defer_until")]
    [TestCase("""{"provider":"siem","acknowledgement_state":"deferred","defer_until":"2026-12-02T09:00:01Z"}""", "/defer_until")]
    [TestCase("""{"provider":"siem","acknowledgement_state":"accepted","defer_until":"2026-11-03T09:00:00Z"}""", "/defer_until")]
    [TestCase("""{"provider":"siem","acknowledgement_state":"deferred","defer_until":"2026-11-03T09:00:00"}""", "/defer_until")]
    [TestCase("""{"provider":"siem","acknowledgement_state":"resolved"}""", "/external_ref")]
    [TestCase("""{"provider":"siem","acknowledgement_state":"dismissed","external_ref":"CHG-1"}""", "/notes")]
    [TestCase("""{"provider":"siem","acknowledgement_state":"dismissed","notes":"  "}""", "/notes")]
    [TestCase("""{"provider":"siem","acknowledgement_state":"approved"}""", "/acknowledgement_state")]
    [TestCase("""{"provider":"siem","delivery_id":"gordackdelivery-1"}""", "/delivery_id")]
    [TestCase("""{"provider":""}""", "/provider")]
    [TestCase("{}", "/provider")]
    public async Task What_breaks_a_rule_of_its_state_is_refused_and_changes_nothing(string body, string member)
    {
        (await AckAsync(body)).InvalidAt(member);

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from retry_acknowledgements"), Is.Zero);
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from destinations where review is not null"), Is.Zero);
    }

    [TestCase("resolved", "external_ref")]
    [TestCase("dismissed", "notes")]
    public async Task Resolving_and_dismissing_close_the_destination_and_leave_the_next_plan_without_it(string state, string member)
    {
        var body = new JsonObject { ["provider"] = "siem", ["acknowledgement_state"] = state, [member] = "CHG-1" };
        (await AckAsync(body.ToJsonString())).Ok();

        Assert.That(
            await _app.Database.ScalarAsync<string>($"select state || ' ' || closed_as from destinations where id = '{_siem.Id.Value}'"),
            Is.EqualTo($"closed {state}"));
        var next = (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created();
        Assert.That(
            next.At("plan.retry_decisions").AsArray().Select(it => it!.Text("destination_id")), Is.EqualTo(new[] { _itsm.Id.ToString() }));
    }

    [Test]
    public async Task A_closed_destination_is_refused_by_name_and_nothing_of_the_connector_is_answered()
    {
        var second = await _app.FailAsync();
        _plan = await PlanAsync();
        (await AckAsync(new { provider = "siem", destination_id = _siem.Id.ToString(), acknowledgement_state = "dismissed", notes = "Not needed." })).Ok();

        var refused = (await AckAsync(new { provider = "siem" })).Problem(409, "destination.not_open");

        Assert.That(refused.Text("detail"), Does.Contain(_siem.Id.ToString()));
        Assert.That(
            await _app.Database.ScalarAsync<long>($"select count(*) from destinations where id = '{second.Id.Value}' and review is not null"),
            Is.Zero);
        Assert.That(await _app.Database.EvidenceLinesAsync(), Does.Contain("acknowledge retry plan: refused:destination.not_open"));
    }

    [Test]
    public async Task A_connector_without_a_delivery_means_every_decision_of_it_and_the_answer_says_how_many()
    {
        await _app.FailAsync();
        _plan = await PlanAsync();

        var answer = (await AckAsync(new { provider = "siem", acknowledgement_state = "escalated" })).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(answer.At("acknowledgement.destinations").AsArray(), Has.Count.EqualTo(2));
            Assert.That(answer.Number("acknowledgement.destination_count"), Is.EqualTo(2));
            Assert.That((answer.Text("acknowledgement.connector"), answer.Text("acknowledgement.provider")), Is.EqualTo(("siem", "siem")));
            Assert.That(answer.At("acknowledgement")["delivery_id"], Is.Null);
        });
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from gates_passed where gate = 'reviewed'"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_vendor_with_several_connectors_is_refused_and_one_with_a_single_connector_is_that_connector()
    {
        (await AckAsync(new { provider = "webhook" })).Problem(409, "connector.ambiguous");

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from retry_acknowledgements"), Is.Zero);
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from destinations where review is not null"), Is.Zero);
        Assert.That(await _app.Database.EvidenceLinesAsync(), Does.Contain("acknowledge retry plan: refused:connector.ambiguous"));

        (await AckAsync(new { provider = "siem", acknowledgement_state = "resolved", external_ref = "CHG-1" })).Ok();
        _plan = await PlanAsync();
        var answer = (await AckAsync(new { provider = "webhook" })).Ok();
        Assert.That((answer.Text("acknowledgement.connector"), answer.Text("acknowledgement.provider")), Is.EqualTo(("itsm", "webhook")));
    }

    [Test]
    public async Task A_connector_that_is_named_after_its_vendor_means_itself_and_none_beside_it()
    {
        var other = await _app.FailAsync();
        await _app.Database.ExecuteAsync($"update destinations set connector = 'webhook' where id = '{other.Id.Value}'");
        _plan = await PlanAsync();

        var answer = (await AckAsync(new { provider = "webhook" })).Ok();

        Assert.That(answer.At("acknowledgement.destinations").ToJsonString(), Is.EqualTo($"[\"{other.Id}\"]"));
    }

    [Test]
    public async Task One_destination_of_several_can_be_answered_alone()
    {
        var other = await _app.FailAsync();
        _plan = await PlanAsync();

        var answer = (await AckAsync(new { provider = "siem", destination_id = other.Id.ToString() })).Ok();

        Assert.That(answer.At("acknowledgement.destinations").ToJsonString(), Is.EqualTo($"[\"{other.Id}\"]"));
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from destinations where review is not null"), Is.EqualTo(1));
        (await AckAsync(new { provider = "siem", destination_id = _itsm.Id.ToString() })).Problem(409, "retry_plan.decision_absent");
        (await AckAsync(new { provider = "siem", destination_id = "siem" })).InvalidAt("/destination_id");
    }

    [Test]
    public async Task A_delivery_or_a_package_limits_what_is_meant()
    {
        var byDelivery = (await AckAsync(new { provider = "webhook", delivery_id = _itsm.DeliveryId.ToString() })).Ok();
        var byPackage = (await AckAsync(new { provider = "webhook", audit_id = _siem.AuditId.ToString() })).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(byDelivery.Text("acknowledgement.destinations.0"), Is.EqualTo(_itsm.Id.ToString()));
            Assert.That(byPackage.Text("acknowledgement.destinations.0"), Is.EqualTo(_siem.Id.ToString()));
        });
        (await AckAsync(new { provider = "itsm", delivery_id = _siem.DeliveryId.ToString() })).Problem(409, "retry_plan.decision_absent");
        (await AckAsync(new { provider = "jira" })).Problem(409, "retry_plan.decision_absent");
    }

    [Test]
    public async Task An_unknown_plan_is_not_found_and_a_later_failure_is_not_in_the_plan()
    {
        var later = await _app.FailAsync();

        (await _app.Admin.PostJsonAsync(
            $"{Deliveries}/retry-plans/gordackretry-{new string('0', 32)}/acknowledgements", new { provider = "siem" }))
            .Problem(404, "retry_plan.not_found");
        (await AckAsync(new { provider = "siem", delivery_id = later.DeliveryId.ToString() })).Problem(409, "retry_plan.decision_absent");
    }

    [Test]
    public async Task A_version_that_somebody_answered_meanwhile_is_stale()
    {
        var read = await _app.Admin.GetJsonAsync($"{Deliveries}/retry-plans/{_plan}");
        var version = read.Response.Headers.ETag!.ToString();
        (await _app.Admin.PostJsonAsync(Path, new { provider = "itsm" }, ifMatch: version)).Ok();

        (await _app.Admin.PostJsonAsync(Path, new { provider = "siem" }, ifMatch: version)).Problem(412, "version.stale");

        var again = await _app.Admin.GetJsonAsync($"{Deliveries}/retry-plans/{_plan}");
        Assert.That(again.Response.Headers.ETag!.ToString(), Is.Not.EqualTo(version));
        (await _app.Admin.PostJsonAsync(Path, new { provider = "siem" }, ifMatch: again.Response.Headers.ETag.ToString())).Ok();
        (await _app.Admin.PostJsonAsync(Path, new { provider = "siem" }, ifMatch: "*")).Ok();
    }

    [Test]
    public async Task Of_two_at_once_one_wins_and_both_tries_are_evidence()
    {
        await using var holder = await _app.Database.Source.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select 1 from destinations for update", holder, transaction))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var accept = AckAsync(new { provider = "siem" });
        var dismiss = AckAsync(new { provider = "siem", acknowledgement_state = "dismissed", notes = "Not needed." });
        await _app.Database.LocksAwaitedAsync(2);
        await transaction.CommitAsync();
        var answers = await Task.WhenAll(accept, dismiss);

        Assert.That(answers.Select(answer => (int)answer.Status), Is.EquivalentTo(new[] { 200, 409 }));
        answers.Single(answer => (int)answer.Status == 409).Problem(409, "changed_meanwhile");
        Assert.That(
            (await _app.Database.EvidenceLinesAsync()).Where(line => line.StartsWith("acknowledge", StringComparison.Ordinal)),
            Is.EquivalentTo(new[] { "acknowledge retry plan: done", "acknowledge retry plan: refused:changed_meanwhile" }));
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from retry_acknowledgements"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_secret_in_notes_is_nowhere_afterwards()
    {
        const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

        var answer = (await AckAsync(new { provider = "siem", notes = $"token {Secret}", external_ref = Secret })).Ok();

        Assert.That(answer.ToJsonString(), Does.Not.Contain(Secret).And.Contain("[redacted:"));
        Assert.That(await _app.Database.EverythingAsync(), Does.Not.Contain(Secret));
        Assert.That(_app.Log.Text, Does.Not.Contain(Secret));
    }

    [Test]
    public async Task The_same_idempotency_key_answers_once()
    {
        var first = (await _app.Admin.PostJsonAsync(Path, new { provider = "siem" }, "ack-1")).Ok();
        var again = await _app.Admin.PostJsonAsync(Path, new { provider = "siem" }, "ack-1");

        Assert.That(again.Ok().Text("acknowledgement.acknowledgement_id"), Is.EqualTo(first.Text("acknowledgement.acknowledgement_id")));
        (await _app.Admin.PostJsonAsync(Path, new { provider = "itsm" }, "ack-1")).Problem(422, "idempotency.key_reused");
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from retry_acknowledgements"), Is.EqualTo(1));
    }

    private string Path => $"{Deliveries}/retry-plans/{_plan}/acknowledgements";

    private Task<Answer> AckAsync(object body) => _app.Admin.PostJsonAsync(Path, body);

    private async Task<string> PlanAsync() =>
        (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created().Text("plan.retry_plan_id");

    private async Task<string> ReasonAsync(Destination destination)
    {
        var plan = (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created().At("plan");
        return plan.At("retry_decisions").AsArray()
            .Single(it => it!.Text("destination_id") == destination.Id.ToString())!.Text("reason_code");
    }
}
