using System.Globalization;
using System.Net.Http.Headers;

namespace Cavra.Infrastructure.Delivery.Http;

/// <summary>Reads how long a receiver asks to be left alone: whole seconds of any size, or a date in one of HTTP's three forms.</summary>
internal static class RetryAfter
{
    private const string Header = "Retry-After";

    private static readonly string[] Dates =
        ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>The wait asked for, the longest where there are several; null when none of them can be read.</summary>
    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.NonValidated.TryGetValues(Header, out var values) ? values.Max(value => Read(value, now)) : null;

    private static TimeSpan? Read(string text, DateTimeOffset now)
    {
        var value = text.Trim(' ', '\t');
        if (value.Length > 0 && value.All(char.IsAsciiDigit))
        {
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(seconds)
                : Longest;
        }

        var isDate = DateTimeOffset.TryParseExact(
            value, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var date);
        return !isDate ? null : date > now ? date - now : TimeSpan.Zero;
    }
}
