using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Drills;

public static class DrillRefusals
{
    public static readonly Refusal AlreadyRecorded = new(RefusalKind.Conflict, "drill.already_recorded",
        "A drill with this id is already recorded for this environment; records are not changed.");

    public static readonly Refusal NotYetExecuted = new(RefusalKind.Impossible, "drill.not_yet_executed",
        "A drill can only be recorded after it was executed.");
}
