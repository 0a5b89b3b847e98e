using System.Text;
using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Providers.Sentinel;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

public sealed class SentinelTests
{
    private const string Good =
        "url: 'https://dce.test', tenant_id: t, client_id: c, client_secret_env: TOKEN, dcr_id: dcr-1, stream: Custom-Cavra";

    private SentinelVendor _vendor = null!;

    private static IEnumerable<TestCaseData> Rows =>
    [
        Case("a package", SampleEvents.Package, "cavra.go_backend.rollback_drill.acknowledgement_audit_delivery", ""),
        Case("firing", SampleEvents.Firing, "cavra.go_backend.rollback_drill.acknowledgement_audit_worker_health_alert", "episode-1"),
        Case("still firing", SampleEvents.StillFiring, "cavra.go_backend.rollback_drill.acknowledgement_audit_worker_health_alert", "episode-1"),
        Case("resolved", SampleEvents.Resolved, "cavra.go_backend.rollback_drill.acknowledgement_audit_worker_health_alert", "episode-1"),
        Case("a test", SampleEvents.Test, "cavra.connector.test", ""),
    ];

    [SetUp]
    public void NewVendor() => _vendor = new SentinelVendor();

    [TestCaseSource(nameof(Rows))]
    public async Task Each_kind_of_event_is_one_row_in_every_culture(object what, string type, string episode)
    {
        var sent = (OutgoingEvent)what;
        await using var rig = await VendorRig.StartAsync(_vendor);

        using var culture = new CommaCulture();
        var report = await rig.SendAsync(sent);

        var member = episode.Length == 0 ? "" : $"\"EpisodeId\":\"{episode}\",";
        Assert.That(rig.Carrying.Single().Text, Is.EqualTo(
            $$"""[{"TimeGenerated":"2026-03-02T12:00:00.000Z","EventId":"{{sent.Id}}","EventType":"{{type}}","OccurredAt":"2026-03-02T11:00:00.000Z","Attempt":1,{{member}}"Data":{{sent.Data}}}]"""));
        Assert.That(rig.Carrying.Single().Headers["x-ms-client-request-id"], Is.EqualTo(report.Reference));
        Assert.That(_vendor.Complaints, Is.Empty);
    }

    [TestCase(0, ExpectedResult = "accepted, 1")]
    [TestCase(1, ExpectedResult = "rejected, 0")]
    public async Task<string> What_Azure_would_cut_is_not_sent(int over)
    {
        var around = SampleEvents.PackageOf(0).Data.Length;
        await using var rig = await VendorRig.StartAsync(_vendor);

        var report = await rig.SendAsync(SampleEvents.PackageOf(SentinelProvider.MaxData - around + over));

        return $"{Described(report)}, {rig.Carrying.Count}";
    }

    [Test]
    public async Task The_size_is_counted_in_bytes()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        var note = string.Concat(Enumerable.Repeat("\u00E4", SentinelProvider.MaxData / 2));

        var report = await rig.SendAsync(SampleEvents.Package with { Data = $$"""{"note":"{{note}}"}""" });

