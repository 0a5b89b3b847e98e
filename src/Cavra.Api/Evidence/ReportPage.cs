using System.Globalization;
using System.Net;
using System.Text;

namespace Cavra.Api.Evidence;

/// <summary>What surrounds a report: it loads nothing, runs nothing, prints well and reads well on a phone and in the dark.</summary>
internal static class ReportPage
{
    public const string Foot = "</main></body></html>\n";

    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#16191f;--soft:#5a6472;--line:#d5dbe1;--bad:#b3261e;--paper:#fff}
        @media (prefers-color-scheme:dark){:root{--ink:#e8ebef;--soft:#9aa5b1;--line:#39414b;--bad:#ff8a80;--paper:#12161b}}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,sans-serif}
        main{max-width:76rem;margin:0 auto;padding:2rem 1.25rem}
        h1{margin:0;font-size:1.8rem}h2{margin:2.25rem 0 0;font-size:1.35rem}h3{margin:1.25rem 0 0;font-size:1rem;overflow-wrap:anywhere}
        .lead{margin:.25rem 0 1.25rem;font-size:1.1rem;overflow-wrap:anywhere}
        .note{margin:.1rem 0 .4rem;color:var(--soft);overflow-wrap:anywhere}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
        table{width:100%;border-collapse:collapse;table-layout:fixed}
        th{width:15%;text-align:left;font-weight:600;color:var(--soft)}th:nth-child(2){width:8%}th.wide{width:auto}th:last-child{width:22%}
        th,td{padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
        td{font-variant-numeric:tabular-nums}strong{font-weight:600}strong.bad{display:block;color:var(--bad)}
        small{display:block;color:var(--soft);font-size:.8rem}
        @media screen and (max-width:640px){thead{display:none}tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}
        td{display:grid;grid-template-columns:4.5rem 1fr;border:0;padding:.1rem 0}td::before{content:attr(data-is);color:var(--soft)}
        td small,td strong.bad{grid-column:2}dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
        @page{margin:14mm}
        @media print{:root{--ink:#000;--soft:#444;--line:#bbb;--bad:#900;--paper:#fff}body{font-size:9pt;line-height:1.3}main{max-width:none;padding:0}
        h1{font-size:16pt}h2{margin-top:1rem;font-size:12pt}h3{margin-top:.7rem}th,td{padding:.12rem .5rem .12rem 0}
        tr,.loop{break-inside:avoid}h2,h3,h3+.note{break-after:avoid}}
        """;

    /// <param name="title">Plain text without markup: an id.</param>
    public static string Head(string title) =>
        $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{title} · Cavra evidence report</title><style>{Style}</style></head><body><main>
        """;
}

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
