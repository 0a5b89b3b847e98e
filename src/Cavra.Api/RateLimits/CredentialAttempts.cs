using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Cavra.Api.RateLimits;

/// <summary>
/// Limits how often an address tries credentials that are not valid. One that was valid there before is let through all the
/// same: behind a company's gateway everybody has the same address, and somebody else's mistake must not lock them out.
/// </summary>
internal sealed class CredentialAttempts(RateLimiters limiters)
{
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<string, bool> _accepted = new();

    public bool MayTry(HttpContext http, string presented)
    {
        var address = CallerAddress.Of(http);
        return limiters.FailedAuthentication.HasAny(address) || _accepted.ContainsKey(NameOf(address, presented));
    }

    public void Accepted(HttpContext http, string presented)
    {
        if (_accepted.Count >= Remembered)
        {
            _accepted.Clear();
        }

        _accepted[NameOf(CallerAddress.Of(http), presented)] = true;
    }

    public void Failed(HttpContext http, string presented)
    {
        var address = CallerAddress.Of(http);
        limiters.FailedAuthentication.TryTake(address);
        _accepted.TryRemove(NameOf(address, presented), out _);
    }

    public Task RefuseAsync(HttpContext http) => limiters.FailedAuthentication.RefuseAsync(http, CallerAddress.Of(http));

    private static string NameOf(string address, string presented) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{address} {presented}")));
}
