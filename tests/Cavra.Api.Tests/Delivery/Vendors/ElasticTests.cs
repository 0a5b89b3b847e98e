using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

public sealed class ElasticTests
{
    private ElasticVendor _vendor = null!;

    private static IEnumerable<TestCaseData> Documents =>
    [
        Case("a package", SampleEvents.Package, "Rollback drill evidence package gordaa-1: 1 route outstanding, 2 escalated", "event", "critical"),
        Case("firing", SampleEvents.Firing, "Cavra worker health is critical: The worker missed 3 runs.", "alert", "critical", "firing"),
        Case("still firing", SampleEvents.StillFiring, "Cavra worker health is warning: The worker missed 4 runs.", "alert", "warning", "firing"),
        Case("resolved", SampleEvents.Resolved, "Cavra worker health: resolved", "alert", "informational", "resolved"),
        Case("a test", SampleEvents.Test, "Cavra connector test of hook: nothing is wrong and nothing is to be done", "event", "informational"),
    ];

    [SetUp]
    public void NewVendor() => _vendor = new ElasticVendor();

    [TestCaseSource(nameof(Documents))]
    public async Task Each_kind_of_event_is_two_lines_in_every_culture(object what, string title, string kind, string severity, string state)
    {
        var sent = (OutgoingEvent)what;
        var episode = state.Length == 0 ? "" : $"\"episode\":\"episode-1\",\"episode_state\":\"{state}\",";
        await using var rig = await VendorRig.StartAsync(_vendor);

        using var culture = new CommaCulture();
        await rig.SendAsync(sent);

        Assert.That(rig.Requests.Single().Text, Is.EqualTo(
            $$$"""
            {"create":{"_id":"{{{sent.Id}}}"}}
            {"@timestamp":"2026-03-02T12:00:00.000Z","message":"{{{title}}}",
            """ + $$$"""
            "event":{"id":"{{{sent.Id}}}","kind":"{{{kind}}}","module":"cavra"},
            """ + $$$"""
            "cavra":{"event_type":"{{{sent.Type}}}","workspace":"default","subject":"{{{sent.Subject}}}","dataschema":"cavra.test.v1",
            """ + $$$"""
            "occurred_at":"2026-03-02T11:00:00.000Z","attempt":1,"severity":"{{{severity}}}",{{{episode}}}"data":{{{sent.Data}}}}}

            """));
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task Text_that_is_hard_to_write_arrives_as_it_was_on_one_line()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.FiringWith(SampleEvents.Nasty));

