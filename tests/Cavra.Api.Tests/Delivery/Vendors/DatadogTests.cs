using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Providers.Datadog;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

public sealed class DatadogTests
{
    private const string Good = "api_key_env: TOKEN";

    private const string Health = "cavra.go_backend.rollback_drill.acknowledgement_audit_worker_health_alert";

    private DatadogVendor _vendor = null!;

    private static IEnumerable<TestCaseData> Logs =>
    [
        Case("a package", SampleEvents.Package,
            """[{"message":"Rollback drill evidence package gordaa-1: 1 route outstanding, 2 escalated","ddsource":"cavra",""",
            "critical", "cavra.go_backend.rollback_drill.acknowledgement_audit_delivery", "gordaa-1"),
        Case("a test", SampleEvents.Test,
            """[{"message":"Cavra connector test of hook: nothing is wrong and nothing is to be done","ddsource":"cavra",""",
            "info", "cavra.connector.test", "ctest-1"),
    ];

    private static IEnumerable<TestCaseData> Alerts =>
    [
        new TestCaseData(SampleEvents.Firing, "Cavra worker health is critical: The worker missed 3 runs.",
            @"The worker missed 3 runs.\nEpisode: episode-1\nLevel: critical\nMissed runs: 3", "error", "1").SetArgDisplayNames("firing"),
        new TestCaseData(SampleEvents.StillFiring, "Cavra worker health is warning: The worker missed 4 runs.",
            @"The worker missed 4 runs.\nEpisode: episode-1\nLevel: warning\nMissed runs: 3", "warn", "3").SetArgDisplayNames("still firing"),
        new TestCaseData(SampleEvents.Resolved, "Cavra worker health: resolved",
            @"Episode: episode-1\nLevel: healthy\nMissed runs: 3", "ok", "5").SetArgDisplayNames("resolved"),
    ];

    [SetUp]
    public void NewVendor() => _vendor = new DatadogVendor();

    [TestCaseSource(nameof(Logs))]
    public async Task What_is_sent_once_is_a_log_in_every_culture(object what, string begin, string status, string type, string subject)
    {
        var sent = (OutgoingEvent)what;
        await using var rig = await VendorRig.StartAsync(_vendor, ", service: drills, tags: ['team:release', 'env:prod'], application_key_env: APP");

        using var culture = new CommaCulture();
        await rig.SendAsync(sent);

        var request = rig.Requests.Single();
        Assert.That(request.Path, Is.EqualTo("/api/v2/logs"));
        Assert.That(request.Text, Is.EqualTo(
            begin + $$$"""
            "ddtags":"team:release,env:prod","service":"drills","status":"{{{status}}}","timestamp":"2026-03-02T12:00:00.000Z","event_id":"{{{sent.Id}}}",
            """ + $$$"""
            "cavra":{"event_type":"{{{type}}}","workspace":"default","subject":"{{{subject}}}","dataschema":"cavra.test.v1","occurred_at":"2026-03-02T11:00:00.000Z","attempt":1,
            """ + $$$"""
            "data":{{{sent.Data}}}}}]
            """));
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [TestCaseSource(nameof(Alerts))]
    public async Task Worker_health_is_an_event_of_its_episode_in_every_culture(
        object what, string title, string message, string status, string priority)
    {
        var sent = (OutgoingEvent)what;
        await using var rig = await VendorRig.StartAsync(_vendor, ", tags: 'team:release', application_key_env: APP");

        using var culture = new CommaCulture();
        var report = await rig.SendAsync(sent);

        var request = rig.Requests.Single();
        Assert.That((request.Path, request.Headers["dd-application-key"]), Is.EqualTo(("/api/v2/events", "canary-app-1")));
        Assert.That(request.Text, Is.EqualTo(
            $$$"""
            {"data":{"type":"event","attributes":{"title":"{{{title}}}","message":"{{{message}}}",
            """ + """
            "category":"alert","aggregation_key":"episode-1","integration_id":"custom-events","timestamp":"2026-03-02T12:00:00.000Z","tags":["team:release"],
            """ + $$$"""
            "attributes":{"status":"{{{status}}}","priority":"{{{priority}}}","custom":{"event_id":"{{{sent.Id}}}","event_type":"{{{Health}}}",
            """ + """
            "workspace":"default","subject":"gordwh-1","occurred_at":"2026-03-02T11:00:00.000Z","attempt":1,"episode":"episode-1","service":"cavra"}}}}}
            """));
        Assert.That((report.Outcome, report.Reference), Is.EqualTo((DeliveryOutcome.Accepted, "AZabc")));
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task Without_tags_and_application_key_neither_is_named()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        await rig.SendAsync(SampleEvents.Firing);
        await rig.SendAsync(SampleEvents.Package);

        Assert.That(rig.Requests.Select(request => request.Text), Has.None.Contains("tags"));
        Assert.That(rig.Requests.SelectMany(request => request.Headers.Keys), Does.Not.Contain("dd-application-key"));
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [TestCase("title", 500, "Cavra worker health is critical: ", "")]
    [TestCase("message", 4000, "", "\nEpisode: episode-1\nLevel: critical\nMissed runs: 3")]
    public async Task Text_is_cut_between_characters_at_Datadogs_limit(string member, int most, string before, string after)
    {
        string Fill(int rest) => new('x', most - before.Length - rest);

        Assert.That(
            await TextAsync($"{Fill(after.Length + 1)}\U0001F9EF", member), Is.EqualTo($"{before}{Fill(after.Length + 1)}\U0001F9EF{after}"));
        Assert.That(await TextAsync($"{Fill(1)}\U0001F9EFx", member), Is.EqualTo($"{before}{Fill(1)}…"));
        Assert.That(await TextAsync($"{Fill(2)}\U0001F9EFxx", member), Is.EqualTo($"{before}{Fill(2)}\U0001F9EF…"));
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [TestCase(0, ExpectedResult = "accepted, 1")]
    [TestCase(1, ExpectedResult = "rejected, 0")]
    public async Task<string> What_Datadog_would_cut_in_silence_is_not_sent(int over)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        await rig.SendAsync(SampleEvents.PackageOf(0));
        var around = rig.Requests.Single().Body.Length - "[]".Length;

        var report = await rig.SendAsync(SampleEvents.PackageOf(DatadogProvider.MaxLog - around + over));

        return $"{Described(report)}, {rig.Requests.Count - 1}";
    }

    [Test]
    public async Task Text_that_is_hard_to_write_arrives_as_it_was_and_the_title_on_one_line()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.FiringWith(SampleEvents.Nasty));

        var attributes = Attributes(rig.Requests.Single());
        Assert.That(attributes.GetProperty("message").GetString(), Does.StartWith(SampleEvents.Nasty));
        Assert.That(
            attributes.GetProperty("title").GetString(),
            Is.EqualTo("Cavra worker health is critical: a \"quoted\" \\ <b>&amp;</b> first  second third \U0001F9EF"));
    }

