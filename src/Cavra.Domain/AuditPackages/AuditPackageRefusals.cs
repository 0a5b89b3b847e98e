using Cavra.Domain.Abstractions;

namespace Cavra.Domain.AuditPackages;

public static class AuditPackageRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "audit_package.not_found", "There is no such audit package.");
}
