namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string LoopListSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-loops.v1";

    public const string LoopGatesSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-loop-gates.v1";

    public const string LoopSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-loop.v1";
}
