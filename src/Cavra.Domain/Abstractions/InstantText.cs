using System.Globalization;
using System.Text.RegularExpressions;

namespace Cavra.Domain.Abstractions;

/// <summary>Instants as RFC 3339 spells them: read to the microsecond, and what is no instant is told why.</summary>
public static partial class InstantText
{
    public const string NoInstant = "An instant is an ISO 8601 date and time with an offset, such as 2026-11-01T08:00:00Z.";

    public const string NoOffset = "An instant needs its offset from UTC: Z, or hours and minutes such as +02:00.";

    public const string NoDay = "There is no such day.";

    public const string NoTime = "There is no such time of day: hours go to 23, minutes and seconds to 59.";

    public const string NoSuchOffset = "There is no such offset: hours go to 23, minutes to 59.";

    public const string TooFine = "A second has at most nine digits after the point.";

    public const string OutOfRange = "In UTC the instant is not in the years 1 to 9999.";

    /// <summary>In UTC with a Z, to the microsecond as far as there is one.</summary>
    public static string Of(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads an instant; the answer is the rule that the text breaks, or null.</summary>
    public static string? TryRead(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (Shape().Match(text ?? "") is not { Success: true } match || !match.Groups["hour"].Success)
        {
            return NoInstant;
        }

        int Number(string group) => match.Groups[group] is { Success: true, Value: var digits }
            ? int.Parse(digits, CultureInfo.InvariantCulture)
            : 0;
        var (year, month) = (Number("year"), Number("month"));
        if (year < 1 || month is < 1 or > 12 || Number("day") < 1 || Number("day") > DateTime.DaysInMonth(year, month))
        {
            return NoDay;
        }

        if (!match.Groups["offset"].Success)
        {
            return NoOffset;
        }

        if (Number("hour") > 23 || Number("minute") > 59 || Number("second") > 59)
        {
            return NoTime;
        }

        var fraction = match.Groups["fraction"].Value;
        if (fraction.Length > 9)
        {
            return TooFine;
        }

        if (Number("hours") > 23 || Number("minutes") > 59)
        {
            return NoSuchOffset;
        }

        var microseconds = int.Parse(fraction.PadRight(6, '0')[..6], CultureInfo.InvariantCulture);
        var local = new DateTime(year, month, Number("day"), Number("hour"), Number("minute"), Number("second"), DateTimeKind.Utc).Ticks
            + (microseconds * TimeSpan.TicksPerMicrosecond);
        var offset = new TimeSpan(Number("hours"), Number("minutes"), 0).Ticks * (match.Groups["sign"].Value is "-" ? -1 : 1);
        if (local - offset is var utc && (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks))
        {
            return OutOfRange;
        }

        instant = new DateTimeOffset(utc, TimeSpan.Zero);
        return null;
    }

    [GeneratedRegex(
        """
        ^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})
        ([Tt](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?)?
        (?<offset>[Zz]|(?<sign>[+-])(?<hours>[0-9]{2}):(?<minutes>[0-9]{2}))?)?\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Shape();
}
