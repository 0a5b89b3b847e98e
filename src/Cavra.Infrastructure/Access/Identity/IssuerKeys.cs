using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Cavra.Infrastructure.Access.Identity;

/// <summary>
/// What an issuer says of itself and the keys it signs with: fetched when first needed, kept for an hour and, while the issuer is
/// away, for a day. A key that is not among them is asked for at most once a minute.
/// </summary>
public sealed partial class IssuerKeys : IConfigurationManager<OpenIdConnectConfiguration>
{
    /// <summary>How long what was fetched is taken for current.</summary>
    public static readonly TimeSpan Current = TimeSpan.FromHours(1);

    /// <summary>How long it counts at most while nothing newer can be had.</summary>
    public static readonly TimeSpan Usable = TimeSpan.FromHours(24);

    /// <summary>How often the issuer is asked at most once something is known of it.</summary>
    public static readonly TimeSpan AskedEvery = TimeSpan.FromMinutes(1);

    // While nothing is known nobody can be let in, so the issuer's return is looked for more often.
    private static readonly TimeSpan LookedForEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _turn = new();
    private readonly IDocumentRetriever _documents;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _name;
    private readonly string _authority;

    private volatile Fetched? _kept;
    private Task _asking = Task.CompletedTask;
    private long _askedAt = long.MinValue;

    internal IssuerKeys(string name, string authority, IDocumentRetriever documents, TimeProvider clock, ILogger logger) =>
        (_name, _authority, _documents, _clock, _logger) = (name, authority, documents, clock, logger);

    /// <summary>What is known, asked for anew where it is old or lacks the key; null where nothing that counts is to be had.</summary>
    public async Task<OpenIdConnectConfiguration?> FindAsync(string? keyId, CancellationToken cancellationToken)
    {
        if (Good(keyId) is { } good)
        {
            return good;
        }

        // Whoever can be answered with what is known does not wait for somebody else's asking.
        var (asking, isMine) = Ask(keyId);
        if (isMine || !Has(keyId))
        {
            await asking.WaitAsync(cancellationToken);
        }

        return StillUsable()?.Configuration;
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Nothing is known; ask <see cref="FindAsync" /> before.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) =>
        await FindAsync(keyId: null, cancel) ?? throw new InvalidOperationException("Nothing is known of the issuer.");

    /// <inheritdoc />
    public void RequestRefresh()
    {
        // What lacks the key of a token was asked for anew before the token was looked at.
    }

    /// <summary>What was fetched last, however old; null for nothing yet.</summary>
    public OpenIdConnectConfiguration? Known => _kept?.Configuration;

    private OpenIdConnectConfiguration? Good(string? keyId) =>
        _kept is { } kept && _clock.GetUtcNow() < kept.At + Current && Has(keyId) ? kept.Configuration : null;

    private bool Has(string? keyId) =>
        StillUsable() is { } kept && (keyId is null || kept.Configuration.SigningKeys.Any(key => key.KeyId == keyId));

    private Fetched? StillUsable() => _kept is { } kept && _clock.GetUtcNow() < kept.At + Usable ? kept : null;

    // The asking is nobody's own: it goes on when whoever caused it has gone away, or they could keep everybody else from the keys.
    private (Task Asking, bool IsMine) Ask(string? keyId)
    {
        lock (_turn)
        {
            if (!_asking.IsCompleted || Good(keyId) is not null || !MayAsk())
            {
                return (_asking, false);
            }

            _asking = Task.Run(FetchAsync);
            return (_asking, true);
        }
    }

    private bool MayAsk()
    {
        var (now, every) = (_clock.GetUtcNow().UtcTicks, _kept is null ? LookedForEvery : AskedEvery);
        if (_askedAt != long.MinValue && now - _askedAt < every.Ticks)
        {
            return false;
        }

        _askedAt = now;
        return true;
    }

    private async Task FetchAsync()
    {
        try
        {
            var address = $"{_authority.TrimEnd('/')}/.well-known/openid-configuration";
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(address, _documents, CancellationToken.None);
            if (configuration.Issuer?.TrimEnd('/') != _authority.TrimEnd('/'))
            {
                LogUnusable(_name, "its discovery document names another issuer");
            }
            else if (configuration.SigningKeys.Count == 0)
            {
                LogUnusable(_name, "it publishes no keys to sign with");
            }
            else
            {
                _kept = new Fetched(configuration, _clock.GetUtcNow());
            }
        }
        catch (Exception exception)
        {
            LogUnusable(_name, IssuerDocuments.FailureOf(exception));
        }
    }

    [LoggerMessage(LogLevel.Warning, "The issuer {Issuer} could not be asked for its keys: {Why}.")]
    private partial void LogUnusable(string issuer, string why);

    private sealed record Fetched(OpenIdConnectConfiguration Configuration, DateTimeOffset At);
}
