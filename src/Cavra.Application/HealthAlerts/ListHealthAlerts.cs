using Cavra.Application.Evidence;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;
using FluentValidation;
using MediatR;

namespace Cavra.Application.HealthAlerts;

/// <summary>Lists what was alerted, delivered and answered, newest first.</summary>
public sealed record ListHealthAlerts(HealthAlertFilter Filter, PageRequest Page) : IQuery<Page<MetadataItem>>
{
    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>Which records are asked for; null members ask for nothing in particular.</summary>
public sealed record HealthAlertFilter(
    string? HealthId, string? Provider, string? MetadataKind, string? AcknowledgementState, bool? Suppressed,
    DateTimeOffset? Since, DateTimeOffset? Until)
{
    internal EvidenceFilter Evidence => new()
    {
        ConnectorDeliverySource = WireNames.Of(DeliverySource.WorkerHealthAlert),
        HealthId = HealthId,
        Provider = Provider,
        MetadataKind = MetadataKind,
        AcknowledgementState = AcknowledgementState,
        Since = Since,
        Until = Until,
    };
}

internal sealed class ListHealthAlertsValidator : AbstractValidator<ListHealthAlerts>
{
    public ListHealthAlertsValidator()
    {
        RuleFor(query => query.Filter.Evidence).SetValidator(new EvidenceFilterValidator()).OverridePropertyName("");
        RuleFor(query => query.Filter.AcknowledgementState)
            .IsOneOf(WireName.All<AcknowledgementState>()).OverridePropertyName("AcknowledgementState");
    }
}

internal sealed class ListHealthAlertsHandler(ICavraDbContext db) : IRequestHandler<ListHealthAlerts, Result<Page<MetadataItem>>>
{
    public async Task<Result<Page<MetadataItem>>> Handle(ListHealthAlerts query, CancellationToken cancellationToken)
    {
        var records = query.Filter.Evidence.Of(db).Where(entry => entry.IsRecord);
        if (query.Filter.Suppressed is { } suppressed)
        {
            records = records.Where(entry => entry.Facets.Suppressed == suppressed);
        }

        return await records.NewestFirst(entry => entry.Id).ToPageAsync(
            query.Page, MetadataItem.Of, item => item.EvidenceId.Value, WireNames.HealthAlertHistorySchema, cancellationToken)
            .WithLogIndexAsync(db, cancellationToken);
    }
}