    [Test]
    public async Task Long_keys_of_two_episodes_stay_two_keys()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        foreach (var end in new[] { "", "1", "2" })
        {
            var episode = new string('k', 100) + end;
            await rig.SendAsync(SampleEvents.Firing with { Data = SampleEvents.Firing.Data.Replace("episode-1", episode, StringComparison.Ordinal) });
        }

        Assert.That(_vendor.Taken[0], Is.EqualTo(new string('k', 100)));
        Assert.That(_vendor.Taken, Is.Unique.And.Exactly(3).Items);
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [TestCase(202, DatadogVendor.EventAnswer, ExpectedResult = "accepted")]
    [TestCase(202, "{}", ExpectedResult = "not_confirmed")]
    [TestCase(202, "", ExpectedResult = "not_confirmed")]
    [TestCase(202, "<html>", ExpectedResult = "not_confirmed")]
    [TestCase(202, """{"data":{"type":"event"},"errors":[{"status":"400"}]}""", ExpectedResult = "not_confirmed")]
    [TestCase(202, """{"status":"error"}""", ExpectedResult = "not_confirmed")]
    [TestCase(200, DatadogVendor.EventAnswer, ExpectedResult = "not_confirmed")]
    [TestCase(400, """{"errors":[{"status":"400","title":"Bad Request","detail":"title"}]}""", ExpectedResult = "rejected")]
    [TestCase(403, """{"errors":["Forbidden"]}""", ExpectedResult = "authentication")]
    public async Task<string> An_event_is_taken_when_the_answer_holds_it(int status, string body) =>
        await AnsweredAsync(SampleEvents.Firing, status, body);

    [TestCase(202, "{}", ExpectedResult = "accepted")]
    [TestCase(202, "", ExpectedResult = "not_confirmed")]
    [TestCase(202, """{"errors":["x"]}""", ExpectedResult = "not_confirmed")]
    [TestCase(200, "{}", ExpectedResult = "not_confirmed")]
    [TestCase(400, "", ExpectedResult = "rejected")]
    [TestCase(401, "", ExpectedResult = "authentication")]
    [TestCase(403, "", ExpectedResult = "authentication")]
    [TestCase(404, "", ExpectedResult = "misconfigured")]
    [TestCase(408, "", ExpectedResult = "timeout")]
    [TestCase(413, "", ExpectedResult = "rejected")]
    [TestCase(429, "", ExpectedResult = "throttled")]
    [TestCase(500, "", ExpectedResult = "server_error")]
    [TestCase(503, "", ExpectedResult = "server_error")]
    public async Task<string> A_log_is_taken_when_the_answer_is_empty_as_documented(int status, string body) =>
        await AnsweredAsync(SampleEvents.Package, status, body);

