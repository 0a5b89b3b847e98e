using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

public sealed class PagerDutyTests
{
    private const string Start = $$"""{"routing_key":"{{PagerDutyVendor.Key}}","event_action":""";
    private const string Health = "cavra.go_backend.rollback_drill.acknowledgement_audit_worker_health_alert";
    private const string Audit = "cavra.go_backend.rollback_drill.acknowledgement_audit_delivery";

    private PagerDutyVendor _vendor = null!;

    private static IEnumerable<TestCaseData> Requests =>
    [
        Case("a package", SampleEvents.Package,
            "\"trigger\",\"dedup_key\":\"evt-p\",\"client\":\"Cavra\",\"payload\":{\"summary\":\"Rollback drill evidence package gordaa-1: 1 route outstanding, 2 escalated\",\"source\":\"cavra\",\"severity\":\"critical\",\"timestamp\":\"2026-03-02T12:00:00.000Z\",\"group\":\"default\",\"class\":\"" + Audit + "\",\"custom_details\":{\"event_id\":\"evt-p\",\"event_type\":\"" + Audit + "\",\"workspace\":\"default\",\"occurred_at\":\"2026-03-02T11:00:00.000Z\",\"attempt\":\"1\",\"facts\":{\"Audit package\":\"gordaa-1\",\"Level\":\"critical\",\"Escalated\":\"2\",\"Outstanding\":\"1\"}}}}"),
        Case("firing", SampleEvents.Firing, Firing("evt-h1", "critical", 3)),
        Case("still firing", SampleEvents.StillFiring, Firing("evt-h2", "warning", 4)),
        Case("resolved", SampleEvents.Resolved, "\"resolve\",\"dedup_key\":\"episode-1\"}"),
        Case("a test", SampleEvents.Test,
            "\"trigger\",\"dedup_key\":\"evt-t\",\"client\":\"Cavra\",\"payload\":{\"summary\":\"Cavra connector test of hook: nothing is wrong and nothing is to be done\",\"source\":\"cavra\",\"severity\":\"info\",\"timestamp\":\"2026-03-02T12:00:00.000Z\",\"group\":\"default\",\"class\":\"cavra.connector.test\",\"custom_details\":{\"event_id\":\"evt-t\",\"event_type\":\"cavra.connector.test\",\"workspace\":\"default\",\"occurred_at\":\"2026-03-02T11:00:00.000Z\",\"attempt\":\"1\",\"facts\":{\"Test\":\"ctest-1\"}}}}"),
    ];

    [SetUp]
    public void NewVendor() => _vendor = new PagerDutyVendor();

    [TestCaseSource(nameof(Requests))]
    public async Task Each_kind_of_event_is_one_request_in_every_culture(object what, string rest)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        using var culture = new CommaCulture();
        await rig.SendAsync((OutgoingEvent)what);

