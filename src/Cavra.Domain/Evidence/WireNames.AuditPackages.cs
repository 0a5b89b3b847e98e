namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string AuditPackageSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-package.v1";

    public const string AuditPackageKind = "go-backend-rollback-drill-acknowledgement-audit-package";
}
