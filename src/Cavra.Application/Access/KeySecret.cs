using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;

namespace Cavra.Application.Access;

/// <summary>The text of an API key: <c>cavra_</c>, the key's id, <c>_</c> and 43 base64url characters of 256 random bits.</summary>
public static class KeySecret
{
    private const string Prefix = "cavra_";

    private const int SecretLength = RandomToken.Length;

    /// <summary>A new secret part.</summary>
    public static string New() => RandomToken.New();

    /// <summary>All that is kept of a secret part: its SHA-256.</summary>
    public static byte[] Hash(string secret) => RandomToken.Hash(secret);

    public static string Compose(KeyId id, string secret) => $"{Prefix}{id}_{secret}";

    public static bool TryParse(string? presented, out KeyId id, [NotNullWhen(true)] out string? secret)
    {
        (id, secret) = (default, null);
        if (presented is null || presented.Length < Prefix.Length + SecretLength + 2 || presented.Length > 200
            || !presented.StartsWith(Prefix, StringComparison.Ordinal) || presented[^(SecretLength + 1)] is not '_'
            || !Ids.TryParse(presented[Prefix.Length..^(SecretLength + 1)], out id))
        {
            return false;
        }

        secret = presented[^SecretLength..];
        return true;
    }
}

/// <summary>A key that has just been made, and its text, which is kept nowhere.</summary>
/// <param name="Key">What is stored.</param>
/// <param name="Text">What its holder presents.</param>
internal sealed record NewKey(ApiKey Key, string Text)
{
    /// <summary>Makes a key in the name of whoever calls.</summary>
    public static NewKey Issue(
        Call call, WorkspaceId workspace, string name, IReadOnlyList<string> roles, DateTimeOffset now,
        DateTimeOffset? expiresAt = null, IReadOnlyList<string>? allowNetworks = null, string? owner = null)
    {
        var secret = KeySecret.New();
        var key = ApiKey.Issue(
            workspace, name, owner, roles, KeySecret.Hash(secret), expiresAt, allowNetworks ?? [], call.Caller.Actor.Display, now);
        return new NewKey(key, KeySecret.Compose(key.Id, secret));
    }
}

/// <summary>256 random bits in 43 base64url characters: what a key, a session and a sign-in link are recognised by.</summary>
public static class RandomToken
{
    public const int Length = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>All that is kept of one: its SHA-256.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    /// <summary>Whether the text could be one.</summary>
    public static bool IsOne([NotNullWhen(true)] string? text) =>
        text is { Length: Length } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
