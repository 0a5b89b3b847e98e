using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace Cavra.Api.Security;

/// <summary>
/// Seals what a browser carries from the beginning of a sign-in to its end, under the key that every process of the instance has: any of
/// them can end what another began.
/// </summary>
internal sealed class InstanceProtector(byte[] key) : IDataProtector
{
    private const int KeyBytes = 32;

    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;

    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    public IDataProtector CreateProtector(string purpose) =>
        new InstanceProtector(HKDF.Expand(HashAlgorithmName.SHA256, key, KeyBytes, Encoding.UTF8.GetBytes(purpose)));

    public byte[] Protect(byte[] plaintext)
    {
        var sealedBytes = new byte[NonceBytes + plaintext.Length + TagBytes];
        var (nonce, text, tag) = Parts(sealedBytes);
        RandomNumberGenerator.Fill(nonce.Span);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce.Span, plaintext, text.Span, tag.Span);
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">It was not sealed by this instance for this purpose.</exception>
    public byte[] Unprotect(byte[] protectedData)
    {
        if (protectedData.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("It is too short to have been sealed.");
        }

        var (nonce, text, tag) = Parts(protectedData);
        var plain = new byte[text.Length];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(nonce.Span, text.Span, tag.Span, plain);
        return plain;
    }

    private static (Memory<byte> Nonce, Memory<byte> Text, Memory<byte> Tag) Parts(Memory<byte> all) =>
        (all[..NonceBytes], all[NonceBytes..^TagBytes], all[^TagBytes..]);
}

/// <summary>Texts, sealed.</summary>
internal sealed class SealedText(IDataProtector protector) : ISecureDataFormat<string>
{
    public string Protect(string data) => Base64UrlTextEncoder.Encode(protector.Protect(Encoding.UTF8.GetBytes(data)));

    public string Protect(string data, string? purpose) => Protect(data);

    public string? Unprotect(string? protectedText)
    {
        try
        {
            return protectedText is null ? null : Encoding.UTF8.GetString(protector.Unprotect(Base64UrlTextEncoder.Decode(protectedText)));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    public string? Unprotect(string? protectedText, string? purpose) => Unprotect(protectedText);
}
