using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.HealthAlerts;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

public sealed class AlertmanagerTests
{
    private const string Health = "cavra.go_backend.rollback_drill.acknowledgement_audit_worker_health_alert";

    private AlertmanagerVendor _vendor = null!;

    private static IEnumerable<TestCaseData> Requests =>
    [
        Case("firing", SampleEvents.Firing, Alert("evt-h1", "critical", "Cavra worker health is critical: The worker missed 3 runs.", "The worker missed 3 runs.", "15:00")),
        Case("still firing", SampleEvents.StillFiring, Alert("evt-h2", "warning", "Cavra worker health is warning: The worker missed 4 runs.", "The worker missed 4 runs.", "15:00")),
        Case("resolved", SampleEvents.Resolved, Alert("evt-h3", "healthy", "Cavra worker health: resolved", null, "12:00")),
        Case("a test", SampleEvents.Test,
            """[{"labels":{"alertname":"CavraConnectorTest","workspace":"default","episode":"evt-t","severity":"info","team":"release"},"annotations":{"summary":"Cavra connector test of hook: nothing is wrong and nothing is to be done","event_id":"evt-t","event_type":"cavra.connector.test","occurred_at":"2026-03-02T11:00:00.000Z","attempt":"1"},"startsAt":"2026-03-02T12:00:00.000Z","endsAt":"2026-03-02T12:05:00.000Z"}]"""),
    ];

    [SetUp]
    public void NewVendor() => _vendor = new AlertmanagerVendor();

    [TestCaseSource(nameof(Requests))]
    public async Task Each_kind_of_event_is_one_alert_in_every_culture(object what, string alert)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        using var culture = new CommaCulture();
        var report = await rig.SendAsync((OutgoingEvent)what);

