using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Evidence.Log;

public static class EvidenceRemovalRefusals
{
    public static readonly Refusal NothingDue = new(
        RefusalKind.Conflict, "evidence.retention_nothing_due",
        "There is no segment of the log that the policy lets go now: GET /evidence/retention says what would go when, and what keeps it.");

    public static readonly Refusal Removed = new(
        RefusalKind.NotFound, "evidence.removed",
        "The bytes of the entry were taken away, by retention or by two people who erased them. The entry's view names the entry that says so.");

    public static readonly Refusal BytesMissing = new(
        RefusalKind.NotFound, "evidence.bytes_missing",
        "The bytes of some of these entries are not there, and nothing says why: cavra evidence fsck tells more.");

    public static readonly Refusal TileRemoved = new(
        RefusalKind.NotFound, "evidence.tile_removed",
        "The bytes of these entries were taken away by retention. Their hashes are there, and a later entry of the log says so.");
}
