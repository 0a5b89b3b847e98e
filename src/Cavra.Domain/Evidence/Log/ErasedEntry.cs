namespace Cavra.Domain.Evidence.Log;

/// <summary>What stands in a bundle where the bytes of an erased entry were.</summary>
public static class ErasedEntry
{
    private static readonly string Start = $$"""{"schema_version":"{{WireNames.EvidenceErasedSchema}}",""";

    /// <summary>The tombstone of an entry, which names the entry of the log that says so.</summary>
    public static string Tombstone(EvidenceId erased, EvidenceId toldBy) => Tombstone(erased.ToString(), toldBy.ToString());

    /// <inheritdoc cref="Tombstone(EvidenceId, EvidenceId)"/>
    public static string Tombstone(string erased, string toldBy) => $$"""{{Start}}"evidence_id":"{{erased}}","told_by":"{{toldBy}}"}""";

    /// <summary>Whether these bytes stand in the place of an erased entry. Whether that is so, a later entry of the log has to say.</summary>
    public static bool IsTombstone(ReadOnlySpan<byte> entry) => entry.StartsWith(System.Text.Encoding.UTF8.GetBytes(Start));
}
