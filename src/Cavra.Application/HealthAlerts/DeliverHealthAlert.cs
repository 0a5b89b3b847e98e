using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Application.WorkerHealth;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.WorkerHealth;
using FluentValidation;
using MediatR;

namespace Cavra.Application.HealthAlerts;

/// <summary>Looks at worker health, decides who is alerted to it, and begins to alert them.</summary>
public sealed record DeliverHealthAlert : ICommand<BegunAlert>
{
    public static Permission Permission => Permissions.HealthAlertDeliver;

    /// <summary><c>all</c>, a connector's name, a provider, or a comma list of these.</summary>
    public string Provider { get; init; } = ConnectorNames.All;

    /// <summary>Whether connectors that already took this health are alerted again.</summary>
    public bool Force { get; init; }

    public int? ExpectedIntervalMinutes { get; init; }

    public int? StaleMetadataMinutes { get; init; }

    public int SuppressionWindowMinutes { get; init; } = 60;

    public int MaxAlerts { get; init; } = 20;

    public int Retries { get; init; } = 2;

    public double TimeoutSeconds { get; init; } = 10;

    public FreeText? OnBehalfOf { get; init; }
}

internal sealed class DeliverHealthAlertValidator : AbstractValidator<DeliverHealthAlert>
{
    public DeliverHealthAlertValidator()
    {
        RuleFor(command => command.Provider).HasCharacters(1, ConnectorChoice.MaxLength);
        RuleFor(command => command.ExpectedIntervalMinutes).InclusiveBetween(HealthTerms.Min, HealthTerms.Max)
            .WithMessage($"Must be from {HealthTerms.Min} to {HealthTerms.Max}.");
        RuleFor(command => command.StaleMetadataMinutes).InclusiveBetween(HealthTerms.Min, HealthTerms.Max)
            .WithMessage($"Must be from {HealthTerms.Min} to {HealthTerms.Max}.");
        RuleFor(command => command.SuppressionWindowMinutes)
            .InclusiveBetween(HealthAlertRequest.SuppressionWindowMin, HealthAlertRequest.SuppressionWindowMax)
            .WithMessage($"Must be from {HealthAlertRequest.SuppressionWindowMin} to {HealthAlertRequest.SuppressionWindowMax}.");
        RuleFor(command => command.MaxAlerts).InclusiveBetween(HealthAlertRequest.MaxAlertsMin, HealthAlertRequest.MaxAlertsMax)
            .WithMessage($"Must be from {HealthAlertRequest.MaxAlertsMin} to {HealthAlertRequest.MaxAlertsMax}.");
        RuleFor(command => command.Retries).InclusiveBetween(0, SendTerms.MaxRetries)
            .WithMessage($"Must be from 0 to {SendTerms.MaxRetries}.");
        RuleFor(command => command.TimeoutSeconds).InclusiveBetween(SendTerms.MinTimeoutSeconds, SendTerms.MaxTimeoutSeconds)
            .WithMessage("Must be from 0.1 to 30.");
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("GeneratedBy");
    }
}

internal sealed class DeliverHealthAlertHandler(WorkerHealthReader workerHealth, HealthAlertRouter router, IConnectorCatalog catalog, Call call)
    : IRequestHandler<DeliverHealthAlert, Result<BegunAlert>>
{
    public async Task<Result<BegunAlert>> Handle(DeliverHealthAlert command, CancellationToken cancellationToken)
    {
        var choice = ConnectorChoice.Of(command.Provider, catalog.All);
        if (choice.Refusal is { } refusal)
        {
            return refusal;
        }

        var terms = new HealthTerms(command.ExpectedIntervalMinutes, command.StaleMetadataMinutes);
        var request = new HealthAlertRequest
        {
            Connectors = choice.Value,
            Force = command.Force,
            SuppressionWindowMinutes = command.SuppressionWindowMinutes,
            MaxAlerts = command.MaxAlerts,
            By = call.Caller.Actor.Display,
            OnBehalfOf = command.OnBehalfOf?.Value,
        };
        return await router.RouteAsync(
            await workerHealth.ReadAsync(terms, cancellationToken), request, new SendTerms(command.Retries, command.TimeoutSeconds),
            cancellationToken);
    }
}

/// <summary>What came of a call to alert, from the decision to the receivers' answers. Where nothing was sent, the event id is that of the health.</summary>
/// <param name="Health">Worker health as it was sent.</param>
/// <param name="Plan">Whom it was sent to, and who was left out.</param>
/// <param name="Delivery">What came of the attempts; null where nothing was sent.</param>
/// <param name="PlanMetadata">Public view of the evidence entry that proves the plan.</param>
/// <param name="Metadata">Public view of the evidence entry that proves the delivery; null where nothing was sent.</param>
/// <param name="Success">Whether every connector took it, or nothing had to be sent.</param>
/// <param name="EventId">Id of the event sent; the health id where nothing was.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record HealthAlertDeliveryAnswer(
    WorkerHealthView Health, HealthAlertPlanView Plan, ConnectorDeliveryView? Delivery, MetadataItem PlanMetadata,
    MetadataItem? Metadata, bool Success, string EventId, ActorView Actor)
{
    /// <param name="begun">What was decided.</param>
    /// <param name="round">How it ended; null when nothing was to be sent.</param>
    public static HealthAlertDeliveryAnswer Of(BegunAlert begun, RoundAnswer? round) => new(
        begun.Health, begun.Plan, round?.Delivery, begun.PlanMetadata, round?.Metadata, round?.Success ?? true,
        round?.Delivery.EventId.ToString() ?? begun.Health.HealthId.ToString(), begun.Actor);
}
