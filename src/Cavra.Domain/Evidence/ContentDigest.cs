using System.Buffers;
using System.Security.Cryptography;
using System.Text;
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

/// <summary>Strings with only the escapes RFC 8785 demands; a lone surrogate throws.</summary>
internal static class CanonicalString
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    public static void Write(string text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is >= 0 and var next)
        {
            Strict.GetBytes(rest[..next], output);
            Strict.GetBytes(Escape(rest[next]), output);
            rest = rest[(next + 1)..];
        }

        Strict.GetBytes(rest, output);
        output.Write("\""u8);
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => $"\\u{(int)c:x4}",
    };
}
