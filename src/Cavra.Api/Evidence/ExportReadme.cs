using Cavra.Application.Evidence.Log;

namespace Cavra.Api.Evidence;

/// <summary>What whoever opens an export reads first.</summary>
internal static class ExportReadme
{
    public static string Of(ExportContents contents)
    {
        var export = contents.Prepared.Export;
        return $"""
        Evidence of Cavra: {export.Id}, made {contents.Prepared.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z
        Log: {contents.Origin}, {contents.TreeSize} entries when it was made

        What it says
          {contents.Selected.Count} entries are selected. Entry {contents.Index} of the log records what was asked for, and is in here. Every entry
          from {contents.FirstIndex} to {contents.EndIndex - 1} is in here too, whether it matches or not, so that it can be checked that none was left
          out: what is before them is too old to match, and what is after them {(export.EndIndex is null ? "came after the export" : "is too new")}.{Gone(contents)}

        Read it
          report.html      who did what, when and after how long; print it if you like
          manifest.json    what was asked for, and which indexes answer it
          What is signed are the entries. report.html, keys.txt and this file are for reading: nothing signed says what is in them.

        Check all of it, with no server and no database
          cavra evidence verify <this archive> --key <the log's verifier key>
          Get the key by another way than this archive; keys.txt is what it should be.

        Check one entry with public tools: openssl, sha256sum, base64, od
          {Proofs(contents)}
          A proof is a C2SP tlog-proof: the entry, its index, the hashes from it up to the root, and the signed checkpoint. "With
          nothing but public tools" in Cavra's docs/verify.md has a script of some 60 lines that takes such a file and the key, and needs nothing of Cavra.

        The other files
          checkpoint               the signed root of the log (C2SP tlog-checkpoint)
          tile/<level>/...         hashes (C2SP tlog-tiles)
          tile/entries/...         the entries, as the bytes that were hashed
          earlier-checkpoint       the checkpoint that you kept, if you sent one, and
          consistency              the proof that the log has only grown since
          timestamped-checkpoint   the newest checkpoint that an authority time-stamped, if one did, and
          timestamp.tst            its token (RFC 3161) over the text of that checkpoint

        """;
    }

    private static string Gone(ExportContents contents) => contents.Removed.Count == 0
        ? ""
        : $"\n  The bytes of some of them were taken away, by the workspace's policy or by two people: entry {string.Join(", entry ", contents.Tellers.Take(10))} "
            + "of the log\n  says so, and the verdict tells which they are. They have no proof of their own here.";

    private static string Proofs(ExportContents contents) => ExportProofs.AreGiven(contents)
        ? $"proofs/<index>.tlog-proof is there for each selected entry, and for entry {contents.Index}, which records this export."
        : $"proofs/{contents.Index}.tlog-proof is that of the entry that records this export. More than {ExportProofs.Most} entries are selected: "
            + "get the proof of one of them with cavra evidence receipt.";
}
