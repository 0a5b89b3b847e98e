using Cavra.Application.Evidence.Log;

namespace Cavra.Api.Evidence;

/// <summary>What whoever opens an export reads first.</summary>
internal static class ExportReadme
{
    public static string Of(PreparedExport prepared) =>
        $"""
        Evidence of Cavra: {prepared.Export.Id}, made {prepared.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z
        Log: {prepared.Origin}, {prepared.Export.TreeSize} entries when it was made

        What it says
          {prepared.Export.SelectedCount} entries are selected. They are all that match between indexes {prepared.Export.FirstIndex} and {prepared.Export.EndIndex - 1}
          of the log: every entry between the two is in here, whether it matches or not, so that this can be checked.
          What the log had not taken in when this was made is not in here.

        Read it
          report.html      who did what, when and after how long; print it if you like
          manifest.json    what was asked for, and which indexes answer it
          What is signed are the entries. report.html, keys.txt and this file are for reading, and held to nothing.

        Check it, with no server and no database
          cavra evidence verify <this archive> --key <the log's verifier key>
          Get the key by another way than this archive; keys.txt is what it should be. docs/verify.md shows the steps with
          public tools, and what the log proves and what it cannot.

        The other files
          checkpoint               the signed root of the log (C2SP tlog-checkpoint)
          tile/<level>/...         hashes (C2SP tlog-tiles)
          tile/entries/...         the entries, as the bytes that were hashed
          earlier-checkpoint       the checkpoint that you kept, if you sent one, and
          consistency              the proof that the log has only grown since

        """;
}
