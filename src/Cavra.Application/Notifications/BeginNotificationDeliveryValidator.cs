using Cavra.Application.AuditDeliveries;
using Cavra.Application.Wire;
using Cavra.Domain.Connectors;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using FluentValidation;

namespace Cavra.Application.Notifications;

/// <summary>The shape of a call to notify.</summary>
internal sealed class BeginNotificationDeliveryValidator : AbstractValidator<BeginNotificationDelivery>
{
    public BeginNotificationDeliveryValidator()
    {
        RuleFor(command => command.ScheduleId).IsName();
        RuleFor(command => command.Provider).HasCharacters(1, ConnectorChoice.MaxLength);
        RuleFor(command => command.OwnerRoutes)
            .Must(routes => routes.Keys.All(Name.IsWellFormed) && routes.Values.All(route =>
                route.Providers.All(provider => Name.IsWellFormed(provider.Value))
                && (route.EscalationOwner is null || Name.IsWellFormed(route.EscalationOwner.Value))))
            .WithMessage("Owners, providers and escalation owners must be names.")
            .Must(routes => routes.Values.All(route => route.AcknowledgementMinutes
                is null or (>= 1 and <= DrillSchedule.MaxAcknowledgementMinutes)))
            .WithMessage($"Minutes are 1 to {DrillSchedule.MaxAcknowledgementMinutes}.")
            .OverridePropertyName("RoutingPolicy.OwnerRoutes");
        RuleFor(command => command.Terms.Retries)
            .InclusiveBetween(0, SendTerms.MaxRetries).WithMessage($"0 to {SendTerms.MaxRetries}.").OverridePropertyName("Retries");
        RuleFor(command => command.Terms.TimeoutSeconds)
            .InclusiveBetween(SendTerms.MinTimeoutSeconds, SendTerms.MaxTimeoutSeconds)
            .WithMessage($"{SendTerms.MinTimeoutSeconds} to {SendTerms.MaxTimeoutSeconds}.").OverridePropertyName("TimeoutSeconds");
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("GeneratedBy");
    }
}
