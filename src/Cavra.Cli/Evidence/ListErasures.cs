using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Evidence;

/// <summary><c>cavra evidence erasures</c>: whose erasure was asked, by whom and why, and who confirmed it.</summary>
internal static class ListErasures
{
    public static Command Create(Terminal terminal) => ListVerb.Create(
        "erasures", "List the erasures of evidence entries, newest first. One that is confirmed says that the text will be removed.", terminal,
        WirePaths.Erasures, [],
        new ListTable<Erasure>(
            ["asked", "by", "entry", "what", "why", "state", "confirmed by", "erasure"],
            erasure =>
            [
                erasure.AskedAt, erasure.AskedBy, erasure.ErasedEvidenceId, erasure.EntryAction, erasure.Reason, erasure.State, erasure.ConfirmedBy,
                erasure.ErasureId,
            ],
            ListVerb.NothingAtAll));

    private sealed record Erasure(
        string ErasureId, string State, string ErasedEvidenceId, string EntryAction, string Reason, string AskedBy, DateTimeOffset AskedAt,
        string? ConfirmedBy = null);
}
