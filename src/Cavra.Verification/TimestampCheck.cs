using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>Checks RFC 3161 tokens with nothing but the roots that are trusted: no network, no revocation.</summary>
public static class TimestampCheck
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    private const string TstInfo = "1.2.840.113549.1.9.16.1.4";

    private const string ForTimestamps = "1.3.6.1.5.5.7.3.8";

    /// <summary>Holds a token to a text.</summary>
    /// <param name="token">A CMS message in DER, and nothing after it.</param>
    /// <param name="text">What it must be of: a checkpoint's text, without signatures.</param>
    /// <param name="roots">Certificates that its signer's must lead to, and what may lie between.</param>
    /// <param name="nonce">What the request held; null where the request is not known.</param>
    public static CheckedTimestamp Check(
        ReadOnlyMemory<byte> token, string text, X509Certificate2Collection roots, ReadOnlyMemory<byte>? nonce = null)
    {
        var message = new SignedCms();
        try
        {
            message.Decode(token.Span);
            return message is { ContentInfo: { ContentType.Value: TstInfo } content, SignerInfos.Count: 1 }
                && Rfc3161TimestampTokenInfo.TryDecode(content.Content, out var info, out var length) && length == content.Content.Length
                    ? Check(token, message, info, SHA256.HashData(Encoding.UTF8.GetBytes(text)), roots, nonce)
                    : CheckedTimestamp.Of(TimestampFailure.Garbage);
        }
        // Some damage is met only where it is looked at.
        catch (CryptographicException)
        {
            return CheckedTimestamp.Of(TimestampFailure.Garbage);
        }
    }

    private static CheckedTimestamp Check(
        ReadOnlyMemory<byte> token, SignedCms message, Rfc3161TimestampTokenInfo info, byte[] hash, X509Certificate2Collection roots,
        ReadOnlyMemory<byte>? nonce)
    {
        if (nonce is { } asked && !(info.GetNonce() is { } answered && answered.Span.SequenceEqual(asked.Span)))
        {
            return CheckedTimestamp.Of(TimestampFailure.OtherNonce);
        }

        if (info.HashAlgorithmId.Value != Sha256 || !info.GetMessageHash().Span.SequenceEqual(hash))
        {
            return CheckedTimestamp.Of(TimestampFailure.OtherText);
        }

        if (message.SignerInfos[0].Certificate is { } named && !IsForTimestamps(named))
        {
            return CheckedTimestamp.Of(TimestampFailure.NotForTimestamps);
        }

        // It also holds the certificate to what the token says of it, and to the time.
        if (!Rfc3161TimestampToken.TryDecode(token, out var whole, out var length) || length != token.Length
            || !whole.VerifySignatureForHash(hash, new Oid(Sha256), out var signer))
        {
            return CheckedTimestamp.Of(TimestampFailure.WrongSignature);
        }

        return LeadsTo(roots, signer, message.Certificates, info.Timestamp)
            ? new CheckedTimestamp(Failure: null, info.Timestamp, signer.Subject)
            : CheckedTimestamp.Of(TimestampFailure.UntrustedAuthority);
    }

    private static bool IsForTimestamps(X509Certificate2 certificate)
    {
        var purposes = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().ToList();
        return purposes is [{ Critical: true, EnhancedKeyUsages: { Count: 1 } only }] && only[0].Value == ForTimestamps;
    }

    // Of the time of the stamp: it holds for as long as its roots are trusted, whatever has expired since.
    private static bool LeadsTo(
        X509Certificate2Collection roots, X509Certificate2 signer, X509Certificate2Collection between, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(between);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ForTimestamps));
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        return chain.Build(signer);
    }
}

/// <summary>What became of a token.</summary>
/// <param name="Failure">Why it does not hold; null where it does.</param>
/// <param name="At">When its authority says that it was made; null where it does not hold.</param>
/// <param name="Authority">The subject of the certificate that signed it, as the authority wrote it; null where it does not hold.</param>
public sealed record CheckedTimestamp(TimestampFailure? Failure, DateTimeOffset? At, string? Authority)
{
    internal static CheckedTimestamp Of(TimestampFailure failure) => new(failure, At: null, Authority: null);
}
