using System.Globalization;
using System.Net;
using Cavra.Api.Tests.Redaction;
using Cavra.Testing;
using Npgsql;
using static Cavra.Api.Tests.Notifications.NotificationScene;

namespace Cavra.Api.Tests.Notifications;

public sealed class AcknowledgeNotificationTests
{
    private const string UnsettledConnectors = "select connector from notification_routes where not is_settled order by id";

    private NotificationScene _scene = null!;

    private CavraApp App => _scene.App;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task An_answer_settles_its_route_and_is_kept_with_who_gave_it()
    {
        var plan = await _scene.GivenANotifiedScheduleAsync("nightly");

        var answer = (await _scene.AcknowledgeAsync(
            "nightly", new { provider = "webhook", external_ref = "CHG-7", notes = "On it.", acknowledged_by = "mallory" })).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(answer.Text("acknowledgement.acknowledgement_state"), Is.EqualTo("acknowledged"));
            Assert.That(answer.Text("acknowledgement.plan_id"), Is.EqualTo(plan.Text("plan.plan_id")));
            Assert.That(answer.Text("acknowledgement.acknowledged_by"), Is.EqualTo("administrator"));
            Assert.That(answer.Text("acknowledgement.on_behalf_of"), Is.EqualTo("mallory"));
            Assert.That(answer.Text("metadata.external_ref"), Is.EqualTo("CHG-7"));
            Assert.That(answer.Text("actor.workspace"), Is.EqualTo(App.Workspace));
        });
        Assert.That(await App.Database.ColumnAsync(UnsettledConnectors), Is.EqualTo(new[] { "siem-webhook" }));
        var entry = (await App.Database.EvidenceAsync()).Single(entry => entry.Text("what.action") == "acknowledge notification");
        Assert.That(entry.Text("who.on_behalf_of"), Is.EqualTo("mallory"));
    }

    [TestCase("dismissed")]
    [TestCase("escalated")]
    public async Task An_answer_that_settles_nothing_leaves_the_route_open(string state)
    {
        await _scene.GivenANotifiedScheduleAsync("nightly");

        (await _scene.AcknowledgeAsync("nightly", new { provider = "webhook", acknowledgement_state = state })).Ok();

        Assert.That(await App.Database.ColumnAsync(UnsettledConnectors), Is.EquivalentTo(new[] { "webhook", "siem-webhook" }));
    }

    [Test]
    public async Task An_answer_never_counts_for_a_later_plan()
    {
        var first = await _scene.GivenANotifiedScheduleAsync("nightly");
        (await _scene.AcknowledgeAsync("nightly", new { provider = "webhook" })).Ok();
        var second = await _scene.NotifyAsync("nightly");

        var late = (await _scene.AcknowledgeAsync("nightly", new { provider = "siem-webhook", plan_id = first.Text("plan.plan_id") })).Ok();

        Assert.That(late.Text("acknowledgement.plan_id"), Is.EqualTo(first.Text("plan.plan_id")));
        Assert.That(
            await App.Database.ColumnAsync("select distinct 'gordn-' || replace(plan_id::text, '-', '') from notification_routes where not is_settled"),
            Is.EqualTo(new[] { second.Text("plan.plan_id") }));
        Assert.That(
            await App.Database.ScalarAsync<long>("select count(*) from notification_routes where not is_settled"), Is.EqualTo(2));
    }

    [Test]
    public async Task An_answer_that_names_no_plan_is_for_the_latest()
    {
        await _scene.GivenANotifiedScheduleAsync("nightly");
        var second = await _scene.NotifyAsync("nightly");

        var answer = (await _scene.AcknowledgeAsync("nightly", new { provider = "webhook" })).Ok();

        Assert.That(answer.Text("acknowledgement.plan_id"), Is.EqualTo(second.Text("plan.plan_id")));
    }

    [Test]
    public async Task Who_answers_while_somebody_else_is_answering_is_told_so_and_changes_nothing()
    {
        await _scene.GivenANotifiedScheduleAsync("nightly");
        await using var other = await App.Database.Source.OpenConnectionAsync();
        await using var answering = await other.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("update notification_routes set acknowledged_by = 'dana' where connector = 'webhook'", other);
        await command.ExecuteNonQueryAsync();

        var late = _scene.AcknowledgeAsync("nightly", new { provider = "webhook" });
        await App.Database.LocksAwaitedAsync(1);
        await answering.CommitAsync();

        (await late).Problem(409, "changed_meanwhile");
        Assert.That(await App.Database.ScalarAsync<long>("select count(*) from notification_acknowledgements"), Is.Zero);
        Assert.That(await App.Database.EvidenceLinesAsync(), Does.Contain("acknowledge notification: refused:changed_meanwhile"));
    }

    [Test]
    public async Task What_cannot_be_answered_is_refused_and_proved()
    {
        (await _scene.AcknowledgeAsync("nightly", new { provider = "webhook" })).Problem(404, "drill_schedule.not_found");
        await App.GivenAScheduleAsync("nightly");
        (await _scene.AcknowledgeAsync("nightly", new { provider = "webhook" })).Problem(409, "notification.nothing_to_acknowledge");
        var plan = (await _scene.NotifyAsync("nightly")).Text("plan.plan_id");
        (await _scene.AcknowledgeAsync("nightly", new { provider = "pager" })).Problem(404, "notification.route_not_found");
        (await _scene.AcknowledgeAsync("nightly", new { provider = "webhook", plan_id = "gordn-1" })).Problem(404, "notification.plan_not_found");
        await App.GivenAScheduleAsync("weekly");
        (await _scene.AcknowledgeAsync("weekly", new { provider = "webhook", plan_id = plan })).Problem(422, "notification.plan_of_another_schedule");

        Assert.That(await App.Database.ScalarAsync<long>("select count(*) from notification_acknowledgements"), Is.Zero);
        Assert.That(
            (await App.Database.EvidenceLinesAsync()).Count(line => line.StartsWith("acknowledge notification: refused:", StringComparison.Ordinal)),
            Is.EqualTo(5));
    }

    [Test]
    public async Task A_suppressed_route_has_nothing_to_answer()
    {
        await App.GivenAScheduleAsync("calm", GivenDrills.AScheduleBody("2027-01-15T09:00:00Z"));
        await _scene.NotifyAsync("calm");

        (await _scene.AcknowledgeAsync("calm", new { provider = "webhook" })).Problem(409, "notification.route_suppressed");
    }

    [TestCase("""{}""", "/provider")]
    [TestCase("""{"provider": "webhook", "acknowledgement_state": "accepted"}""", "/acknowledgement_state")]
    [TestCase("""{"provider": "web hook"}""", "/provider")]
    [TestCase("""{"provider": "webhook", "note": "x"}""", "/note")]
    public async Task A_malformed_answer_names_the_member(string body, string place) =>
        (await _scene.AcknowledgeAsync("nightly", body)).InvalidAt(place);

    [Test]
    public async Task Notes_and_references_have_their_longest()
    {
        (await _scene.AcknowledgeAsync("nightly", new { provider = "webhook", notes = new string('x', 2_001) })).InvalidAt("/notes");
        (await _scene.AcknowledgeAsync("nightly", new { provider = "webhook", external_ref = new string('x', 201) })).InvalidAt("/external_ref");
    }

    [Test]
    public async Task Of_two_people_who_answer_at_once_each_is_either_kept_or_told_that_the_other_was_first()
    {
        await _scene.GivenANotifiedScheduleAsync("nightly");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _scene.AcknowledgeAsync("nightly", new { provider = "webhook" })));

        var kept = answers.Count(answer => answer.Status is HttpStatusCode.OK);
        foreach (var refused in answers.Where(answer => answer.Status is not HttpStatusCode.OK))
        {
            refused.Problem(409, "changed_meanwhile");
        }

        Assert.That(kept, Is.GreaterThanOrEqualTo(1));
        Assert.That(await App.Database.ScalarAsync<long>("select count(*) from notification_acknowledgements"), Is.EqualTo(kept));
        Assert.That(
            await App.Database.ScalarAsync<long>("select count(*) from evidence_entries where action = 'acknowledge notification'"),
            Is.EqualTo(8));
        Assert.That(
            await App.Database.ScalarAsync<long>(
                "select count(*) from notification_routes r join notification_acknowledgements a on a.id = r.acknowledgement_id"),
            Is.EqualTo(1));
    }

    [Test]
    public async Task Several_are_answered_together_or_none_is()
    {
        await _scene.GivenANotifiedScheduleAsync("nightly");
        await _scene.GivenANotifiedScheduleAsync("weekly");
        var routes = new[] { Route("nightly", "webhook"), Route("weekly", "siem-webhook") };

        var refused = (await Bulk(new { routes = routes.Append(Route("weekly", "pager")) })).Problem(404, "notification.route_not_found");
        var untouched = await App.Database.ScalarAsync<long>("select count(*) from notification_acknowledgements");
        var answered = (await Bulk(new { routes, acknowledgement_state = "resolved", notes = "Both done." })).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(refused["errors"]?["/routes/2"], Is.Not.Null);
            Assert.That(untouched, Is.Zero);
            Assert.That(answered.Number("acknowledgement_count"), Is.EqualTo(2));
            Assert.That(answered.Text("bulk_id"), Does.StartWith("gordackbulk-"));
            Assert.That(answered.Text("acknowledgements.1.notes"), Is.EqualTo("Both done."));
            Assert.That(answered.At("metadata").AsArray(), Has.Count.EqualTo(2));
        });
        Assert.That(await App.Database.ScalarAsync<long>("select count(*) from notification_acknowledgements"), Is.EqualTo(2));
        Assert.That(await App.Database.ScalarAsync<long>("select count(*) from notification_routes where is_settled"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_bulk_answer_has_one_to_a_hundred_routes_each_once()
    {
        (await Bulk(new { routes = Array.Empty<object>() })).InvalidAt("/routes");
        (await Bulk(new { routes = Enumerable.Range(0, 101).Select(i => Route($"s-{i}", "webhook")) })).InvalidAt("/routes");
        (await Bulk(new { routes = new[] { Route("a", "webhook"), Route("a", "webhook") } })).InvalidAt("/routes/1");
        (await Bulk(new { routes = new[] { new { schedule_id = "a" } } })).InvalidAt("/routes/0/provider");
    }

    [Test]
    public async Task Secrets_in_texts_reach_no_table_and_no_log()
    {
        await _scene.GivenANotifiedScheduleAsync("nightly");
        var texts = Canaries.Alone.Select(canary => canary.Secret)
            .Concat(Canaries.Told.Select(told => string.Format(CultureInfo.InvariantCulture, told.Text, told.Secret)))
            .Where(text => text.Length <= 200).ToList();

        foreach (var text in texts)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(1));
            (await _scene.AcknowledgeAsync(
                "nightly", new { provider = "webhook", external_ref = text, notes = text, acknowledged_by = text })).Ok();
        }

        var kept = await App.Database.EverythingAsync() + App.Log.Text;
        Assert.That(texts, Has.Count.GreaterThan(30));
        Assert.That(Canaries.Alone.Where(canary => kept.Contains(canary.Secret, StringComparison.Ordinal)), Is.Empty);
        Assert.That(texts.Where(text => kept.Contains(text, StringComparison.Ordinal)), Is.Empty);
    }

    private static object Route(string schedule, string provider) => new { schedule_id = schedule, provider };

    private Task<Answer> Bulk(object body) => _scene.Client.PostJsonAsync($"{Root}/acknowledgements/bulk", body);
}
