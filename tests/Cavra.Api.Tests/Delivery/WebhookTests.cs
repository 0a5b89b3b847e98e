using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery;

public sealed class WebhookTests
{
    private static readonly byte[] NewKey = RandomNumberGenerator.GetBytes(24);
    private static readonly byte[] OldKey = RandomNumberGenerator.GetBytes(64);

    private static readonly Dictionary<string, string> Environment = new()
    {
        ["NEW_KEY"] = $"whsec_{Convert.ToBase64String(NewKey)}",
        ["OLD_KEY"] = $"whsec_{Convert.ToBase64String(OldKey)}",
        ["TOKEN"] = "s3cr3t-token",
    };

    private FailingReceiver _receiver = null!;

    [SetUp]
    public async Task Start() => _receiver = await FailingReceiver.StartAsync();

    [TearDown]
    public async Task Stop() => await _receiver.DisposeAsync();

    [Test]
    public async Task The_body_is_a_structured_cloud_event()
    {
        var request = await SendAsync("");

        using var body = JsonDocument.Parse(request.Body);
        Assert.That(request.Headers["content-type"], Is.EqualTo("application/cloudevents+json; charset=utf-8"));
        var members = body.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString());
        Assert.That(members, Is.EqualTo(
            new Dictionary<string, string>
            {
                ["specversion"] = "1.0",
                ["id"] = "evt-1",
                ["source"] = "urn:cavra:default",
                ["type"] = "cavra.go_backend.rollback_drill.notification",
                ["subject"] = "gordn-1",
                ["time"] = "2026-03-02T11:00:00Z",
                ["dataschema"] = "urn:cavra:schema:cavra.test.v1",
                ["datacontenttype"] = "application/json",
                ["data"] = """{"answer":42}""",
            }));
    }

    [Test]
    public async Task The_event_id_is_the_duplicate_key()
    {
        var request = await SendAsync("");

        Assert.That((request.Method, request.Path), Is.EqualTo(("POST", "/cavra")));
        Assert.That((request.Headers["webhook-id"], request.Headers["idempotency-key"]), Is.EqualTo(("evt-1", "evt-1")));
    }

    [Test]
    public async Task The_signature_is_verified_by_the_specification()
    {
        var request = await SendAsync("signing_secret_env: NEW_KEY");

        Assert.That(request.Headers["webhook-timestamp"], Is.EqualTo("1772452800"));
        Assert.That(request.Headers["webhook-signature"], Is.EqualTo(Expected(request, NewKey)));
    }

    [Test]
    public async Task While_keys_rotate_both_sign()
    {
        var request = await SendAsync("signing_secret_env: [NEW_KEY, OLD_KEY]");

        Assert.That(request.Headers["webhook-signature"], Is.EqualTo($"{Expected(request, NewKey)} {Expected(request, OldKey)}"));
    }

    [Test]
    public async Task Without_a_key_there_is_no_signature()
    {
        var request = await SendAsync("");

        Assert.That(request.Headers.Keys, Does.Not.Contain("webhook-signature").And.Contain("webhook-timestamp"));
    }

    [TestCase("token_env: TOKEN", "Bearer s3cr3t-token")]
    [TestCase("basic: {username: cavra, password_env: TOKEN}", "Basic Y2F2cmE6czNjcjN0LXRva2Vu")]
    [TestCase("headers: {Authorization: {env: TOKEN}}", "s3cr3t-token")]
    public async Task Credentials_come_by_reference(string member, string expected)
    {
        var request = await SendAsync(member);

        Assert.That(request.Headers["authorization"], Is.EqualTo(expected));
    }

    [Test]
    public async Task Headers_of_the_connector_are_sent()
    {
        var request = await SendAsync("headers: {X-Team: release, X-Api-Key: {env: TOKEN}}");

        Assert.That((request.Headers["x-team"], request.Headers["x-api-key"]), Is.EqualTo(("release", "s3cr3t-token")));
    }

    [Test]
    public async Task Nothing_of_our_own_tracing_is_sent()
    {
        var request = await SendAsync("");

        Assert.That(
            request.Headers.Keys,
            Does.Not.Contain("traceparent").And.Not.Contain("cookie").And.Not.Contain("tracestate"));
    }

    private static string Expected(ReceivedRequest request, byte[] key)
    {
        var start = $"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.";
        byte[] signed = [.. Encoding.UTF8.GetBytes(start), .. request.Body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}";
    }

    private async Task<ReceivedRequest> SendAsync(string member)
    {
        using var rig = new DeliveryRig(
            $$"""
            connectors:
              hook:
                provider: webhook
                url: http://127.0.0.1:{{_receiver.Port}}/cavra
                allow_networks: ["127.0.0.0/8"]
                {{member}}
            """,
            Environment);
        var report = await rig.SendAsync();
        Assert.That(report.StatusCode, Is.EqualTo(200), report.Error);
        return _receiver.Requests.Single();
    }
}
