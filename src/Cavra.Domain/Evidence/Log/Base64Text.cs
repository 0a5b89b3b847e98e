namespace Cavra.Domain.Evidence.Log;

/// <summary>Standard base64 (RFC 4648, section 4) read strictly: one value has exactly one spelling.</summary>
internal static class Base64Text
{
    public static bool TryDecode(string? text, out byte[] bytes)
    {
        bytes = [];
        if (text is null || text.Length % 4 != 0)
        {
            return false;
        }

        var buffer = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, buffer, out var length))
        {
            return false;
        }

        // The platform skips white space and ignores left-over bits: only writing it again shows that nothing was hidden.
        bytes = buffer[..length];
        return string.Equals(Convert.ToBase64String(bytes), text, StringComparison.Ordinal);
    }
}
