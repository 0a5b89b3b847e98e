using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Evidence;

/// <summary><c>cavra evidence retention</c>: what of the evidence the policy lets go, and when; and lets it go.</summary>
internal static class RetainEvidence
{
    public static Command Create(Terminal terminal)
    {
        var dry = new Option<bool>("--dry-run") { Description = "Show what would go and when, and change nothing." };
        var yes = new Option<bool>("--yes") { Description = "Let it go without being asked." };
        return ServerVerb.Create(
            "retention",
            "Let the evidence go that the workspace's policy (evidence_kept_days) keeps no longer, in whole segments of 65,536 entries: their bytes go, "
            + "their hashes stay, and a signed entry says so. A worker does it by itself; --dry-run shows what it would do.",
            terminal, [dry, yes],
            async (parsed, server, cancellationToken) =>
            {
                if (parsed.GetValue(dry))
                {
                    return await server.GetAsync<Standing>(WirePaths.Retention, standing => Show(terminal, standing), cancellationToken);
                }

                return parsed.GetValue(yes) || await terminal.IsMeantAsync("Let it go? That can't be undone.", cancellationToken)
                    ? await server.PostAsync<Answer>(
                        WirePaths.Retention, Reply.Body(),
                        answer => terminal.Say(
                            $"The bytes of all entries before index {answer.Removal.EndIndex} go as soon as a checkpoint is over {answer.Removal.ToldBy}, which says so."),
                        cancellationToken)
                    : ExitCode.Usage;
            });
    }

    private static void Show(Terminal terminal, Standing standing)
    {
        terminal.Say(standing.EvidenceKeptDays is { } days
            ? $"The policy keeps evidence for {days} days. {standing.Removable} entries would go now; those before index {standing.RemovedEnd} have gone."
            : "The policy keeps evidence for ever: evidence_kept_days says for how long.");
        if (standing.HeldSince is { } held)
        {
            terminal.Say($"A loop is open of a delivery of {held.ToUniversalTime():yyyy-MM-dd HH:mm:ss'Z'}: what came about then or later, and in the 30 days before, stays.");
        }

        terminal.Table(
            ["from", "to", "newest", "may go", "goes now"],
            standing.Segments.Select(segment => (object?[])
                [segment.FirstIndex, segment.EndIndex - 1, segment.NewestAt, segment.DueAt, segment.Removable ? "yes" : "no"]),
            "The log has no whole segment that is still there.");
    }

    private sealed record Standing(
        long RemovedEnd, long Removable, IReadOnlyList<Segment> Segments, int? EvidenceKeptDays = null, DateTimeOffset? HeldSince = null);

    private sealed record Segment(long FirstIndex, long EndIndex, DateTimeOffset NewestAt, bool Removable, DateTimeOffset? DueAt = null);

    private sealed record Answer(Removal Removal);

    private sealed record Removal(long EndIndex, string ToldBy);
}
