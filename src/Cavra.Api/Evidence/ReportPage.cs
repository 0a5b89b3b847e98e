namespace Cavra.Api.Evidence;

/// <summary>What surrounds a report: it loads nothing, runs nothing, prints well and reads well on a phone and in the dark.</summary>
internal static class ReportPage
{
    public const string Foot = "</main></body></html>\n";

    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#16191f;--soft:#5a6472;--line:#d5dbe1;--bad:#b3261e;--paper:#fff}
        @media (prefers-color-scheme:dark){:root{--ink:#e8ebef;--soft:#9aa5b1;--line:#39414b;--bad:#ff8a80;--paper:#12161b}}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
        main{max-width:76rem;margin:0 auto;padding:2rem 1.25rem}
        h1{margin:0;font-size:1.8rem}h2{margin:2rem 0 0;font-size:1.1rem;overflow-wrap:anywhere}
        .lead{margin:.25rem 0 1.25rem;font-size:1.1rem;overflow-wrap:anywhere}.note{margin:.1rem 0 .5rem;color:var(--soft)}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
        table{width:100%;border-collapse:collapse;table-layout:fixed}th:nth-child(1){width:12rem}th:nth-child(2){width:4.5rem}
        th:nth-child(3){width:10rem}th:nth-child(5){width:15rem}th:nth-child(6){width:20rem}th{text-align:left;font-weight:600;color:var(--soft)}
        th,td{padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
        td:nth-child(-n+2),th{white-space:nowrap}small{display:block;color:var(--soft);font-size:.8rem}
        .refused td:nth-child(5){color:var(--bad);font-weight:600}code{font:inherit;font-variant-numeric:tabular-nums}
        @media (max-width:640px){thead{display:none}tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}
        td{display:grid;grid-template-columns:5.5rem 1fr;border:0;padding:.1rem 0}td::before{content:attr(data-is);color:var(--soft)}
        td small{grid-column:2}dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
        @media print{:root{--ink:#000;--soft:#444;--line:#bbb;--paper:#fff}main{max-width:none;padding:0}tr{break-inside:avoid}h2{break-after:avoid}}
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
