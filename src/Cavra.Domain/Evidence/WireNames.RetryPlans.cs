namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string RetryPlanSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-retry-plan.v1";

    public const string RetryPlanKind = "go-backend-rollback-drill-acknowledgement-audit-delivery-retry-plan";

    public const string RetryPlanHistorySchema =
        "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-retry-plan-history.v1";

    public const string RetryAcknowledgementSchema =
        "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-retry-ack.v1";

    public const string RetryAcknowledgementKind = "go-backend-rollback-drill-acknowledgement-audit-delivery-retry-ack";
}
