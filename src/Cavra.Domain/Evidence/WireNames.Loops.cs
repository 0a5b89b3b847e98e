namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string LoopSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-loop.v1";
}
