using System.Security.Cryptography;
using System.Text;
using Cavra.Testing;
using Cavra.Testing.Identity;
using Microsoft.IdentityModel.Tokens;

namespace Cavra.Api.Tests.Access.Tokens;

/// <summary>Tokens that must not open anything: each is answered as a wrong key is, and why is in the log alone.</summary>
public sealed class HostileTokenTests
{
    private static readonly DateTimeOffset Now = CavraApp.Start;

    private TestIssuer _issuer = null!;
    private TestIssuer _stranger = null!;
    private IdentityFileOf _identity = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        var clock = new WatchedClock(Now);
        _issuer = await TestIssuer.StartAsync(clock);
        _stranger = await TestIssuer.StartAsync(clock);
        _identity = new IdentityFileOf(_issuer.Believed(["{all: {groups: audit}, roles: [auditor]}"], "algorithms: [RS256]"));
        var settings = new Dictionary<string, string?>(_identity.Settings) { ["CAVRA_RATE_FAILED_AUTHENTICATION_BURST"] = "1000000" };
        _app = await CavraApp.StartAsync(settings: settings, clock: clock);
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _app.DisposeAsync();
        await _stranger.DisposeAsync();
        await _issuer.DisposeAsync();
        _identity.Dispose();
    }

    [SetUp]
    public void BeginAnew()
    {
        _app.Clock.AdjustTime(Now);
        _app.Log.Clear();
    }

    [Test]
    public async Task A_token_for_another_audience_opens_nothing() => await IsRefusedAsync(Token(("aud", "somebody-else")), "another audience");

    [Test]
    public async Task A_token_of_an_issuer_that_is_not_believed_opens_nothing() =>
        await IsRefusedAsync(_stranger.Token(new Dictionary<string, object?> { ["groups"] = "audit" }), "issuer is not known");

    [Test]
    public async Task A_token_that_names_a_believed_issuer_and_is_signed_by_another_opens_nothing()
    {
        await IsRefusedAsync(Signed(_stranger.Signing), "does not publish the key");
        // With the key id of the believed one.
        await IsRefusedAsync(Signed(new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = _issuer.Signing.Key.KeyId }, "RS256")), "signature");
        await IsRefusedAsync(Signed(new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)), "RS256")), "signature|publish the key");
    }

    [Test]
    public async Task An_unsigned_token_opens_nothing()
    {
        var (header, payload, _) = Parts(Token());
        var none = Encode("""{"alg":"none","typ":"JWT"}""");
        await IsRefusedAsync($"{none}.{payload}.", "signature");
        await IsRefusedAsync($"{Encode("""{"alg":"None"}""")}.{payload}.{Parts(Token()).Signature}", "signature|algorithm|publish the key");
        await IsRefusedAsync($"{header}.{payload}.", "signature");
    }

    [Test]
    public async Task The_public_key_taken_as_a_shared_secret_opens_nothing()
    {
        var publicKey = ((RsaSecurityKey)_issuer.Signing.Key).Rsa.ExportSubjectPublicKeyInfoPem();
        foreach (var secret in new[] { Encoding.UTF8.GetBytes(publicKey), ((RsaSecurityKey)_issuer.Signing.Key).Rsa.ExportSubjectPublicKeyInfo() })
        {
            var key = new SymmetricSecurityKey(secret) { KeyId = _issuer.Signing.Key.KeyId };
            await IsRefusedAsync(Signed(new SigningCredentials(key, "HS256")), "algorithm|signature");
        }
    }

    [Test]
    public async Task An_asymmetric_algorithm_that_is_not_configured_opens_nothing() =>
        await IsRefusedAsync(Signed(new SigningCredentials(_issuer.Signing.Key, "RS512")), "algorithm|signature");

    [Test]
    public async Task A_token_that_was_changed_opens_nothing()
    {
        var (header, _, signature) = Parts(Token());
        var (_, other, _) = Parts(Token(("sub", "somebody-else")));
        await IsRefusedAsync($"{header}.{other}.{signature}", "signature");
        await IsRefusedAsync($"{header}.{other[..^4]}.{signature}", null);
        await IsRefusedAsync($"{header}..{signature}", null);
        await IsRefusedAsync("a.b.c", null);
        await IsRefusedAsync("..", null);
    }

    [TestCase("jku", "http://127.0.0.1:9/keys")]
    [TestCase("x5u", "http://127.0.0.1:9/chain")]
    public async Task Where_a_token_says_its_keys_are_nobody_looks(string member, string address)
    {
        var header = new Dictionary<string, object> { [member] = address };
        var own = _stranger.Token(new Dictionary<string, object?> { ["iss"] = _issuer.Authority, ["groups"] = "audit" }, header: header);

        await IsRefusedAsync(own, "does not publish the key|signature");
        Assert.That(_stranger.Asked, Is.Zero);
    }

    [Test]
    public async Task A_key_that_a_token_brings_along_opens_nothing()
    {
        using var rsa = RSA.Create(2048);
        var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)));
        var header = new Dictionary<string, object> { ["jwk"] = new Dictionary<string, object> { ["kty"] = "RSA", ["n"] = jwk.N, ["e"] = jwk.E } };
        await IsRefusedAsync(
            _issuer.Token(new Dictionary<string, object?> { ["groups"] = "audit" }, new SigningCredentials(new RsaSecurityKey(rsa), "RS256"), header), "signature|publish the key");
    }

    [Test]
    public async Task A_token_counts_from_a_minute_before_its_beginning_to_a_minute_after_its_end()
    {
        var token = Token(("nbf", At(600)), ("exp", At(1_200)));

        await At(539, () => IsRefusedAsync(token, "expired, is not yet valid"));
        await At(540, () => IsTakenAsync(token));
        await At(1_259, () => IsTakenAsync(token));
        await At(1_260, () => IsRefusedAsync(token, "expired, is not yet valid"));
    }

    [Test]
    public async Task A_token_that_ends_at_the_end_of_time_is_a_token() =>
        await IsTakenAsync(Token(("exp", DateTimeOffset.MaxValue.ToUnixTimeSeconds())));

    [Test]
    public async Task A_token_without_an_end_opens_nothing() => await IsRefusedAsync(Token(("exp", null)), "has no end");

    [Test]
    public async Task A_token_of_another_type_opens_nothing() => await IsRefusedAsync(
        _issuer.Token(new Dictionary<string, object?> { ["groups"] = "audit" }, header: new Dictionary<string, object> { ["typ"] = "logout+jwt" }), "another type");

    [Test]
    public async Task An_encrypted_token_and_one_within_another_open_nothing()
    {
        await IsRefusedAsync($"{Token()}.x.y", null);
        await IsRefusedAsync(Token(("nested", Token())).Replace('.', '_'), null);
        var (_, _, signature) = Parts(Token());
        await IsRefusedAsync($"{Encode("""{"alg":"RS256","cty":"JWT"}""")}.{Encode(Token())}.{signature}", null);
    }

    [Test]
    public async Task A_token_of_16_KiB_is_more_than_headers_may_have()
    {
        using var client = _app.Client(Token(("filler", new string('x', 16 * 1024))));
        (await client.GetJsonAsync("/console/session")).Problem(431, "http.headers_too_large");

        // The longest that fits is looked at.
        await IsTakenAsync(Token(("filler", new string('x', 10 * 1024))));
    }

    private string Token(params (string Name, object? Value)[] claims) =>
        _issuer.Token(claims.Prepend((Name: "groups", Value: "audit")).ToDictionary(claim => claim.Name, claim => claim.Value));

    private string Signed(SigningCredentials with) => _issuer.Token(new Dictionary<string, object?> { ["groups"] = "audit" }, with);

    private static long At(int seconds) => Now.AddSeconds(seconds).ToUnixTimeSeconds();

    private async Task At(int seconds, Func<Task> then)
    {
        _app.Clock.AdjustTime(Now.AddSeconds(seconds));
        await then();
    }

    private async Task IsTakenAsync(string token)
    {
        using var client = _app.Client(token);
        (await client.GetJsonAsync("/console/session")).Ok();
    }

    /// <param name="token">What is presented.</param>
    /// <param name="why">What the log says of it, as a pattern; null where that is not told.</param>
    private async Task IsRefusedAsync(string token, string? why)
    {
        _app.Log.Clear();
        using var client = _app.Client(token);
        using var wrong = _app.Client("cavra_key-00000000000000000000000000000000_" + new string('x', 43));

        var (answer, expected) = (await client.GetJsonAsync("/console/session"), await wrong.GetJsonAsync("/console/session"));

        answer.Problem(401, "authentication.required");
        foreach (var member in new[] { "title", "detail", "type", "code" })
        {
            Assert.That(answer.Body![member]?.ToString(), Is.EqualTo(expected.Body![member]?.ToString()));
        }

        if (why is not null)
        {
            Assert.That(_app.Log.Text, Does.Match($@"A token was refused \([^)]*\): [^\n]*({why})"));
        }

        foreach (var part in token.Split('.').Where(part => part.Length > 8))
        {
            Assert.That(_app.Log.Text, Does.Not.Contain(part));
        }
    }

    private static (string Header, string Payload, string Signature) Parts(string token) => token.Split('.') is [var header, var payload, var signature]
        ? (header, payload, signature)
        : throw new FormatException();

    private static string Encode(string text) => Base64UrlEncoder.Encode(text);
}
