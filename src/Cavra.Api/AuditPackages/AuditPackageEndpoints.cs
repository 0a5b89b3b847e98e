using Cavra.Api.Wire;
using Cavra.Application.AuditPackages;
using Cavra.Domain.Evidence;

namespace Cavra.Api.AuditPackages;

/// <summary>Packing acknowledgements.</summary>
internal static class AuditPackageEndpoints
{
    public static IEndpointRouteBuilder MapAuditPackages(this IEndpointRouteBuilder routes)
    {
        routes.MapCommand<PackBody, AuditPackageAnswer>(
            HttpMethod.Post, ContractPaths.Notifications + "/acknowledgements/audit-package", "PackAuditPackage",
            "Pack the notification routes with their newest acknowledgements",
            (body, _) => new PackAuditPackage(
                Named(body.ScheduleId), Named(body.Provider), Named(body.Owner), FreeText.Optional(body.GeneratedBy)))
            .WithTags("Audit packages");
        return routes;
    }

    /// <summary>A filter by name; <c>null</c> filters nothing.</summary>
    internal static Name? Named(string? text) => text is null ? null : new Name(text);

    /// <summary>Which routes are packed.</summary>
    /// <param name="ScheduleId">Packs only routes of this drill schedule; all where it is left out.</param>
    /// <param name="Provider">Packs only routes to these connectors, a name or a comma list; all where it is left out.</param>
    /// <param name="Owner">Packs only routes of this owner; all where it is left out.</param>
    /// <param name="GeneratedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who asked.</param>
    internal sealed record PackBody(
        string? ScheduleId = null, string? Provider = null, string? Owner = null, string? GeneratedBy = null);
}