        Assert.That(rig.Carrying.Single().Text, Is.EqualTo(alert));
        Assert.That(report.Outcome, Is.EqualTo(DeliveryOutcome.Confirmed));
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task An_episode_is_one_alert_whatever_its_level_and_ends_with_the_last_event()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.Firing);
        await rig.SendAsync(SampleEvents.StillFiring);
        Assert.That(_vendor.FiringNow, Has.Count.EqualTo(1));

        await rig.SendAsync(SampleEvents.Resolved);

        Assert.That(_vendor.FiringNow, Is.Empty);
        Assert.That(_vendor.LabelSets, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task It_is_read_back_by_name_and_episode()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        var report = await rig.SendAsync(SampleEvents.Firing);

        Assert.That(
            (rig.Requests[^1].Method, rig.Requests[^1].Path),
            Is.EqualTo(("GET", "/am/api/v2/alerts?filter=alertname%3D%22CavraWorkerHealth%22&filter=episode%3D%22episode-1%22")));
        Assert.That(report.Reference, Is.EqualTo("firing:CavraWorkerHealth:episode-1"));
    }

    [Test]
    public async Task Each_event_of_an_episode_starts_when_the_episode_began()
    {
        var began = new DateTimeOffset(2026, 3, 2, 9, 30, 15, 250, TimeSpan.Zero);
        var episode = Ids.New<HealthEpisodeId>(began).ToString();
        await using var rig = await VendorRig.StartAsync(_vendor);

        foreach (var what in new[] { SampleEvents.Firing, SampleEvents.StillFiring, SampleEvents.Resolved })
        {
            await rig.SendAsync(what with { Data = what.Data.Replace("episode-1", episode, StringComparison.Ordinal) });
        }

        Assert.That(
            rig.Carrying.Select(request => Sent(request).GetProperty("startsAt").GetString()),
            Has.Exactly(3).EqualTo("2026-03-02T09:30:15.250Z"));
    }

    [TestCase(60, ExpectedResult = "2026-03-02T15:00:00.000Z")]
    [TestCase(61, ExpectedResult = "2026-03-02T15:03:00.000Z")]
    public async Task<string?> It_ends_by_itself_after_three_times_the_interval_but_not_before_three_hours(int minutes)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.Firing with
        {
            Data = SampleEvents.Firing.Data.Replace("{\"status\"", $"{{\"expected_interval_minutes\":{minutes},\"status\"", StringComparison.Ordinal),
        });

        return Sent(rig.Carrying.Single()).GetProperty("endsAt").GetString();
    }

    [Test]
    public async Task It_outlasts_two_repeats_that_fail_and_the_look_that_makes_the_third()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.Firing);

        var repeat = TimeSpan.FromMinutes(RepeatPolicy.Default.EveryMinutes);
        Assert.That(Sent(rig.Carrying.Single()).GetProperty("endsAt").GetDateTimeOffset() - rig.Clock.GetUtcNow(), Is.EqualTo(3 * repeat));
    }

    [Test]
    public async Task An_event_of_a_later_moment_than_ours_starts_now()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.Resolved with { Time = SampleEvents.Resolved.Time.AddDays(1) });

        Assert.That(Sent(rig.Carrying.Single()).GetProperty("startsAt").GetString(), Is.EqualTo("2026-03-02T12:00:00.000Z"));
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task Text_that_is_hard_to_write_arrives_in_annotations()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.FiringWith(SampleEvents.Nasty));

        Assert.That(Sent(rig.Carrying.Single()).GetProperty("annotations").GetProperty("description").GetString(), Is.EqualTo(SampleEvents.Nasty));
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task What_does_not_begin_and_end_is_refused_and_not_sent()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        foreach (var what in new[] { SampleEvents.Package, DeliveryRig.Event })
        {
            var report = await rig.SendAsync(what);

            Assert.That((report.FailureClass, report.Fault), Is.EqualTo((FailureClass.Misconfigured, Domain.AuditDeliveries.Fault.Ours)));
            Assert.That(report.Error, Does.Contain("only worker health"));
        }

        Assert.That(rig.Requests, Is.Empty);
    }

    [Test]
    public async Task A_later_attempt_finds_what_is_there_and_sends_nothing()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        await rig.SendAsync(SampleEvents.Firing);

        var report = await rig.SendAsync(SampleEvents.Firing, number: 2);

        Assert.That(report.Outcome, Is.EqualTo(DeliveryOutcome.Confirmed));
        Assert.That(rig.Carrying, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_alert_whose_answer_was_lost_is_found_and_not_sent_again()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.LosesNextAnswer();

        var report = await rig.SendAsync(SampleEvents.Firing);

        Assert.That((report.Outcome, report.Tries), Is.EqualTo((DeliveryOutcome.Confirmed, 2)));
        Assert.That(_vendor.Taken, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_later_attempt_is_sent_where_the_alert_is_of_another_event_and_a_resolution_always_is()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        await rig.SendAsync(SampleEvents.Firing);

        await rig.SendAsync(SampleEvents.StillFiring, number: 2);
        await rig.SendAsync(SampleEvents.Resolved, number: 2);
        await rig.SendAsync(SampleEvents.Resolved, number: 3);

        Assert.That(_vendor.Taken, Is.EqualTo(new[] { "evt-h1", "evt-h2", "evt-h3", "evt-h3" }));
    }

    [TestCase(503, "")]
    [TestCase(200, "<html>Sign in</html>")]
    [TestCase(200, """{"labels":{}}""")]
    [TestCase(200, """[{"labels":{"alertname":"CavraWorkerHealth","episode":"episode-1","team":"other"}}]""")]
    public async Task A_reading_that_does_not_show_the_alert_confirms_nothing(int status, string body)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.AnswersOthers((context, _) => AnswerAsync(context, status, body));

        Assert.That((await rig.SendAsync(SampleEvents.Firing)).Outcome, Is.EqualTo(DeliveryOutcome.Unconfirmed));
    }

    [TestCase(503, "")]
    [TestCase(200, "<html>Sign in</html>")]
    [TestCase(200, """[{"labels":{"alertname":"CavraWorkerHealth","episode":"episode-1","team":"release"},"status":{"state":"suppressed"}}]""")]
    public async Task A_resolution_is_confirmed_only_by_a_list_without_the_alert(int status, string body)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.AnswersOthers((context, _) => AnswerAsync(context, status, body));

        Assert.That((await rig.SendAsync(SampleEvents.Resolved)).Outcome, Is.EqualTo(DeliveryOutcome.Unconfirmed));
    }

    [Test]
    public async Task Without_confirmation_it_is_accepted_and_not_read_back()
    {
        await using var rig = await VendorRig.StartAsync(_vendor, ", confirm: false");

        var report = await rig.SendAsync(SampleEvents.Firing);

        Assert.That(report.Outcome, Is.EqualTo(DeliveryOutcome.Accepted));
        Assert.That(rig.Requests, Has.Count.EqualTo(1));
    }

    [TestCase(400, "\"start time must be before end time\"", ExpectedResult = "rejected")]
    [TestCase(422, "{\"code\":602,\"message\":\"labels in body is required\"}", ExpectedResult = "rejected")]
    [TestCase(401, "", ExpectedResult = "authentication")]
    [TestCase(404, "", ExpectedResult = "misconfigured")]
    [TestCase(500, "\"internal\"", ExpectedResult = "server_error")]
    [TestCase(200, "<html>Sign in</html>", ExpectedResult = "not_confirmed")]
    [TestCase(204, "", ExpectedResult = "not_confirmed")]
    public async Task<string> Each_answer_is_read_as_documented(int status, string body)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails((context, _) => AnswerAsync(context, status, body));

        return WireName.Of((await rig.SendAsync()).FailureClass!.Value);
    }

    [Test]
    public async Task The_token_is_in_no_report()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails((context, request) => AnswerAsync(context, 400, $"{request.Path} {request.Headers["authorization"]}"));

        var report = await rig.SendAsync();

        Assert.That(report.AnswerExcerpt, Does.Contain("[redacted:connector_secret]"));
        Assert.That(ReportText.Of(report), Does.Not.Contain(SampleEvents.Canary));
    }

    [TestCase("enabled: true", "url must be given once")]
    [TestCase("url: 'https://a.example.com', token: canary", "token is a secret, which the file must not hold")]
    [TestCase("url: 'https://a.example.com', labels: release", "labels must be a mapping")]
    [TestCase("url: 'https://a.example.com', labels: {1st: a}", "labels.1st is not a label name")]
    [TestCase("url: 'https://a.example.com', labels: {a-b: a}", "labels.a-b is not a label name")]
    [TestCase("url: 'https://a.example.com', labels: {team: ''}", "labels.team must not be empty")]
    [TestCase("url: 'https://a.example.com', labels: {episode: one}", "labels.episode is set by Cavra and can't be configured")]
    [TestCase("url: 'https://a.example.com', labels: {alertname: one}", "labels.alertname is set by Cavra and can't be configured")]
    [TestCase("url: 'https://a.example.com', confirm_timeout_seconds: 5", "confirm_timeout_seconds is not a member that is known here")]
    public void What_is_configured_wrongly_is_said(string members, string problem) =>
        Assert.That(ConnectorProblems.Of("alertmanager", members), Does.Contain(problem).And.Not.Contain(SampleEvents.Canary));

    [Test]
    public async Task The_file_may_say_the_severity_of_alerts_but_not_of_tests()
    {
        await using var rig = await VendorRig.StartAsync(new AlertmanagerVendor { Severity = "page" });

        await rig.SendAsync(SampleEvents.Firing);
        await rig.SendAsync(SampleEvents.Test);

        Assert.That(
            rig.Carrying.Select(request => Sent(request).GetProperty("labels").GetProperty("severity").GetString()),
            Is.EqualTo(new[] { "page", "info" }));
    }

    private static TestCaseData Case(string name, OutgoingEvent what, string alert) => new TestCaseData(what, alert).SetArgDisplayNames(name);

    private static string Alert(string id, string level, string summary, string? description, string end) =>
        """[{"labels":{"alertname":"CavraWorkerHealth","workspace":"default","episode":"episode-1","severity":"critical","team":"release"},"annotations":{"summary":""" + $"\"{summary}\"" + (description is null ? "" : $",\"description\":\"{description}\"") + $",\"alert_level\":\"{level}\",\"event_id\":\"{id}\",\"event_type\":\"{Health}\",\"occurred_at\":\"2026-03-02T11:00:00.000Z\",\"attempt\":\"1\",\"episode_state\":\"{(description is null ? "resolved" : "firing")}\"}},\"startsAt\":\"2026-03-02T11:00:00.000Z\",\"endsAt\":\"2026-03-02T{end}:00.000Z\"}}]";

    private static JsonElement Sent(ReceivedRequest request) => JsonSerializer.Deserialize<JsonElement>(request.Body)[0];

    private static Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }
}
