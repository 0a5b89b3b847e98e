using System.Text.Json;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Delivery.Http;

/// <summary>
/// A token by OAuth 2.0 client credentials (RFC 6749 §4.4): fetched by one request at a time, kept until shortly before it
/// expires, fetched again once when it is refused.
/// </summary>
/// <param name="tokenUrl">Where tokens are fetched.</param>
/// <param name="clientId">Who it is.</param>
/// <param name="clientSecret">What proves it.</param>
/// <param name="scope">What the token is for; null to ask for nothing in particular.</param>
/// <param name="member">The member of the connector file that names the token endpoint.</param>
internal sealed class ClientCredentials(Uri tokenUrl, string clientId, Secret clientSecret, string? scope, string member)
    : ICredential, IDisposable
{
    // Of a token without a lifetime nobody knows how long it lives.
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile Token? _token;

    public string Header => "Authorization";

    public Uri TokenUrl => tokenUrl;

    /// <summary>The member of the connector file that names the token endpoint.</summary>
    public string Member => member;

    public async ValueTask<string> ValueAsync(HttpExchange exchange, CancellationToken cancellationToken)
    {
        if (_token is { } kept && kept.IsGood(exchange.Clock.GetUtcNow()))
        {
            return kept.Value;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_token is not { } known || !known.IsGood(exchange.Clock.GetUtcNow()))
            {
                _token = known = await FetchAsync(exchange, cancellationToken);
            }

            return known.Value;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    // Of many requests that were refused with one token, the first renews it for all.
    public bool Forget(string refused)
    {
        var kept = _token;
        if (kept?.Value == refused)
        {
            Interlocked.CompareExchange(ref _token, null, kept);
        }

        return true;
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<Token> FetchAsync(HttpExchange exchange, CancellationToken cancellationToken)
    {
        var asked = exchange.Clock.GetUtcNow();
        var answer = await exchange.FetchAsync(HttpCall.Form(tokenUrl, Fields()), cancellationToken);
        if (answer.Status is >= 200 and < 300 && Read(answer, asked) is { } token)
        {
            exchange.Conceal(token.Secret);
            return token;
        }

        throw new CredentialRefusedException(Refused(answer));
    }

    private IEnumerable<KeyValuePair<string, string>> Fields()
    {
        yield return new("grant_type", "client_credentials");
        yield return new("client_id", clientId);
        yield return new("client_secret", clientSecret.Reveal());
        if (scope is not null)
        {
            yield return new("scope", scope);
        }
    }

    private static Token? Read(ReceiverAnswer answer, DateTimeOffset asked)
    {
        if (answer.Json() is not { ValueKind: JsonValueKind.Object } document
            || document.TextAt("access_token") is not { Length: > 0 } text
            || text.Any(c => c is <= ' ' or > '~'))
        {
            return null;
        }

        var lifetime = document.NumberAt("expires_in") is { } seconds and > 0 and < int.MaxValue ? TimeSpan.FromSeconds(seconds) : DefaultLifetime;
        return new Token(new Secret(text), asked + lifetime, Margin(lifetime));
    }

    // Some minutes before its end, but never most of a short life.
    private static TimeSpan Margin(TimeSpan lifetime)
    {
        var margin = TimeSpan.FromMinutes(3);
        return margin < lifetime / 4 ? margin : lifetime / 4;
    }

    private static TryOutcome Refused(ReceiverAnswer answer) => answer.Status switch
    {
        // What can't be read as a token may hold one all the same: nothing of it is kept.
        >= 200 and < 300 => TryOutcome.Failed(
            FailureClass.NotConfirmed, "The token endpoint answered without a token.", answer.ToReply() with { Text = "" }),
        400 or 401 or 403 => HttpVerdict.Failed(
            FailureClass.Authentication, "The token endpoint refused the connector's client id or secret.", answer),
        _ => HttpVerdict.OfFixedPath(answer),
    };

    private sealed record Token(Secret Secret, DateTimeOffset ExpiresAt, TimeSpan Margin)
    {
        public string Value { get; } = $"Bearer {Secret.Reveal()}";

        public bool IsGood(DateTimeOffset now) => now < ExpiresAt - Margin;
    }
}
