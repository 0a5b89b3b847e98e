using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Infrastructure.Delivery.Providers;
using Cavra.Infrastructure.Delivery.Providers.Teams;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

public sealed class TeamsTests
{
    private TeamsVendor _vendor = null!;

    private static IEnumerable<TestCaseData> Requests =>
    [
        Case("a package", SampleEvents.Package, Card(
            "Rollback drill evidence package gordaa-1: 1 route outstanding, 2 escalated", "attention", null, "evt-p",
            ("Audit package", "gordaa-1"), ("Level", "critical"), ("Escalated", "2"), ("Outstanding", "1"))),
        Case("firing", SampleEvents.Firing, Card(
            "Cavra worker health is critical: The worker missed 3 runs.", "attention", "The worker missed 3 runs.", "evt-h1",
            ("Episode", "episode-1"), ("Level", "critical"), ("Missed runs", "3"))),
        Case("still firing", SampleEvents.StillFiring, Card(
            "Cavra worker health is warning: The worker missed 4 runs.", "warning", "The worker missed 4 runs.", "evt-h2",
            ("Episode", "episode-1"), ("Level", "warning"), ("Missed runs", "3"))),
        Case("resolved", SampleEvents.Resolved, Card(
            "Cavra worker health: resolved", "good", null, "evt-h3", ("Episode", "episode-1"), ("Level", "healthy"), ("Missed runs", "3"))),
        Case("a test", SampleEvents.Test, Card(
            "Cavra connector test of hook: nothing is wrong and nothing is to be done", "default", null, "evt-t", ("Test", "ctest-1"))),
    ];

    [SetUp]
    public void NewVendor() => _vendor = new TeamsVendor();

    [TestCaseSource(nameof(Requests))]
    public async Task Each_kind_of_event_is_one_card_in_every_culture(object what, string message)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        using var culture = new CommaCulture();
        await rig.SendAsync((OutgoingEvent)what);

