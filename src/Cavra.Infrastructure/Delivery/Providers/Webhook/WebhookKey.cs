using System.Security.Cryptography;
using NSec.Cryptography;

namespace Cavra.Infrastructure.Delivery.Providers.Webhook;

/// <summary>A key of Standard Webhooks: <c>whsec_</c> for HMAC-SHA256, <c>whsk_</c> for Ed25519.</summary>
internal sealed class WebhookKey
{
    /// <summary>What a key must look like.</summary>
    public const string Form = "whsec_ and the base64 form of 24 to 64 bytes, or whsk_ and that of an Ed25519 key: "
        + "the 32 bytes of the seed, or these and then the 32 of the public key";

    private const string SharedPrefix = "whsec_";
    private const string PrivatePrefix = "whsk_";
    private const int SeedLength = 32;

    private static readonly SignatureAlgorithm Ed25519 = SignatureAlgorithm.Ed25519;

    private readonly byte[] _bytes;

    private WebhookKey(byte[] bytes, bool isPrivate) => (_bytes, IsPrivate) = (bytes, isPrivate);

    /// <summary>Whether receivers verify with its public half; otherwise they share it.</summary>
    public bool IsPrivate { get; }

    /// <summary>Reads a key; null when it has not the <see cref="Form"/>.</summary>
    public static WebhookKey? Read(string text)
    {
        if (Decoded(text, SharedPrefix) is { Length: >= 24 and <= 64 } shared)
        {
            return new WebhookKey(shared, isPrivate: false);
        }

        return Decoded(text, PrivatePrefix) is { Length: SeedLength or (2 * SeedLength) } key && HalvesAgree(key)
            ? new WebhookKey(key[..SeedLength], isPrivate: true)
            : null;
    }

    /// <summary>The signature as the header carries it, after its version.</summary>
    public string Sign(byte[] content)
    {
        if (!IsPrivate)
        {
            return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(_bytes, content))}";
        }

        using var key = Import(_bytes);
        return $"v1a,{Convert.ToBase64String(Ed25519.Sign(key, content))}";
    }

    private static bool HalvesAgree(byte[] bytes)
    {
        using var key = Import(bytes[..SeedLength]);
        return bytes.Length == SeedLength || key.PublicKey.Export(KeyBlobFormat.RawPublicKey).AsSpan().SequenceEqual(bytes.AsSpan(SeedLength));
    }

    private static Key Import(byte[] seed) => Key.Import(Ed25519, seed, KeyBlobFormat.RawPrivateKey);

    private static byte[]? Decoded(string text, string prefix)
    {
        var bytes = new byte[text.Length];
        return text.StartsWith(prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[prefix.Length..], bytes, out var length)
            ? bytes[..length]
            : null;
    }
}