        Assert.That(_vendor.Complaints, Is.Empty);
        var document = JsonSerializer.Deserialize<JsonElement>(rig.Requests.Single().Text.Split('\n')[1]);
        Assert.That(document.GetProperty("message").GetString(), Does.EndWith(SampleEvents.Nasty));
        Assert.That(
            document.GetProperty("cavra").GetProperty("data").GetProperty("alerts")[0].GetProperty("message").GetString(),
            Is.EqualTo(SampleEvents.Nasty));
    }

    [TestCase(201, ""","result":"created" """, ExpectedResult = "confirmed")]
    [TestCase(201, ""","result":"created","failure_store":"not_applicable_or_unknown" """, ExpectedResult = "confirmed")]
    [TestCase(201, ""","result":"created","failure_store":"used" """, ExpectedResult = "rejected")]
    [TestCase(201, ""","result":"created","failure_store":"failed" """, ExpectedResult = "not_confirmed")]
    [TestCase(201, "", ExpectedResult = "not_confirmed")]
    [TestCase(409, ""","error":{"type":"version_conflict_engine_exception"}""", ExpectedResult = "confirmed")]
    [TestCase(409, ""","error":{"type":"another_exception"}""", ExpectedResult = "rejected")]
    [TestCase(400, ""","error":{"type":"document_parsing_exception"}""", ExpectedResult = "rejected")]
    [TestCase(400, ""","error":{"type":"document_parsing_exception"},"failure_store":"not_enabled" """, ExpectedResult = "rejected")]
    [TestCase(400, ""","error":{"type":"document_parsing_exception"},"failure_store":"failed" """, ExpectedResult = "rejected")]
    [TestCase(404, ""","error":{"type":"index_not_found_exception"}""", ExpectedResult = "misconfigured")]
    [TestCase(403, ""","error":{"type":"security_exception"}""", ExpectedResult = "authentication")]
    [TestCase(429, ""","error":{"type":"es_rejected_execution_exception"}""", ExpectedResult = "throttled")]
    [TestCase(503, ""","error":{"type":"unavailable_shards_exception"}""", ExpectedResult = "server_error")]
    public async Task<string> The_item_is_the_verdict_and_not_the_200_around_it(int status, string more) =>
        (await AnsweredAsync(ElasticVendor.Item("evt-1", status, more))).Described;

    [TestCase(400, ExpectedResult = 1)]
    [TestCase(429, ExpectedResult = 1)]
    [TestCase(500, ExpectedResult = 1)]
    [TestCase(503, ExpectedResult = 2)]
    public async Task<int> An_item_is_tried_again_at_once_where_its_status_says_that_it_may_help(int status) =>
        (await AnsweredAsync(ElasticVendor.Item("evt-1", status))).Sent;

    [Test]
    public async Task What_is_already_there_is_confirmed_and_said_to_be_there()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        await rig.SendAsync();

        var report = await rig.SendAsync();

        Assert.That((report.Outcome, report.AnswerExcerpt[..16]), Is.EqualTo((DeliveryOutcome.Confirmed, "Already present:")));
        Assert.That((_vendor.Taken.Count, rig.Requests.Count), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task A_repeated_attempt_looks_first_and_finds_it_in_an_older_backing_index()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        await rig.SendAsync();
        _vendor.RollOver();

        var report = await rig.SendAsync(number: 2);

        Assert.That((report.Outcome, report.AnswerExcerpt[..16]), Is.EqualTo((DeliveryOutcome.Confirmed, "Already present:")));
        Assert.That((_vendor.Taken.Count, rig.Carrying.Count), Is.EqualTo((1, 1)));
        Assert.That(rig.Requests[1].Text, Is.EqualTo("""{"query":{"ids":{"values":["evt-1"]}},"size":1,"_source":false}"""));
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task Time_that_ran_out_after_it_was_stored_makes_no_second_document()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails(async (context, request) =>
        {
            await _vendor.AnswerAsync(new DefaultHttpContext(), request);
            _vendor.RollOver();
            await rig.HangAsync(context);
        });

        var report = await rig.SendAsync();

        Assert.That((report.Outcome, report.Tries), Is.EqualTo((DeliveryOutcome.Confirmed, 2)));
        Assert.That((_vendor.Taken.Count, rig.Carrying.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task What_a_look_up_does_not_find_is_sent()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        var report = await rig.SendAsync(number: 2);

        Assert.That((report.Outcome, _vendor.Taken.Count), Is.EqualTo((DeliveryOutcome.Confirmed, 1)));
    }

    [Test]
    public async Task A_connector_that_may_not_read_sends_again_under_the_same_id()
    {
        _vendor.MayNotRead = true;
        await using var rig = await VendorRig.StartAsync(_vendor);
        await rig.SendAsync();

        var report = await rig.SendAsync(number: 2);

        Assert.That((report.Outcome, _vendor.Taken.Count, rig.Carrying.Count), Is.EqualTo((DeliveryOutcome.Confirmed, 1, 2)));
    }

    [Test]
    public async Task While_nothing_can_be_looked_up_nothing_is_sent_again()
    {
        _vendor.CannotSearch = true;
        await using var rig = await VendorRig.StartAsync(_vendor);

        var report = await rig.SendAsync(number: 2, retries: 0);

        Assert.That((report.FailureClass, rig.Carrying.Count), Is.EqualTo(((FailureClass?)FailureClass.ServerError, 0)));
    }

    [Test]
    public async Task Without_confirm_it_counts_as_accepted()
    {
        await using var rig = await VendorRig.StartAsync(_vendor, ", confirm: false");

        Assert.That((await rig.SendAsync()).Outcome, Is.EqualTo(DeliveryOutcome.Accepted));
    }

    [Test]
    public async Task The_key_is_in_no_report_even_if_the_answer_has_it()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails((context, request) => Echo.AnswerAsync(context, request, 400));

        var report = JsonSerializer.Serialize(await rig.SendAsync());

        Assert.That(report, Does.Contain("redacted").And.Not.Contain(SampleEvents.Canary));
    }

    [TestCase("url: 'https://es.test', api_key_env: TOKEN", "target must be given")]
    [TestCase("target: audit", "url must be given once")]
    [TestCase("url: 'https://es.test', target: audit, api_key: canary-x", "api_key is a secret, which the file must not hold")]
    [TestCase("url: 'https://es.test', target: audit, api_key_env: TOKEN, basic: {username: u, password_env: TOKEN}", "api_key is given besides basic or oauth")]
    [TestCase("url: 'https://es.test', target: audit, index: other", "index is not a member that is known here")]
    [TestCase("url: 'https://es.test', target: 'audit,other'", "target must be the name of one index")]
    [TestCase("url: 'https://es.test', target: 'audit-*'", "target must be the name of one index")]
    [TestCase("url: 'https://es.test', target: '../_all'", "target must be the name of one index")]
    [TestCase("url: 'https://es.test', target: _all", "target must be the name of one index")]
    [TestCase("url: 'https://es.test', target: audit, confirm: 'yes'", "confirm must be true or false")]
    [TestCase("url: 'https://es.test', target: audit, headers: {Authorization: {env: TOKEN}}, api_key_env: TOKEN", "headers give Authorization a second time")]
    public void A_mistake_in_the_file_is_named_and_no_secret_quoted(string members, string problem) =>
        Assert.That(ConnectorProblems.Of("elastic", members), Does.Contain(problem).And.Not.Contain(SampleEvents.Canary));

    [TestCase("api_key_env: TOKEN", "ApiKey canary-token-1")]
    [TestCase("basic: {username: cavra, password_env: TOKEN}", "Basic Y2F2cmE6Y2FuYXJ5LXRva2VuLTE=")]
    public async Task It_says_who_it_is(string members, string header)
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = new DeliveryRig(
            $"connectors: {{hook: {{provider: elastic, url: 'http://127.0.0.1:{receiver.Port}', target: audit, {members}, allow_networks: [127.0.0.0/8]}}}}",
            _vendor.Environment);

        await rig.SendAsync();

        Assert.That(receiver.Requests.Single().Headers["authorization"], Is.EqualTo(header));
    }

    [Test]
    public async Task It_fetches_a_token_where_oauth_is_configured()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        receiver.Answers(200, """{"access_token":"canary-access-1","expires_in":60}""");
        using var rig = new DeliveryRig(
            $"connectors: {{hook: {{provider: elastic, url: 'http://127.0.0.1:{receiver.Port}', target: audit, allow_networks: [127.0.0.0/8], "
            + $"oauth: {{token_url: 'http://127.0.0.1:{receiver.Port}/token', client_id: c, client_secret_env: TOKEN}}}}}}",
            _vendor.Environment);

        await rig.SendAsync();

        Assert.That(receiver.Requests.Select(request => (request.Path.Split('?')[0], request.Headers.GetValueOrDefault("authorization"))), Is.EqualTo(
            new (string, string?)[] { ("/token", null), ("/audit/_bulk", "Bearer canary-access-1") }));
        Assert.That(receiver.Requests[0].Text, Is.EqualTo("grant_type=client_credentials&client_id=c&client_secret=canary-token-1"));
    }

    [TestCase("oauth: {client_id: c, client_secret_env: TOKEN}", "oauth.token_url must be an absolute http or https URL")]
    [TestCase("oauth: {token_url: 'https://t.test', client_secret_env: TOKEN}", "oauth.client_id must be given")]
    [TestCase("oauth: {token_url: 'https://t.test', client_id: c}", "oauth.client_secret must be named by client_secret_env or client_secret_file")]
    [TestCase("oauth: {token_url: 'https://t.test', client_id: c, client_secret: canary-x}", "oauth.client_secret is a secret, which the file must not hold")]
    [TestCase("oauth: {token_url: 'https://t.test', client_id: c, client_secret_env: TOKEN, audience: a}", "oauth.audience is not a member that is known here")]
    [TestCase("oauth: {token_url: 'https://t.test', client_id: c, client_secret_env: TOKEN}, api_key_env: TOKEN", "api_key is given besides basic or oauth")]
    public void A_mistake_in_oauth_is_named_and_no_secret_quoted(string members, string problem) =>
        Assert.That(
            ConnectorProblems.Of("elastic", $"url: 'https://es.test', target: audit, {members}"),
            Does.Contain(problem).And.Not.Contain(SampleEvents.Canary));

    private static TestCaseData Case(string name, OutgoingEvent what, string title, string kind, string severity, string state = "") =>
        new TestCaseData(what, title, kind, severity, state).SetArgDisplayNames(name);

    private async Task<(string Described, int Sent)> AnsweredAsync(string body)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails((context, _) => context.Response.WriteAsync(body));
        var report = await rig.SendAsync();
        return (report.FailureClass is { } failure ? WireName.Of(failure) : WireName.Of(report.Outcome), rig.Carrying.Count);
    }
}