        Assert.That(rig.Requests.Single().Text, Is.EqualTo(Start + rest));
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task An_episode_is_one_alert_that_is_opened_and_closed()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.Firing);
        await rig.SendAsync(SampleEvents.StillFiring);
        await rig.SendAsync(SampleEvents.StillFiring, number: 2);
        Assert.That(_vendor.Open, Is.EqualTo(new[] { "episode-1" }));

        await rig.SendAsync(SampleEvents.Resolved);

        Assert.That(_vendor.Open, Is.Empty);
        Assert.That(_vendor.Taken, Has.Count.EqualTo(4).And.All.EqualTo("episode-1"));
    }

    [Test]
    public async Task An_end_under_another_routing_key_than_the_beginning_is_no_success_and_not_sent()
    {
        await using var before = await VendorRig.StartAsync(_vendor);
        await using var after = await VendorRig.StartAsync(new PagerDutyVendor("canary8routing8key8000000000000y"));
        var begun = await before.SendAsync(SampleEvents.Firing);

        var refused = await after.SendAsync(SampleEvents.Resolved, episode: begun.Reference);

        Assert.That((refused.FailureClass, refused.Fault), Is.EqualTo(((FailureClass?)FailureClass.Misconfigured, Domain.AuditDeliveries.Fault.Ours)));
        Assert.That(refused.Error, Does.Contain("another routing key"));
        Assert.That(after.Requests, Is.Empty);

        Assert.That((await before.SendAsync(SampleEvents.Resolved, episode: begun.Reference)).Outcome, Is.EqualTo(DeliveryOutcome.Accepted));
        Assert.That(_vendor.Open, Is.Empty);
    }

    [Test]
    public async Task Under_another_routing_key_an_alert_goes_out_all_the_same()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        var report = await rig.SendAsync(SampleEvents.StillFiring, episode: "routing-key-0000000000000000");

        Assert.That(report.Outcome, Is.EqualTo(DeliveryOutcome.Accepted));
        Assert.That(_vendor.Open, Is.EqualTo(new[] { "episode-1" }));
    }

    [TestCase(null)]
    [TestCase("C0123456789:1503435956.000241")]
    public async Task An_end_of_which_it_is_not_known_under_which_key_it_began_is_sent(string? reference)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        Assert.That((await rig.SendAsync(SampleEvents.Resolved, episode: reference)).Outcome, Is.EqualTo(DeliveryOutcome.Accepted));
    }

    [Test]
    public async Task What_is_kept_of_the_routing_key_tells_it_from_others_and_does_not_show_it()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        var report = await rig.SendAsync(SampleEvents.Firing);

        Assert.That(report.Reference, Does.Match("^routing-key-[0-9a-f]{16}$"));
        Assert.That(ReportText.Of(report), Does.Not.Contain(SampleEvents.Canary));
    }

    [Test]
    public async Task A_later_attempt_has_the_same_key_and_says_which_it_is()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.Package, number: 3);

        var body = JsonSerializer.Deserialize<JsonElement>(rig.Requests.Single().Text);
        Assert.That(body.GetProperty("dedup_key").GetString(), Is.EqualTo("evt-p"));
        Assert.That(body.GetProperty("payload").GetProperty("custom_details").GetProperty("attempt").GetString(), Is.EqualTo("3"));
    }

    [TestCase(1024, ExpectedResult = "whole")]
    [TestCase(1025, ExpectedResult = "cut")]
    public async Task<string> A_summary_is_cut_between_characters(int length)
    {
        const string Before = "Cavra worker health is critical: ";
        var finding = new string('x', length - Before.Length - 2) + "\U0001F9EF\U0001F9EF";
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.FiringWith(finding));

        Assert.That(_vendor.Complaints, Is.Empty);
        var summary = Summary(rig);
        if (summary == Before + finding)
        {
            return "whole";
        }

        Assert.That(summary, Is.EqualTo($"{Before}{finding[..^4]}…"));
        Assert.That(summary.EnumerateRunes().Count(), Is.EqualTo(1024));
        return "cut";
    }

    [Test]
    public async Task Text_that_is_hard_to_write_breaks_nothing_and_the_summary_is_one_line()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.FiringWith(SampleEvents.Nasty));

        Assert.That(_vendor.Complaints, Is.Empty);
        Assert.That(Summary(rig), Does.EndWith(SampleEvents.Nasty.Replace('\r', ' ').Replace('\n', ' ').Replace('\u2028', ' ')));
        Assert.That(
            JsonSerializer.Deserialize<JsonElement>(rig.Requests.Single().Text)
                .GetProperty("payload").GetProperty("custom_details").GetProperty("findings")[0].GetString(),
            Is.EqualTo(SampleEvents.Nasty));
    }

    [Test]
    public async Task The_longest_event_stays_below_the_limit_of_a_request()
    {
        var alerts = string.Join(',', Enumerable.Repeat($$"""{"message":"{{string.Concat(Enumerable.Repeat("\\u0001", 3000))}}"}""", 400));
        var what = SampleEvents.Firing with { Data = $$"""{"status":"firing","alert_level":"critical","dedup":"episode-1","alerts":[{{alerts}}]}""" };
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(what);

        Assert.That(_vendor.Complaints, Is.Empty);
        Assert.That(rig.Requests.Single().Body, Has.Length.InRange(250_000, 512_000));
    }

    [TestCase(400, """{"status":"invalid event","message":"Event object is invalid","errors":["'payload.summary' is missing or blank"]}""", ExpectedResult = "rejected")]
    [TestCase(400, """{"status":"invalid event","message":"Event object is invalid","errors":["Length of 'routing_key' is incorrect (should be 32 characters)"]}""", ExpectedResult = "misconfigured")]
    [TestCase(400, """{"status":"invalid event","message":"Invalid routing key","errors":[]}""", ExpectedResult = "misconfigured")]
    [TestCase(400, "<html>routing_key</html>", ExpectedResult = "rejected")]
    [TestCase(404, "", ExpectedResult = "misconfigured")]
    [TestCase(429, "", ExpectedResult = "throttled")]
    [TestCase(500, "", ExpectedResult = "server_error")]
    [TestCase(200, """{"status":"success","message":"Event processed","dedup_key":"evt-1"}""", ExpectedResult = "not_confirmed")]
    [TestCase(202, """{"status":"success","message":"Event processed","dedup_key":"evt-1"}""", ExpectedResult = "accepted")]
    [TestCase(202, """{"status":"success","message":"Event processed","dedup_key":"other"}""", ExpectedResult = "not_confirmed")]
    [TestCase(202, """{"status":"failure"}""", ExpectedResult = "not_confirmed")]
    [TestCase(202, "", ExpectedResult = "not_confirmed")]
    public async Task<string> Each_answer_is_read_as_documented(int status, string body)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails((context, _) => AnswerAsync(context, status, body));

        var report = await rig.SendAsync();

        return report.FailureClass is { } failure ? WireName.Of(failure) : WireName.Of(report.Outcome);
    }

    [Test]
    public async Task The_routing_key_is_in_no_report()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails((context, request) => AnswerAsync(context, 400, $"{request.Path} {request.Text}"));

        var report = await rig.SendAsync();

        Assert.That(rig.Requests.Single().Text, Does.Contain(PagerDutyVendor.Key), "it was sent");
        Assert.That(report.AnswerExcerpt, Does.Contain("[redacted:connector_secret]"));
        Assert.That(ReportText.Of(report), Does.Not.Contain(SampleEvents.Canary));
    }

    [TestCase("", "routing_key must be named by routing_key_env or routing_key_file")]
    [TestCase("routing_key: canary", "routing_key is a secret, which the file must not hold; use routing_key_env or routing_key_file")]
    [TestCase("routing_key_env: TOKEN", "routing_key must be the 32 letters and digits of an Events API v2 integration")]
    [TestCase("routing_key_env: TOKEN, region: eu", "region is not a member that is known here")]
    [TestCase("routing_key_env: TOKEN, token_env: TOKEN", "token_env is not a member that is known here")]
    public void What_is_configured_wrongly_is_said(string members, string problem)
    {
        var said = ConnectorProblems.Of("pagerduty", members.Length == 0 ? "enabled: true" : members);

        Assert.That(said, Does.Contain(problem).And.Not.Contain(SampleEvents.Canary));
    }

    [Test]
    public void The_url_is_pagerdutys_own_where_none_is_given_and_a_source_may_be()
    {
        using var rig = new DeliveryRig(
            "connectors: {hook: {provider: pagerduty, routing_key_env: KEY, source: eu-1}}", _vendor.Environment);

        Assert.That(rig.Catalog.Problems, Is.Empty);
        Assert.That(
            rig.Catalog.Entry("hook")!.Definition!.Settings.Target.Address, Is.EqualTo("https://events.pagerduty.com/v2/enqueue"));
    }

    private static TestCaseData Case(string name, OutgoingEvent what, string rest) => new TestCaseData(what, rest).SetArgDisplayNames(name);

    private static string Firing(string id, string level, int missed) =>
        "\"trigger\",\"dedup_key\":\"episode-1\",\"client\":\"Cavra\",\"payload\":{\"summary\":\"Cavra worker health is " + level + ": The worker missed " + missed + " runs.\",\"source\":\"cavra\",\"severity\":\"" + level + "\",\"timestamp\":\"2026-03-02T12:00:00.000Z\",\"group\":\"default\",\"class\":\"" + Health + "\",\"custom_details\":{\"event_id\":\"" + id + "\",\"event_type\":\"" + Health + "\",\"workspace\":\"default\",\"occurred_at\":\"2026-03-02T11:00:00.000Z\",\"attempt\":\"1\",\"episode\":\"episode-1\",\"episode_state\":\"firing\",\"findings\":[\"The worker missed " + missed + " runs.\"],\"facts\":{\"Episode\":\"episode-1\",\"Level\":\"" + level + "\",\"Missed runs\":\"3\"}}}}";

    private static string Summary(VendorRig rig) => JsonSerializer.Deserialize<JsonElement>(rig.Requests.Single().Text)
        .GetProperty("payload").GetProperty("summary").GetString()!;

    private static Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }
}
