using Cavra.Application.Access;
using Cavra.Application.AuditPackages;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;

namespace Cavra.Application.AuditDeliveries;

/// <summary>
/// Plans the delivery of an audit package, of a new one or of one packed before, and begins the first attempt at each
/// destination. A package without routes is delivered too: that there was nothing to answer is what its reader wants to know.
/// </summary>
/// <param name="AuditId">A package that was packed before; null to pack what the filters leave.</param>
/// <param name="ScheduleId">Filter: the routes of this schedule.</param>
/// <param name="Provider">Filter: the routes to these connectors or providers.</param>
/// <param name="Owner">Filter: the routes to this owner.</param>
/// <param name="DeliveryProvider">Connectors to deliver to; null for those of <paramref name="Provider"/>.</param>
/// <param name="Cadence">What set the delivery off.</param>
/// <param name="ScheduleRef">What the caller calls it.</param>
/// <param name="Terms">How hard each attempt tries.</param>
/// <param name="OnBehalfOf">Whom the caller says it acts for.</param>
public sealed record BeginAuditDelivery(
    AuditPackageId? AuditId, Name? ScheduleId, Name? Provider, Name? Owner, Name? DeliveryProvider, Name Cadence, FreeText? ScheduleRef,
    SendTerms Terms, FreeText? OnBehalfOf)
    : ICommand<BegunAuditDelivery>
{
    public static Permission Permission => Permissions.AuditDeliver;

    internal AuditPackageFilter Filter => new(ScheduleId?.Value, Provider?.Value, Owner?.Value);

    internal string Requested => (DeliveryProvider ?? Provider)?.Value ?? ConnectorNames.All;
}

public sealed record BegunAuditDelivery(
    AuditPackageView AuditPackage, MetadataItem AuditMetadata, AuditDeliveryView DeliveryPlan, MetadataItem PlanMetadata,
    StartedRound Round, ActorView Actor) : IBetweenSteps;

internal sealed class BeginAuditDeliveryValidator : AbstractValidator<BeginAuditDelivery>
{
    public BeginAuditDeliveryValidator()
    {
        const string NotWithAnId = "Not together with audit_id: that package is packed already.";
        RuleFor(command => command.ScheduleId).IsName();
        RuleFor(command => command.ScheduleId).Null().When(command => command.AuditId is not null).WithMessage(NotWithAnId);
        RuleFor(command => command.Provider).IsNameList();
        RuleFor(command => command.Owner).IsName();
        RuleFor(command => command.Owner).Null().When(command => command.AuditId is not null).WithMessage(NotWithAnId);
        RuleFor(command => command.OnBehalfOf).IsReference();
        RuleFor(command => command.DeliveryProvider).IsNameList();
        RuleFor(command => command.Cadence).IsName();
        RuleFor(command => command.ScheduleRef).IsReference();
        RuleFor(command => command.Terms).AreInRange();
    }
}

internal sealed class BeginAuditDeliveryHandler(AuditPackageBuilder builder, AuditDeliveryStarter starter, Call call)
    : IRequestHandler<BeginAuditDelivery, Result<BegunAuditDelivery>>
{
    public async Task<Result<BegunAuditDelivery>> Handle(BeginAuditDelivery command, CancellationToken cancellationToken)
    {
        var chosen = starter.Choose(command.Requested);
        if (chosen.Refusal is { } refusal)
        {
            return refusal;
        }

        var packed = command.AuditId is { } id
            ? await builder.FindAsync(id, cancellationToken)
            : await builder.PackAsync(command.Filter, cancellationToken);
        if (packed.Refusal is { } unknown)
        {
            return unknown;
        }

        var (delivery, metadata, round) = await starter.BeginAsync(command, packed.Value, chosen.Value, cancellationToken);
        return new BegunAuditDelivery(
            packed.Value.View, packed.Value.Metadata, delivery, metadata, round, ActorView.Of(call.Caller));
    }
}
