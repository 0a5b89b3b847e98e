using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Cavra.Infrastructure.Delivery.Providers.Webhook;
using Cavra.Testing;
using CloudNative.CloudEvents.SystemTextJson;
using Microsoft.AspNetCore.Http;
using NSec.Cryptography;
using StandardWebhooks;
using PublicKey = NSec.Cryptography.PublicKey;

namespace Cavra.Api.Tests.Delivery;

/// <summary>What a webhook sends, read and verified by libraries of others.</summary>
public sealed class WebhookSignatureTests
{
    private const string PairOfAnExample = "6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
    private const string SeedOfAnExample = "6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc=";
    private const string SignedByTheExample = "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";

    private readonly string[] _shared = [Shared(24), Shared(64)];
    private readonly byte[][] _seeds = [RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32)];

    [TestCase("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [TestCase("whsk_" + SeedOfAnExample, SignedByTheExample)]
    [TestCase("whsk_" + PairOfAnExample, SignedByTheExample)]
    public void A_published_example_has_its_signature(string key, string expected) => Assert.That(
        Signature(Headers([key], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, """{"test": 2432232314}""")), Is.EqualTo(expected));

    [Test]
    public void The_other_published_example_has_its_signature_too() => Assert.That(
        Signature(Headers(
            ["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"], "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", 1_649_367_553,
            """{"email":"test@example.com","username":"test_user"}""")),
        Is.EqualTo("v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw="));

    [Test]
    public async Task The_reference_library_verifies_with_each_of_the_two_shared_keys_and_with_no_other()
    {
        var request = await SendAsync([.. _shared, Private(_seeds[0])]);
        var (headers, body) = (Collection(request), Encoding.UTF8.GetString(request.Body));

        Assert.That(() => new StandardWebhook(_shared[0]).Verify(body, headers), Throws.Nothing);
        Assert.That(() => new StandardWebhook(_shared[1]).Verify(body, headers), Throws.Nothing);
        Assert.That(() => new StandardWebhook(Shared(24)).Verify(body, headers), Throws.Exception);
        Assert.That(() => new StandardWebhook(_shared[0]).Verify(body + " ", headers), Throws.Exception);
    }

    [Test]
    public async Task Four_keys_sign_when_two_of_each_kind_are_there()
    {
        var request = await SendAsync([_shared[0], Private(_seeds[0]), _shared[1], Private(_seeds[1])]);
        var signatures = request.Headers["webhook-signature"].Split(' ');

        Assert.That(signatures.Select(signature => signature.Split(',')[0]), Is.EqualTo(new[] { "v1", "v1a", "v1", "v1a" }));
        Assert.That((Verifies(request, signatures[1], _seeds[0]), Verifies(request, signatures[3], _seeds[1])), Is.EqualTo((true, true)));
        Assert.That(Verifies(request, signatures[1], _seeds[1]), Is.False);
    }

    [Test]
    public async Task The_reference_library_reads_the_event()
    {
        var request = await SendAsync([]);

        using var body = new MemoryStream(request.Body);
        var read = await new JsonEventFormatter().DecodeStructuredModeMessageAsync(
            body, new ContentType(request.Headers["content-type"]), null);

        Assert.Multiple(() =>
        {
            Assert.That(read.IsValid, Is.True);
            Assert.That((read.SpecVersion.VersionId, read.Id, read.Type), Is.EqualTo(("1.0", DeliveryRig.Event.Id, DeliveryRig.Event.Type)));
            Assert.That((read.Source?.OriginalString, read.Subject), Is.EqualTo(("urn:cavra:default", DeliveryRig.Event.Subject)));
            Assert.That((read.Time, read.DataContentType), Is.EqualTo(((DateTimeOffset?)DeliveryRig.Event.Time, "application/json")));
            Assert.That(read.DataSchema?.OriginalString, Is.EqualTo("urn:cavra:schema:cavra.test.v1"));
            Assert.That(read.Data?.ToString(), Is.EqualTo(DeliveryRig.Event.Data));
        });
    }

    [Test]
    public async Task A_token_is_fetched_where_oauth_is_configured()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        receiver.Answers(200, """{"access_token":"fetched-1","token_type":"Bearer","expires_in":3600}""");
        using var rig = Rig(
            receiver, $"oauth: {{token_url: 'http://127.0.0.1:{receiver.Port}/token', client_id: c, client_secret_env: KEY_0}}", ["s3cr3t"]);

        await rig.SendAsync();

        Assert.That(receiver.Requests.Select(request => request.Path), Is.EqualTo(new[] { "/token", "/cavra" }));
        Assert.That(receiver.Requests[1].Headers["authorization"], Is.EqualTo("Bearer fetched-1"));
    }

    private static string Shared(int bytes) => $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes))}";

    private static string Private(byte[] seed) => $"whsk_{Convert.ToBase64String(seed)}";

    private static Dictionary<string, string> Headers(string[] keys, string id, long at, string body) =>
        new WebhookSignature([.. keys.Select(key => WebhookKey.Read(key)!)])
            .Headers(id, DateTimeOffset.FromUnixTimeSeconds(at), Encoding.UTF8.GetBytes(body)).ToDictionary();

    private static string Signature(Dictionary<string, string> headers) => headers["webhook-signature"];

    private static HeaderDictionary Collection(ReceivedRequest request)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in request.Headers)
        {
            headers[name] = value;
        }

        return headers;
    }

    private static bool Verifies(ReceivedRequest request, string signature, byte[] seed)
    {
        using var key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        var published = PublicKey.Import(
            SignatureAlgorithm.Ed25519, key.PublicKey.Export(KeyBlobFormat.RawPublicKey), KeyBlobFormat.RawPublicKey);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}."), .. request.Body];
        return SignatureAlgorithm.Ed25519.Verify(published, signed, Convert.FromBase64String(signature["v1a,".Length..]));
    }

    // The library compares with the machine's clock, so the request is signed at its time.
    private static async Task<ReceivedRequest> SendAsync(string[] keys)
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = Rig(receiver, $"signing_secret_env: [{string.Join(", ", keys.Select((_, index) => $"KEY_{index}"))}]", keys);
        rig.Clock.AdjustTime(Patience.MachineNow);

        var report = await rig.SendAsync();

        Assert.That(report.StatusCode, Is.EqualTo(200), report.Error);
        return receiver.Requests.Single();
    }

    private static DeliveryRig Rig(FailingReceiver receiver, string member, string[] secrets) => new(
        $"connectors: {{hook: {{provider: webhook, url: 'http://127.0.0.1:{receiver.Port}/cavra', allow_networks: [127.0.0.0/8], {member}}}}}",
        secrets.Select((secret, index) => (secret, index)).ToDictionary(pair => $"KEY_{pair.index}", pair => pair.secret));
}
