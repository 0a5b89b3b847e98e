namespace Cavra.Domain.Access.Tokens;

/// <summary>When a token counts.</summary>
public static class TokenLifetime
{
    /// <summary>How far an issuer's clock may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>Whether it counts at an instant.</summary>
    /// <param name="notBefore">From when on it counts; null for ever since.</param>
    /// <param name="expires">From when on it does not count any more; a token without an end never does.</param>
    /// <param name="now">The instant.</param>
    public static bool Includes(DateTimeOffset? notBefore, DateTimeOffset? expires, DateTimeOffset now) =>
        expires is { } end && now - Skew < end && !(notBefore > now + Skew);
}