        Assert.That(rig.Requests.Single().Text, Is.EqualTo(message));
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task Text_that_is_hard_to_write_is_one_line_and_makes_no_link()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.FiringWith($"{SampleEvents.Nasty} [press](https://elsewhere.example.com)"));

        Assert.That(_vendor.Complaints, Is.Empty);
        Assert.That(
            Blocks(rig)[1].GetProperty("text").GetString(),
            Is.EqualTo("a \"quoted\" \\ <b>&amp;</b> first  second third \U0001F9EF [press] (https://elsewhere.example.com)"));
    }

    [TestCase(2000, "\U0001F9EF")]
    [TestCase(2001, "x…")]
    public async Task A_line_is_cut_between_characters(int bytes, string end)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.FiringWith(new string('x', bytes - 4) + "\U0001F9EF"));

        Assert.That(_vendor.Complaints, Is.Empty);
        Assert.That(Blocks(rig)[1].GetProperty("text").GetString(), Does.EndWith(end));
    }

    [TestCase("x")]
    [TestCase("\\\\")]
    [TestCase("\\\"")]
    [TestCase("\U0001F9EF")]
    public async Task The_longest_event_stays_below_the_limit_and_keeps_its_id(string letter)
    {
        var alerts = string.Join(',', Enumerable.Repeat($$"""{"message":"{{string.Concat(Enumerable.Repeat(letter, 5000))}}"}""", 100));
        await using var rig = await VendorRig.StartAsync(_vendor);

        await rig.SendAsync(SampleEvents.Firing with { Data = $$"""{"status":"firing","dedup":"episode-1","alerts":[{{alerts}}]}""" });

        Assert.That(_vendor.Complaints, Is.Empty);
        Assert.That(_vendor.Taken, Is.EqualTo(new[] { "evt-h1" }));
        Assert.That(Blocks(rig).Select(block => block.TryGetProperty("text", out var text) ? text.GetString() : ""), Does.Contain("and 80 more"));
    }

    [Test]
    public void A_message_is_whole_up_to_its_limit_and_cut_beyond_it()
    {
        var sizes = Enumerable.Range(1_800, 201).Select(length => TeamsCard.Of(LinesOf(length)).Length).ToList();

        Assert.That(sizes.Max(), Is.InRange(24_980, 25_000));
        Assert.That(sizes[^1], Is.LessThan(sizes.Max()));
    }

    [TestCase(202, "", ExpectedResult = "accepted")]
    [TestCase(200, "", ExpectedResult = "accepted")]
    [TestCase(200, "1", ExpectedResult = "accepted")]
    [TestCase(200, "Thank you", ExpectedResult = "accepted")]
    [TestCase(200, """{"received":true}""", ExpectedResult = "accepted")]
    [TestCase(200, """{"received":""", ExpectedResult = "not_confirmed")]
    [TestCase(200, """{"error":{"code":"Anything"}}""", ExpectedResult = "not_confirmed")]
    [TestCase(200, "<html>Sign in</html>", ExpectedResult = "not_confirmed")]
    [TestCase(204, "", ExpectedResult = "not_confirmed")]
    [TestCase(400, """{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"Off"}}""", ExpectedResult = "misconfigured")]
    [TestCase(400, """{"error":{"code":"MissingApiVersionParameter","message":"None"}}""", ExpectedResult = "misconfigured")]
    [TestCase(400, """{"error":{"code":"TriggerInputSchemaMismatch","message":"Form"}}""", ExpectedResult = "rejected")]
    [TestCase(400, "", ExpectedResult = "rejected")]
    [TestCase(401, "", ExpectedResult = "authentication")]
    [TestCase(403, "", ExpectedResult = "authentication")]
    [TestCase(404, """{"error":{"code":"WorkflowNotFound"}}""", ExpectedResult = "misconfigured")]
    [TestCase(413, "", ExpectedResult = "rejected")]
    [TestCase(429, "", ExpectedResult = "throttled")]
    [TestCase(502, "", ExpectedResult = "server_error")]
    public Task<string> Each_answer_is_read_as_documented(int status, string body) => AnsweredAsync(status, body);

    [TestCase(429, ExpectedResult = "throttled")]
    [TestCase(413, ExpectedResult = "rejected")]
    [TestCase(403, ExpectedResult = "authentication")]
    [TestCase(404, ExpectedResult = "misconfigured")]
    [TestCase(503, ExpectedResult = "server_error")]
    public Task<string> An_error_that_the_old_connector_tells_with_200_is_one(int status) => AnsweredAsync(200, TeamsVendor.Old(status));

    [Test]
    public async Task The_signature_is_in_no_report()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails((context, request) => AnswerAsync(context, 400, request.Path));

        var report = await rig.SendAsync();

        Assert.That(report.AnswerExcerpt, Does.Contain("[redacted:connector_secret]"));
        Assert.That(ReportText.Of(report), Does.Not.Contain(SampleEvents.Canary));
    }

    [TestCase("enabled: true", "url must be named by url_env or url_file")]
    [TestCase("url: 'https://flow.example.com/canary'", "url is a secret, which the file must not hold; use url_env or url_file")]
    [TestCase("url_env: MISSING", "url_env names an environment variable that is not set")]
    [TestCase("url_env: TOKEN", "url must be an absolute http or https URL")]
    [TestCase("url_env: TOKEN, token_env: TOKEN", "token_env is not a member that is known here")]
    public void What_is_configured_wrongly_is_said(string members, string problem) =>
        Assert.That(ConnectorProblems.Of("teams", members), Does.Contain(problem).And.Not.Contain(SampleEvents.Canary));

    [TestCase("https://flow.example.com/canary", ExpectedResult = false)]
    [TestCase("https://flow.example.com/canary?design=1", ExpectedResult = false)]
    [TestCase("https://flow.example.com:443/canary?api-version=1&sig=x", ExpectedResult = true)]
    public bool A_url_without_its_signature_is_refused(string url)
    {
        using var rig = new DeliveryRig(
            "connectors: {hook: {provider: teams, url_env: FLOW}}", new Dictionary<string, string> { ["FLOW"] = url });

        var said = string.Join('\n', rig.Catalog.Problems);

        Assert.That(said, Does.Not.Contain(SampleEvents.Canary));
        return said.Length == 0;
    }

    private static DeliveryTry LinesOf(int length)
    {
        var alerts = string.Join(',', Enumerable.Repeat($$"""{"message":"{{new string('x', length)}}"}""", 12));
        var what = SampleEvents.Firing with { Data = $$"""{"status":"firing","dedup":"episode-1","alerts":[{{alerts}}]}""" };
        return new DeliveryTry("default", what, null!, SampleEvents.Firing.Time);
    }

    private static TestCaseData Case(string name, OutgoingEvent what, string message) =>
        new TestCaseData(what, message).SetArgDisplayNames(name);

    private static string Card(string title, string colour, string? line, string id, params (string Name, string Value)[] facts) =>
        """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.4","body":[{"type":"TextBlock","text":""" + $"\"{title}\",\"wrap\":true,\"size\":\"Medium\",\"weight\":\"Bolder\",\"color\":\"{colour}\"}},"
        + (line is null ? "" : $"{{\"type\":\"TextBlock\",\"text\":\"{line}\",\"wrap\":true}},")
        + "{\"type\":\"FactSet\",\"facts\":[" + string.Join(',', facts.Select(fact => $"{{\"title\":\"{fact.Name}\",\"value\":\"{fact.Value}\"}}")) + "]},"
        + "{\"type\":\"TextBlock\",\"wrap\":true,\"size\":\"Small\",\"isSubtle\":true,\"text\":\"" + id + " · default · 2026-03-02T11:00:00.000Z\"}],\"msteams\":{\"width\":\"Full\"}}}]}";

    private static List<JsonElement> Blocks(VendorRig rig) =>
    [
        .. JsonSerializer.Deserialize<JsonElement>(rig.Requests.Single().Body).GetProperty("attachments")[0].GetProperty("content")
            .GetProperty("body").EnumerateArray(),
    ];

    private static Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    private async Task<string> AnsweredAsync(int status, string body)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails((context, _) => AnswerAsync(context, status, body));

        var report = await rig.SendAsync();

        return report.FailureClass is { } failure ? WireName.Of(failure) : WireName.Of(report.Outcome);
    }
}