        Assert.That((report.FailureClass, rig.Requests.Count), Is.EqualTo(((FailureClass?)FailureClass.Rejected, 0)));
    }

    [Test]
    public async Task Text_that_is_hard_to_write_arrives_as_it_was()
    {
        var request = await SentAsync(SampleEvents.FiringWith(SampleEvents.Nasty));

        Assert.That(
            JsonSerializer.Deserialize<JsonElement>(request.Body)[0].GetProperty("Data").GetProperty("alerts")[0].GetProperty("message").GetString(),
            Is.EqualTo(SampleEvents.Nasty));
    }

    [TestCase(204, ExpectedResult = "accepted")]
    [TestCase(200, ExpectedResult = "not_confirmed")]
    [TestCase(202, ExpectedResult = "not_confirmed")]
    [TestCase(307, ExpectedResult = "misconfigured")]
    [TestCase(400, ExpectedResult = "rejected")]
    [TestCase(401, ExpectedResult = "authentication")]
    [TestCase(403, ExpectedResult = "authentication")]
    [TestCase(404, ExpectedResult = "misconfigured")]
    [TestCase(410, ExpectedResult = "rejected")]
    [TestCase(413, ExpectedResult = "rejected")]
    [TestCase(429, ExpectedResult = "throttled")]
    [TestCase(500, ExpectedResult = "server_error")]
    [TestCase(503, ExpectedResult = "server_error")]
    public async Task<string> Each_answer_has_its_class(int status)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails((context, _) =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        return Described(await rig.SendAsync());
    }

    [Test]
    public async Task Neither_the_secret_nor_the_token_is_in_a_report_even_if_the_answer_has_them()
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        rig.Fails((context, request) =>
        {
            context.Response.StatusCode = 400;
            var token = request.Headers["authorization"]["Bearer ".Length..];
            return context.Response.WriteAsync(
                $"token={token} {request.Headers["authorization"]} base64={Convert.ToBase64String(Encoding.UTF8.GetBytes(token))} "
                + "canary~s+c/r=t canary~s%2Bc%2Fr%3Dt");
        });

        var report = await rig.SendAsync();

        var text = JsonSerializer.Serialize(report);
        Assert.That(text, Does.Contain("connector_secret").And.Not.Contain(SampleEvents.Canary));
        Assert.That(text, Does.Not.Contain(Convert.ToBase64String("canary-access-1"u8)));
        Assert.That(report.Request.Headers["Authorization"], Is.EqualTo("[redacted]"));
    }

    [TestCase("client_id: c, client_secret_env: TOKEN, dcr_id: dcr-1, stream: Custom-C", "tenant_id must be given")]
    [TestCase("tenant_id: t, client_secret_env: TOKEN, dcr_id: dcr-1, stream: Custom-C", "client_id must be given")]
    [TestCase("tenant_id: t, client_id: c, dcr_id: dcr-1, stream: Custom-C", "client_secret must be named by client_secret_env or client_secret_file")]
    [TestCase("tenant_id: t, client_id: c, client_secret_env: TOKEN, stream: Custom-C", "dcr_id must be given")]
    [TestCase("tenant_id: t, client_id: c, client_secret_env: TOKEN, dcr_id: dcr-1", "stream must be given")]
    public void What_is_missing_is_named(string members, string problem) =>
        Assert.That(ConnectorProblems.Of("sentinel", $"url: 'https://dce.test', {members}"), Does.Contain(problem));

    [TestCase("client_secret: canary-x", "client_secret is a secret, which the file must not hold")]
    [TestCase("token_env: TOKEN", "token_env is not a member that is known here")]
    [TestCase("workspace_id: w", "workspace_id is not a member that is known here")]
    [TestCase("authority: 'https://user:canary@login.test'", "authority must be an absolute http or https URL without a secret")]
    [TestCase("headers: {Authorization: {env: TOKEN}}", "headers give Authorization a second time")]
    public void A_mistake_is_named_and_no_secret_quoted(string more, string problem) =>
        Assert.That(
            ConnectorProblems.Of("sentinel", $"{Good}, {more}"), Does.Contain(problem).And.Not.Contain(SampleEvents.Canary));

    [TestCase("dcr_id: dcr-1", "dcr_id: my-rule", "dcr_id must be the rule's immutable id")]
    [TestCase("stream: Custom-Cavra", "stream: Cavra_CL", "stream must begin with Custom- or Microsoft-")]
    public void A_name_of_another_kind_is_refused(string good, string bad, string problem) =>
        Assert.That(ConnectorProblems.Of("sentinel", Good.Replace(good, bad, StringComparison.Ordinal)), Does.Contain(problem));

    [Test]
    public void Without_a_mistake_there_is_no_problem() => Assert.That(ConnectorProblems.Of("sentinel", Good), Is.Empty);

    private static TestCaseData Case(string name, OutgoingEvent what, string type, string episode) =>
        new TestCaseData(what, type, episode).SetArgDisplayNames(name);

    private static string Described(AttemptReport report) =>
        report.FailureClass is { } failure ? WireName.Of(failure) : WireName.Of(report.Outcome);

    private async Task<ReceivedRequest> SentAsync(OutgoingEvent what)
    {
        await using var rig = await VendorRig.StartAsync(_vendor);
        await rig.SendAsync(what);
        return rig.Carrying.Single();
    }
}
