using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Lists the destinations of audit deliveries, newest first, each with its latest attempt.</summary>
public sealed record ListDestinations(DestinationFilter Filter, PageRequest Page) : IQuery<Page<DestinationView>>
{
    public static Permission Permission => Permissions.LoopsRead;
}

/// <summary>Which destinations are meant; a missing member limits nothing.</summary>
/// <param name="State">Wire name of the effective state: a lease that ran out reads failed.</param>
/// <param name="Connector">Name of the connector.</param>
/// <param name="Provider">Name of the provider, or of the connector.</param>
/// <param name="AuditId">The package delivered.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="FailureClass">Wire name of the class of the newest failure.</param>
/// <param name="Since">Created at or after.</param>
/// <param name="Until">Created before.</param>
public sealed record DestinationFilter(
    string? State, string? Connector, string? Provider, AuditPackageId? AuditId, AuditDeliveryId? DeliveryId, string? FailureClass,
    DateTimeOffset? Since, DateTimeOffset? Until);

internal sealed class ListDestinationsValidator : AbstractValidator<ListDestinations>
{
    public ListDestinationsValidator()
    {
        RuleFor(query => query.Filter.State).IsWireNameOf(default(DestinationState)).OverridePropertyName("State");
        RuleFor(query => query.Filter.FailureClass).IsWireNameOf(default(FailureClass)).OverridePropertyName("FailureClass");
    }
}

internal sealed class ListDestinationsHandler(ICavraDbContext db, TimeProvider clock)
    : IRequestHandler<ListDestinations, Result<Page<DestinationView>>>
{
    public async Task<Result<Page<DestinationView>>> Handle(ListDestinations query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var page = await db.Destinations.Where(destination => destination.Source == DeliverySource.AcknowledgementAudit)
            .Matching(query.Filter, now)
            .NewestFirst(destination => destination.Id)
            .ToPageAsync(
                query.Page, destination => destination, destination => destination.Id.Value, WireNames.DestinationListSchema,
                cancellationToken);
        if (page.Refusal is { } refusal)
        {
            return refusal;
        }

        var latest = await db.LatestAttemptsAsync(page.Value.Items, cancellationToken);
        return page.Value.Showing(destination => DestinationView.Of(destination, latest.GetValueOrDefault(destination.Id), now));
    }
}
