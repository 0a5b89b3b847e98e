using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cavra.Domain.Evidence;

/// <summary>Digests of documents: SHA-256 over the canonical JSON.</summary>
public static class ContentDigest
{
    /// <summary><c>sha256:</c> and 64 lowercase hexadecimal digits, over the document's RFC 8785 form.</summary>
    public static string Of(JsonNode? document) => OfBytes(CanonicalJson.Serialize(document));

    /// <inheritdoc cref="Of(JsonNode)"/>
    public static string Of(JsonElement document) => OfBytes(CanonicalJson.Serialize(document));

    /// <summary><c>sha256:</c> and 64 lowercase hexadecimal digits, over bytes as they are.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes) => "sha256:" + Sha256Hex(bytes);

    /// <summary>64 lowercase hexadecimal digits.</summary>
    public static string Sha256Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
