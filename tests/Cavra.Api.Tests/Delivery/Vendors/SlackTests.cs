using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Providers.Slack;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

public sealed class SlackTests
{
    private const string Health = "cavra.go_backend.rollback_drill.acknowledgement_audit_worker_health_alert";
    private const string Audit = "cavra.go_backend.rollback_drill.acknowledgement_audit_delivery";

    private static IEnumerable<TestCaseData> Requests =>
    [
        Case("a package", SampleEvents.Package, Message(
            "Rollback drill evidence package gordaa-1: 1 route outstanding, 2 escalated", [], "*Audit package:* gordaa-1\\n*Level:* critical\\n*Escalated:* 2\\n*Outstanding:* 1", "evt-p", "cavra_audit_package", Audit, "")),
        Case("firing", SampleEvents.Firing, Message(
            "Cavra worker health is critical: The worker missed 3 runs.", ["• The worker missed 3 runs."], "*Episode:* episode-1\\n*Level:* critical\\n*Missed runs:* 3", "evt-h1", "cavra_worker_health", Health, "firing")),
        Case("still firing", SampleEvents.StillFiring, Message(
            "Cavra worker health is warning: The worker missed 4 runs.", ["• The worker missed 4 runs."], "*Episode:* episode-1\\n*Level:* warning\\n*Missed runs:* 3", "evt-h2", "cavra_worker_health", Health, "firing")),
        Case("resolved", SampleEvents.Resolved, Message(
            "Cavra worker health: resolved", [], "*Episode:* episode-1\\n*Level:* healthy\\n*Missed runs:* 3", "evt-h3", "cavra_worker_health", Health, "resolved")),
        Case("a test", SampleEvents.Test, Message(
            "Cavra connector test of hook: nothing is wrong and nothing is to be done", [], "*Test:* ctest-1", "evt-t", "cavra_connector_test", "cavra.connector.test", "")),
    ];

    [TestCaseSource(nameof(Requests))]
    public async Task Each_kind_of_event_is_one_message_in_every_culture(object what, string message)
    {
        foreach (var isWebhook in new[] { false, true })
        {
            await using var rig = await VendorRig.StartAsync(new SlackVendor(isWebhook));

            using var culture = new CommaCulture();
            await rig.SendAsync((OutgoingEvent)what);

            Assert.That(rig.Requests.Single().Text, Is.EqualTo((isWebhook ? "{" : "{\"channel\":\"C0123456789\",") + message));
            Assert.That(rig.Vendor.Complaints, Is.Empty);
        }
    }

    [Test]
    public async Task A_message_of_the_web_api_is_confirmed_by_its_own_name()
    {
        await using var rig = await VendorRig.StartAsync(new SlackVendor());

        var report = await rig.SendAsync();

        Assert.That((report.Outcome, report.Reference), Is.EqualTo((DeliveryOutcome.Confirmed, "C0123456789:1772452800.000241")));
    }

