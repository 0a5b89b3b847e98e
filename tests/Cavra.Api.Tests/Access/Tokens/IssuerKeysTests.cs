using System.Security.Cryptography;
using System.Text.Json;
using Cavra.Infrastructure.Access.Identity;
using Cavra.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;

namespace Cavra.Api.Tests.Access.Tokens;

/// <summary>Who waits for an issuer that answers slowly, and for how long.</summary>
public sealed class IssuerKeysTests
{
    private const string Authority = "https://id.example.com";

    private readonly WatchedClock _clock = new(CavraApp.Start);
    private SlowDocuments _documents = null!;
    private IssuerKeys _keys = null!;

    [SetUp]
    public void BeginAnew() => _keys = new IssuerKeys("test", Authority, _documents = new SlowDocuments(), _clock, NullLogger.Instance);

    [Test]
    public async Task Who_goes_away_while_the_issuer_is_asked_keeps_nobody_else_from_its_keys()
    {
        using var gone = new CancellationTokenSource();
        var first = _keys.FindAsync(keyId: null, gone.Token);
        await _documents.Reached.OrHangAsync();

        await gone.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        var second = _keys.FindAsync(keyId: null, CancellationToken.None);
        _documents.Answer();

        Assert.That(await second.OrHangAsync(), Is.Not.Null);
        Assert.That(_documents.Asked, Is.EqualTo(1));
    }

    [Test]
    public async Task All_who_wait_for_an_issuer_that_hangs_wait_for_one_asking()
    {
        var waiting = Enumerable.Range(0, 3).Select(_ => _keys.FindAsync(keyId: null, CancellationToken.None)).ToList();
        await _documents.Reached.OrHangAsync();

        // Whoever comes once it might be asked again waits with the others.
        _clock.Advance(TimeSpan.FromSeconds(10));
        waiting.AddRange(Enumerable.Range(0, 2).Select(_ => _keys.FindAsync(keyId: null, CancellationToken.None)));
        _documents.Fail();

        Assert.That(await Task.WhenAll(waiting).OrHangAsync(), Is.All.Null);
        Assert.That(_documents.Asked, Is.EqualTo(1));
    }

    [Test]
    public async Task After_a_day_of_rest_everybody_waits_for_the_keys_and_nobody_is_told_that_the_issuer_is_away()
    {
        _documents.Answer();
        await _keys.FindAsync(keyId: null, CancellationToken.None);
        _documents.Hold();
        _clock.Advance(TimeSpan.FromHours(24));

        var first = _keys.FindAsync(keyId: "key-1", CancellationToken.None);
        var second = _keys.FindAsync(keyId: "key-1", CancellationToken.None);
        _documents.Answer();

        Assert.That(await Task.WhenAll(first, second).OrHangAsync(), Is.All.Not.Null);
    }

    private sealed class SlowDocuments : IDocumentRetriever, IDisposable
    {
        private readonly RSA _rsa = RSA.Create(2048);
        private TaskCompletionSource _reached = New();
        private TaskCompletionSource _answer = New();
        private int _asked;

        public int Asked => _asked;

        public Task Reached => _reached.Task;

        public void Hold() => (_reached, _answer) = (New(), New());

        public void Answer() => _answer.TrySetResult();

        public void Fail() => _answer.TrySetException(new HttpRequestException());

        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            var isDiscovery = address.EndsWith("/openid-configuration", StringComparison.Ordinal);
            if (isDiscovery)
            {
                Interlocked.Increment(ref _asked);
            }

            _reached.TrySetResult();
            await _answer.Task.WaitAsync(cancel);
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_rsa.ExportParameters(includePrivateParameters: false)) { KeyId = "key-1" });
            return isDiscovery
                ? $$"""{"issuer":"{{Authority}}","jwks_uri":"{{Authority}}/keys"}"""
                : JsonSerializer.Serialize(new { keys = new[] { new { kty = "RSA", kid = "key-1", n = key.N, e = key.E } } });
        }

        public void Dispose() => _rsa.Dispose();

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
