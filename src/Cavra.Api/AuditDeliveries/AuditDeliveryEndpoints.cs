using System.ComponentModel.DataAnnotations;
using Cavra.Api.AuditPackages;
using Cavra.Api.Wire;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;

namespace Cavra.Api.AuditDeliveries;

/// <summary>Delivering audit packages, and where they went.</summary>
internal static class AuditDeliveryEndpoints
{
    public static IEndpointRouteBuilder MapAuditDeliveries(this IEndpointRouteBuilder routes)
    {
        var deliveries = routes.MapGroup(ContractPaths.AuditDelivery).WithTags("Audit deliveries");
        deliveries.MapDeferrableSteps<DeliverBody, AuditDeliveryAnswer, AuditDeliveryAccepted>(
            HttpMethod.Post, "", "DeliverAuditPackage", "Pack the acknowledgements, or take a package, and deliver it",
            (body, http) => TermsOf(body).LeaseOf(http.RequestServices.GetRequiredService<IConnectorCatalog>().All.Count), BeginAsync)
            .MayRefuse(StatusCodes.Status404NotFound);
        deliveries.MapQuery<DestinationsFilter, Page<DestinationView>>(
            "/destinations", "ListDestinations", "List the destinations of audit deliveries", (filter, _) => filter.ToQuery());
        deliveries.MapQuery<NoParameters, DestinationDetailView>(
            "/destinations/{destination_id}", "GetDestination", "Show a destination with its attempts and its loop",
            (_, http) => new GetDestination(http.PathId<DestinationId>("destination_id")));
        return routes;
    }

    private static async Task<Result<BegunSteps<AuditDeliveryAnswer, AuditDeliveryAccepted>>> BeginAsync(
        DeliverBody body, HttpContext http)
    {
        var dispatcher = http.RequestServices.GetRequiredService<IDispatcher>();
        var begun = await dispatcher.SendAsync(ToCommand(body), http.RequestAborted);
        return begun.Refusal is { } refusal
            ? refusal
            : new BegunSteps<AuditDeliveryAnswer, AuditDeliveryAccepted>(
                AuditDeliveryAccepted.Of(begun.Value), services => FinishAsync(begun.Value, services));
    }

    private static async Task<Result<AuditDeliveryAnswer>> FinishAsync(BegunAuditDelivery begun, IServiceProvider services) =>
        AuditDeliveryAnswer.Of(begun, await services.GetRequiredService<DeliveryRounds>().FinishAsync(begun.Round));

    private static BeginAuditDelivery ToCommand(DeliverBody body) => new(
        body.AuditId is null ? null : IdOf<AuditPackageId>(body.AuditId),
        AuditPackageEndpoints.Named(body.ScheduleId),
        AuditPackageEndpoints.Named(body.Provider),
        AuditPackageEndpoints.Named(body.Owner),
        AuditPackageEndpoints.Named(body.DeliveryProvider),
        new Name(body.Cadence),
        FreeText.Optional(body.ScheduleRef),
        TermsOf(body),
        FreeText.Optional(body.GeneratedBy));

    private static SendTerms TermsOf(DeliverBody body) => new(body.Retries, body.TimeoutSeconds);

    // Ids are opaque: a text that is none names something there is not.
    internal static TId IdOf<TId>(string text)
        where TId : struct, IId<TId> => Ids.TryParse<TId>(text, out var id) ? id : TId.From(Guid.Empty);

    /// <summary>What is packed, or which package is taken, and where it goes.</summary>
    /// <param name="ScheduleId">Packs only routes of this drill schedule; not together with audit_id.</param>
    /// <param name="Provider">Packs only routes to these connectors, and delivers to them where delivery_provider is left out; a name or a
    /// comma list.</param>
    /// <param name="Owner">Packs only routes of this owner; not together with audit_id.</param>
    /// <param name="AuditId">Delivers this package, which exists, in place of a new one.</param>
    /// <param name="DeliveryProvider">Connectors to deliver to, a name or a comma list; those of provider, else all, where it is left
    /// out.</param>
    /// <param name="Cadence">Name of the rhythm it is delivered in; on_demand where it is left out.</param>
    /// <param name="ScheduleRef">Reference of whoever schedules it, at most 200 characters.</param>
    /// <param name="Retries">Quick tries after the first of each attempt, 0 to 5.</param>
    /// <param name="TimeoutSeconds">Seconds to wait for each answer, 0.1 to 30.</param>
    /// <param name="GeneratedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who asked.</param>
    internal sealed record DeliverBody(
        string? ScheduleId = null, string? Provider = null, string? Owner = null, string? AuditId = null, string? DeliveryProvider = null,
        string Cadence = AuditDelivery.DefaultCadence, string? ScheduleRef = null, int Retries = 2, double TimeoutSeconds = 10,
        string? GeneratedBy = null);

    internal sealed record DestinationsFilter(
        string? State = null, string? Connector = null, string? Provider = null, string? AuditId = null, string? DeliveryId = null,
        string? FailureClass = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null,
        [Range(1, PageRequest.MaxLimit)] int Limit = PageRequest.DefaultLimit,
        [Range(0, PageRequest.MaxOffset)] int Offset = 0,
        string? Cursor = null)
    {
        public ListDestinations ToQuery() => new(
            new DestinationFilter(
                State, Connector, Provider, AuditId is null ? null : IdOf<AuditPackageId>(AuditId),
                DeliveryId is null ? null : IdOf<AuditDeliveryId>(DeliveryId), FailureClass, Since, Until),
            new PageRequest(Limit, Offset, Cursor));
    }
}