    [Test]
    public async Task A_message_whose_answer_was_lost_is_found_and_not_sent_again()
    {
        await using var rig = await VendorRig.StartAsync(new SlackVendor { Chatter = 3 });
        rig.LosesNextAnswer();

        using var culture = new CommaCulture();
        var report = await rig.SendAsync(SampleEvents.Package);

        Assert.That((report.Outcome, report.Tries, report.Reference), Is.EqualTo((DeliveryOutcome.Confirmed, 2, "C0123456789:1772452800.000241")));
        Assert.That(
            (rig.Requests[^1].Method, rig.Requests[^1].Path),
            Is.EqualTo(("GET", "/api/conversations.history?channel=C0123456789&oldest=1772448900&include_all_metadata=true&limit=15")));
        Assert.That(report.AnswerExcerpt, Is.EqualTo("Already present: C0123456789 1772452800.000241"), "nothing of what people say");
        Assert.That(rig.Vendor.Taken, Has.Count.EqualTo(1));
        Assert.That(rig.Vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_later_attempt_finds_what_is_there_and_a_first_does_not_look()
    {
        await using var rig = await VendorRig.StartAsync(new SlackVendor());
        await rig.SendAsync(SampleEvents.Package);
        await rig.SendAsync(SampleEvents.Test);

        var report = await rig.SendAsync(SampleEvents.Package, number: 2);

        Assert.That((report.Outcome, report.Reference), Is.EqualTo((DeliveryOutcome.Confirmed, "C0123456789:1772452800.000241")));
        Assert.That(rig.Requests.Select(request => request.Method), Is.EqualTo(new[] { "POST", "POST", "GET" }));
    }

    [Test]
    public async Task A_reply_is_looked_for_in_the_thread_of_its_episode()
    {
        await using var rig = await VendorRig.StartAsync(new SlackVendor());
        var first = await rig.SendAsync(SampleEvents.Firing);
        rig.LosesNextAnswer();

        var report = await rig.SendAsync(SampleEvents.StillFiring, episode: first.Reference);

        Assert.That((report.Outcome, report.Reference), Is.EqualTo((DeliveryOutcome.Confirmed, "C0123456789:1772452800.000242")));
        Assert.That(rig.Requests[^1].Path, Does.StartWith("/api/conversations.replies?ts=1772452800.000241&channel=C0123456789&"));
        Assert.That(rig.Vendor.Taken, Is.EqualTo(new[] { "evt-h1", "evt-h2" }));
    }

    [TestCase(20, 2, 1)]
    [TestCase(74, 5, 1)]
    [TestCase(75, 5, 2)]
    public async Task It_looks_through_five_pages_and_then_sends_again(int chatter, int looks, int messages)
    {
        var vendor = new SlackVendor();
        await using var rig = await VendorRig.StartAsync(vendor);
        await rig.SendAsync(SampleEvents.Package);
        vendor.Chatter = chatter;

        var report = await rig.SendAsync(SampleEvents.Package, number: 2);

        Assert.That(report.Outcome, Is.EqualTo(DeliveryOutcome.Confirmed));
        Assert.That(rig.Requests.Count(request => request.Method == "GET"), Is.EqualTo(looks));
        Assert.That(vendor.Taken, Has.Count.EqualTo(messages));
        Assert.That(vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task Without_the_scope_to_read_it_is_sent_again()
    {
        await using var rig = await VendorRig.StartAsync(new SlackVendor { ReadingRefusal = "missing_scope" });
        rig.LosesNextAnswer();

        var report = await rig.SendAsync(SampleEvents.Package);

        Assert.That((report.Outcome, report.FailureClass), Is.EqualTo((DeliveryOutcome.Confirmed, (FailureClass?)null)));
        Assert.That(rig.Vendor.Taken, Is.EqualTo(new[] { "evt-p", "evt-p" }));
    }

    [TestCase(200, "")]
    [TestCase(200, "<html>Sign in</html>")]
    [TestCase(200, "{\"ok\":true}")]
    [TestCase(200, "{\"ok\":true,\"messages\":[{\"ts\":\"1.2\",\"text\":\"evt-p\"}]}")]
    [TestCase(200, "{\"ok\":false,\"messages\":[{\"ts\":\"1.2\",\"metadata\":{\"event_payload\":{\"event_id\":\"evt-p\"}}}]}")]
    [TestCase(401, "{\"ok\":false,\"error\":\"invalid_auth\"}")]
    [TestCase(429, "{\"ok\":false,\"error\":\"ratelimited\"}")]
    [TestCase(500, "")]
    public async Task A_reading_that_does_not_show_the_message_sends_it(int status, string body)
    {
        await using var rig = await VendorRig.StartAsync(new SlackVendor());
        rig.AnswersOthers((context, _) => AnswerAsync(context, status, body));

        var report = await rig.SendAsync(SampleEvents.Package, number: 2);

        Assert.That(report.Outcome, Is.EqualTo(DeliveryOutcome.Confirmed));
        Assert.That(rig.Vendor.Taken, Is.EqualTo(new[] { "evt-p" }));
    }

    [Test]
    public async Task A_reading_that_breaks_off_or_hangs_keeps_nothing_from_being_sent()
    {
        await using var rig = await VendorRig.StartAsync(new SlackVendor());
        rig.AnswersOthers((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await rig.SendAsync(SampleEvents.Package, number: 2);

        rig.AnswersOthers((context, _) =>
        {
            rig.Clock.Advance(SlackHistory.LongestLook);
            return Patience.ForeverAsync(context.RequestAborted);
        });
        await rig.SendAsync(SampleEvents.Test, number: 2);

        Assert.That(rig.Vendor.Taken, Is.EqualTo(new[] { "evt-p", "evt-t" }));
    }

    [Test]
    public async Task A_webhook_has_nothing_to_look_in()
    {
        await using var rig = await VendorRig.StartAsync(new SlackVendor(isWebhook: true));

        await rig.SendAsync(SampleEvents.Package, number: 2);

        Assert.That(rig.Requests.Single().Method, Is.EqualTo("POST"));
    }

    [Test]
    public async Task A_webhook_takes_a_message_and_gives_it_no_name()
    {
        await using var rig = await VendorRig.StartAsync(new SlackVendor(isWebhook: true));

        var report = await rig.SendAsync();

        Assert.That((report.Outcome, report.Reference), Is.EqualTo((DeliveryOutcome.Accepted, (string?)null)));
        Assert.That(rig.Vendor.Complaints, Is.Empty);
    }

    [TestCase("invalid_auth", ExpectedResult = "authentication")]
    [TestCase("not_authed", ExpectedResult = "authentication")]
    [TestCase("token_expired", ExpectedResult = "authentication")]
    [TestCase("token_revoked", ExpectedResult = "authentication")]
    [TestCase("account_inactive", ExpectedResult = "authentication")]
    [TestCase("missing_scope", ExpectedResult = "authentication")]
    [TestCase("channel_not_found", ExpectedResult = "misconfigured")]
    [TestCase("not_in_channel", ExpectedResult = "misconfigured")]
    [TestCase("is_archived", ExpectedResult = "misconfigured")]
    [TestCase("restricted_action", ExpectedResult = "misconfigured")]
    [TestCase("msg_too_long", ExpectedResult = "rejected")]
    [TestCase("msg_blocks_too_long", ExpectedResult = "rejected")]
    [TestCase("invalid_blocks", ExpectedResult = "rejected")]
    [TestCase("no_text", ExpectedResult = "rejected")]
    [TestCase("ratelimited", ExpectedResult = "throttled")]
    [TestCase("internal_error", ExpectedResult = "server_error")]
    [TestCase("fatal_error", ExpectedResult = "server_error")]
    [TestCase("request_timeout", ExpectedResult = "server_error")]
    [TestCase("service_unavailable", ExpectedResult = "server_error")]
    [TestCase("a_word_of_tomorrow", ExpectedResult = "not_confirmed")]
    public Task<string> Each_error_of_the_web_api_is_read_as_documented(string error) =>
        AnsweredAsync(new SlackVendor(), 200, $$"""{"ok":false,"error":"{{error}}"}""");

    [TestCase(200, """{"ok":true,"channel":"C1","ts":"1.2","warning":"missing_charset"}""", ExpectedResult = "confirmed")]
    [TestCase(429, """{"ok":false,"error":"ratelimited"}""", ExpectedResult = "throttled")]
    [TestCase(401, """{"ok":false,"error":"invalid_auth"}""", ExpectedResult = "authentication")]
    [TestCase(403, """{"ok":false,"error":"restricted_action"}""", ExpectedResult = "misconfigured")]
    [TestCase(404, "", ExpectedResult = "misconfigured")]
    [TestCase(500, "", ExpectedResult = "server_error")]
    public Task<string> Each_status_of_the_web_api_is_read_as_documented(int status, string body) =>
        AnsweredAsync(new SlackVendor(), status, body);

    [TestCase(200, "ok", ExpectedResult = "accepted")]
    [TestCase(200, "no_service", ExpectedResult = "misconfigured")]
    [TestCase(200, "", ExpectedResult = "not_confirmed")]
    [TestCase(200, "{\"ok\":true}", ExpectedResult = "not_confirmed")]
    [TestCase(400, "invalid_payload", ExpectedResult = "rejected")]
    [TestCase(400, "no_text", ExpectedResult = "rejected")]
    [TestCase(400, "user_not_found", ExpectedResult = "rejected")]
    [TestCase(403, "action_prohibited", ExpectedResult = "misconfigured")]
    [TestCase(403, "invalid_token", ExpectedResult = "authentication")]
    [TestCase(404, "channel_not_found", ExpectedResult = "misconfigured")]
    [TestCase(404, "no_service", ExpectedResult = "misconfigured")]
    [TestCase(410, "channel_is_archived", ExpectedResult = "rejected")]
    [TestCase(429, "", ExpectedResult = "throttled")]
    [TestCase(500, "rollup_error", ExpectedResult = "server_error")]
    public Task<string> Each_answer_of_a_webhook_is_read_as_documented(int status, string body) =>
        AnsweredAsync(new SlackVendor(isWebhook: true), status, body);

    [Test]
    public async Task A_webhook_of_an_archived_channel_is_gone()
    {
        await using var rig = await VendorRig.StartAsync(new SlackVendor(isWebhook: true));
        rig.Fails((context, _) => AnswerAsync(context, 410, "channel_is_archived"));

        Assert.That((await rig.SendAsync()).Gone, Is.True);
    }

    [Test]
    public async Task A_webhook_lies_in_no_way_that_is_believed()
    {
        foreach (var (name, answer) in new SlackVendor(isWebhook: true).Lies)
        {
            await using var rig = await VendorRig.StartAsync(new SlackVendor(isWebhook: true));
            rig.Fails((context, _) => answer(context));

            Assert.That((await rig.SendAsync()).Outcome, Is.EqualTo(DeliveryOutcome.Failed), name);
        }
    }

    [TestCase("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;")]
    [TestCase(SampleEvents.Nasty, "a \"quoted\" \\ &lt;b&gt;&amp;amp;&lt;/b&gt; first  second third \U0001F9EF")]
    public async Task Nothing_in_the_data_can_name_people_or_break_the_message(string finding, string written)
    {
        await using var rig = await VendorRig.StartAsync(new SlackVendor());

        await rig.SendAsync(SampleEvents.FiringWith(finding));

        var body = Sent(rig);
        Assert.That(body.GetProperty("text").GetString(), Is.EqualTo($"Cavra worker health is critical: {written}"));
        Assert.That(SectionOf(body, 1), Is.EqualTo($"• {written}"));
        Assert.That(rig.Vendor.Complaints, Is.Empty);
    }

    [TestCase("\U0001F9EF\U0001F9EF", 3000, "\U0001F9EF\U0001F9EF")]
    [TestCase("\U0001F9EF\U0001F9EF\U0001F9EF", 3001, "\U0001F9EF…")]
    [TestCase("x\U0001F9EF", 3001, "x…")]
    [TestCase("x&", 3000, "x&amp;")]
    [TestCase("xx&", 3001, "xx…")]
    [TestCase("&x", 3001, "…")]
    public async Task A_section_is_cut_between_characters_and_escapes(string end, int length, string written)
    {
        var escaped = end.Replace("&", "&amp;", StringComparison.Ordinal);
        var before = new string('x', length - 2 - escaped.EnumerateRunes().Count());
        await using var rig = await VendorRig.StartAsync(new SlackVendor());

        await rig.SendAsync(SampleEvents.FiringWith(before + end));

        var section = SectionOf(Sent(rig), 1);
        Assert.That(section, Does.EndWith(written).And.StartWith("• xxx"));
        Assert.That(section.EnumerateRunes().Count(), Is.LessThanOrEqualTo(3000).And.GreaterThan(2990));
        Assert.That(section.EndsWith('…'), Is.EqualTo(length > 3000));
        Assert.That(rig.Vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task The_longest_event_stays_below_the_limits_of_blocks()
    {
        var alerts = string.Join(',', Enumerable.Repeat($$"""{"message":"{{new string('&', 5000)}}"}""", 100));
        await using var rig = await VendorRig.StartAsync(new SlackVendor());

        await rig.SendAsync(SampleEvents.Firing with { Data = $$"""{"status":"firing","dedup":"{{new string('<', 5000)}}","alerts":[{{alerts}}]}""" });

        Assert.That(rig.Vendor.Complaints, Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_secret_is_in_no_report(bool isWebhook)
    {
        await using var rig = await VendorRig.StartAsync(new SlackVendor(isWebhook));
        rig.Fails((context, request) => AnswerAsync(
            context, 400, $"{request.Path} {request.Headers.GetValueOrDefault("authorization")}"));

        var report = await rig.SendAsync();

        Assert.That(report.AnswerExcerpt, Does.Contain("[redacted:connector_secret]"));
        Assert.That(ReportText.Of(report), Does.Not.Contain(SampleEvents.Canary));
    }

    [TestCase("enabled: true", "token must be named by token_env or token_file")]
    [TestCase("token_env: TOKEN", "channel must be given")]
    [TestCase("channel: C1", "token must be named by token_env or token_file")]
    [TestCase("channel: C1, token: canary", "token is a secret, which the file must not hold")]
    [TestCase("url: 'https://hooks.slack.com/services/canary'", "url is a secret, which the file must not hold; use url_env or url_file")]
    [TestCase("url_env: MISSING", "url_env names an environment variable that is not set")]
    [TestCase("url_env: TOKEN", "url must be an absolute http or https URL")]
    [TestCase("url_env: TOKEN, channel: C1", "channel is of the web API and can't be given together with the URL")]
    [TestCase("url_env: TOKEN, token_env: TOKEN", "token_env is of the web API and can't be given together with the URL")]
    [TestCase("channel: C1, token_env: TOKEN, api_url: canary", "api_url must be an absolute http or https URL")]
    [TestCase("channel: C1, token_env: TOKEN, username: bot", "username is not a member that is known here")]
    public void What_is_configured_wrongly_is_said(string members, string problem) =>
        Assert.That(ConnectorProblems.Of("slack", members), Does.Contain(problem).And.Not.Contain(SampleEvents.Canary));

    [Test]
    public void The_api_is_slacks_own_where_none_is_given()
    {
        using var rig = new DeliveryRig(
            "connectors: {hook: {provider: slack, channel: C1, token_env: TOKEN}}", new Dictionary<string, string> { ["TOKEN"] = "xoxb-1" });

        Assert.That(rig.Catalog.Entry("hook")!.Definition!.Settings.Target.Address, Is.EqualTo("https://slack.com/api"));
    }

    private static TestCaseData Case(string name, OutgoingEvent what, string message) =>
        new TestCaseData(what, message).SetArgDisplayNames(name);

    private static string Message(string title, string[] lines, string facts, string id, string type, string eventType, string state)
    {
        var episode = state.Length > 0 ? $",\"episode\":\"episode-1\",\"episode_state\":\"{state}\"" : "";
        string[] texts = [$"*{title}*", .. lines, facts];
        var sections = string.Join(',', texts.Select(text =>
            "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"" + text + "\",\"verbatim\":true}}"));
        return $"\"text\":\"{title}\",\"blocks\":[{sections},{{\"type\":\"context\",\"elements\":[{{\"type\":\"mrkdwn\",\"text\":\"{id} · default · 2026-03-02T11:00:00.000Z\",\"verbatim\":true}}]}}],"
            + $"\"metadata\":{{\"event_type\":\"{type}\",\"event_payload\":{{\"event_id\":\"{id}\",\"event_type\":\"{eventType}\",\"workspace\":\"default\",\"occurred_at\":\"2026-03-02T11:00:00.000Z\",\"attempt\":\"1\"{episode}}}}}}}";
    }

    private static JsonElement Sent(VendorRig rig) => JsonSerializer.Deserialize<JsonElement>(rig.Requests.Single().Body);

    private static string SectionOf(JsonElement body, int index) =>
        body.GetProperty("blocks")[index].GetProperty("text").GetProperty("text").GetString()!;

    private static async Task<string> AnsweredAsync(SlackVendor vendor, int status, string body)
    {
        await using var rig = await VendorRig.StartAsync(vendor);
        rig.Fails((context, _) => AnswerAsync(context, status, body));

        var report = await rig.SendAsync();

        return report.FailureClass is { } failure ? WireName.Of(failure) : WireName.Of(report.Outcome);
    }

    private static Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }
}
