using System.Text;
using Cavra.Application.Loops;
using Cavra.Domain.Abstractions;

namespace Cavra.Api.Evidence;

/// <summary>The loops of a report: each with its gates, who passed them, when, after how long, and what proves it.</summary>
internal static class ReportLoops
{
    public static void Write(StringBuilder page, IReadOnlyList<LoopView> loops, bool areMore)
    {
        if (loops.Count == 0)
        {
            return;
        }

        page.Append("<h2>Loops</h2><p class=\"note\">The deliveries of these entries that failed or were held, as they stood when the report was made.</p>");
        foreach (var loop in loops)
        {
            Loop(page, loop);
        }

        if (areMore)
        {
            page.Append("<p class=\"note\">There are more; their entries are below.</p>");
        }
    }

    private static void Loop(StringBuilder page, LoopView loop)
    {
        page.Write($"<section class=\"loop\"><h3>To {loop.Connector}: {Ending(loop)}</h3>");
        page.Write($"<p class=\"note\">{loop.DestinationId} of {loop.DeliveryId}, {loop.AuditId}. Opened {ReportText.When(loop.OpenedAt)}.</p>");
        page.Append("<table><thead><tr><th>Passed</th><th>After</th><th>Who</th><th class=\"wide\">Gate</th><th>Proof</th></tr></thead><tbody>");
        foreach (var gate in loop.Gates)
        {
            page.Write($"<tr><td data-is=\"Passed\">{Passed(loop, gate)}</td><td data-is=\"After\">{Took(gate.ElapsedSeconds)}</td>");
            page.Write($"<td data-is=\"Who\">{gate.Actor ?? "–"}</td><td data-is=\"Gate\"><strong>{WireName.Of(gate.Gate)}</strong></td>");
            page.Write($"<td data-is=\"Proof\"><small>{gate.EvidenceId ?? "–"}</small></td></tr>");
        }

        page.Append("</tbody></table></section>");
    }

    private static string Ending(LoopView loop) => loop switch
    {
        { ClosedAt: { } closed } => $"closed after {ReportText.Took(closed - loop.OpenedAt)}, {WireName.Of(loop.State)}",
        { OpenGate: { } gate } => $"open for {loop.AgeMinutes} min, not {WireName.Of(gate)} yet, awaits {string.Join(" or ", loop.AwaitedRoles)}",
        _ => $"open for {loop.AgeMinutes} min",
    };

    private static string Passed(LoopView loop, LoopGateView gate) => gate switch
    {
        { PassedAt: { } at } => ReportText.When(at),
        { Applies: false } => "not needed",
        _ => gate.Gate == loop.OpenGate ? "awaited" : "not yet",
    };

    private static string Took(long? seconds) => seconds is { } known ? ReportText.Took(TimeSpan.FromSeconds(known)) : "–";
}