    [TestCase(429, "2", ExpectedResult = "throttled, 2, 2")]
    [TestCase(429, "60", ExpectedResult = "throttled, 1, 60")]
    [TestCase(429, "-1", ExpectedResult = "throttled, 2, 0")]
    [TestCase(429, "soon", ExpectedResult = "throttled, 1, ")]
    [TestCase(503, "60", ExpectedResult = "server_error, 1, 60")]
    [TestCase(408, "60", ExpectedResult = "timeout, 1, 60")]
    public async Task<string> The_wait_is_the_seconds_of_its_own_header(int status, string reset)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails((context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers["X-RateLimit-Reset"] = reset;
            return Task.CompletedTask;
        });

        var report = await rig.SendAsync();

        return $"{Described(report)}, {report.Tries}, {report.RetryAfter?.TotalSeconds}";
    }

    [Test]
    public async Task No_key_is_in_a_report_even_if_the_answer_has_it()
    {
        await using var rig = await VendorRig.StartAsync(_vendor, ", application_key_env: APP");
        rig.Fails((context, request) => Echo.AnswerAsync(context, request, 400));

        var report = JsonSerializer.Serialize(await rig.SendAsync(SampleEvents.Firing));

        Assert.That(report, Does.Contain("connector_secret").And.Not.Contain(SampleEvents.Canary));
    }

    [TestCase("", "https://http-intake.logs.datadoghq.com/api/v2/logs", "https://event-management-intake.datadoghq.com/api/v2/events")]
    [TestCase("site: us5.datadoghq.com, ", "https://http-intake.logs.us5.datadoghq.com/api/v2/logs", "https://event-management-intake.us5.datadoghq.com/api/v2/events")]
    [TestCase("url: 'https://in.test', events_url: 'https://ev.test/', ", "https://in.test/api/v2/logs", "https://ev.test/api/v2/events")]
    [TestCase("url: 'https://in.test/a', events_url: 'https://ev.test/b', ", "https://in.test/a", "https://ev.test/b")]
    public void A_site_or_two_urls_say_where_it_goes(string members, string logs, string events)
    {
        using var rig = new DeliveryRig($"connectors: {{hook: {{provider: datadog, {members}{Good}}}}}", _vendor.Environment);

        var settings = (DatadogSettings)rig.Catalog.Entry("hook")!.Definition!.Settings;
        Assert.That((settings.Http.Endpoint.AbsoluteUri, settings.EventsUrl.AbsoluteUri), Is.EqualTo((logs, events)));
    }

    [TestCase("site: datadoghq.eu", "api_key must be named by api_key_env or api_key_file")]
    [TestCase("api_key: canary-x", "api_key is a secret, which the file must not hold")]
    [TestCase($"{Good}, application_key: canary-x", "application_key is a secret, which the file must not hold")]
    [TestCase($"{Good}, site: datadoghq.con", "site must be one of: datadoghq.com")]
    [TestCase($"{Good}, site: datadoghq.eu, url: 'https://in.test', events_url: 'https://ev.test'", "site is given besides url or events_url")]
    [TestCase($"{Good}, url: 'https://in.test'", "events_url must be an absolute http or https URL")]
    [TestCase($"{Good}, events_url: 'https://ev.test'", "url must be given once")]
    [TestCase($"{Good}, tags: [release]", "tags must be at most 100 tags such as team:release")]
    [TestCase($"{Good}, tags: ['team:a,env:b']", "tags must be at most 100 tags such as team:release")]
    [TestCase($"{Good}, host: h", "host is not a member that is known here")]
    [TestCase($"{Good}, headers: {{dd-api-key: {{env: TOKEN}}}}", "headers give dd-api-key a second time")]
    [TestCase($"{Good}, application_key_env: TOKEN, headers: {{dd-application-key: {{env: TOKEN}}}}", "headers give DD-APPLICATION-KEY a second time")]
    public void A_mistake_in_the_file_is_named_and_no_secret_quoted(string members, string problem) =>
        Assert.That(ConnectorProblems.Of("datadog", members), Does.Contain(problem).And.Not.Contain(SampleEvents.Canary));

    private static TestCaseData Case(
        string name, OutgoingEvent what, string begin, string status, string type, string subject) =>
        new TestCaseData(what, begin, status, type, subject).SetArgDisplayNames(name);

    private static string Described(AttemptReport report) =>
        report.FailureClass is { } failure ? WireName.Of(failure) : WireName.Of(report.Outcome);

    private static JsonElement Attributes(ReceivedRequest request) =>
        JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("data").GetProperty("attributes");

    private async Task<string> TextAsync(string finding, string member)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        await rig.SendAsync(SampleEvents.FiringWith(finding));
        return Attributes(rig.Requests.Single()).GetProperty(member).GetString()!;
    }

    private async Task<string> AnsweredAsync(OutgoingEvent what, int status, string body)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails((context, _) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });
        return Described(await rig.SendAsync(what));
    }
}
