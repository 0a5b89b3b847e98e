using System.Globalization;
using System.Net;
using System.Text;

namespace Cavra.Api.Evidence;

/// <summary>How a report writes values: every one of them as text, whatever markup it holds.</summary>
internal static class ReportText
{
    /// <summary>Writes markup whose values are encoded.</summary>
    public static void Write(this StringBuilder page, FormattableString markup) => page.AppendFormat(
        CultureInfo.InvariantCulture, markup.Format,
        [.. markup.GetArguments().Select(value => WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture)))]);

    public static string When(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Took(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "0 s",
        { TotalMinutes: < 2 } => $"{(int)span.TotalSeconds} s",
        { TotalHours: < 2 } => $"{(int)span.TotalMinutes} min",
        { TotalDays: < 2 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} days",
    };
}
