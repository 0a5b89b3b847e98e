using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;
using FluentValidation;
using MediatR;

namespace Cavra.Application.Notifications;

/// <summary>Records somebody's answer to the notification of a due drill.</summary>
/// <param name="ScheduleId">The schedule that was notified about.</param>
/// <param name="Provider">Whose routes are answered: a connector's name, else a provider.</param>
/// <param name="State">The answer.</param>
/// <param name="PlanId">The plan that is answered; null for the schedule's latest.</param>
/// <param name="ExternalRef">Reference of another system.</param>
/// <param name="Notes">What the person says.</param>
/// <param name="OnBehalfOf">Whom the caller says it answers for.</param>
public sealed record AcknowledgeNotification(
    Name ScheduleId, Name Provider, AcknowledgementState State, NotificationPlanId? PlanId, FreeText? ExternalRef, FreeText? Notes,
    FreeText? OnBehalfOf) : ICommand<AcknowledgementAnswer>
{
    public static Permission Permission => Permissions.NotificationAcknowledge;
}

/// <summary>What answering a notification is answered with.</summary>
/// <param name="Acknowledgement">The answer as it was recorded.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record AcknowledgementAnswer(AcknowledgementView Acknowledgement, MetadataItem Metadata, ActorView Actor);

internal sealed class AcknowledgeNotificationValidator : AbstractValidator<AcknowledgeNotification>
{
    public AcknowledgeNotificationValidator()
    {
        RuleFor(command => command.ScheduleId).IsName();
        RuleFor(command => command.Provider).IsName();
        RuleFor(command => command.ExternalRef).IsReference();
        RuleFor(command => command.Notes).IsText();
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("AcknowledgedBy");
    }
}

internal sealed class AcknowledgeNotificationHandler(
    NotificationAnswers answers, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<AcknowledgeNotification, Result<AcknowledgementAnswer>>
{
    public async Task<Result<AcknowledgementAnswer>> Handle(AcknowledgeNotification command, CancellationToken cancellationToken)
    {
        var answer = new NotificationAnswer(
            command.Provider.Value, command.State, command.ExternalRef?.Value, command.Notes?.Value, command.OnBehalfOf?.Value);
        var acknowledged = await answers.GiveAsync(
            command.ScheduleId.Value, command.PlanId, answer, clock.GetUtcNow(), cancellationToken);
        if (acknowledged.Refusal is { } refusal)
        {
            return refusal;
        }

        var view = AcknowledgementView.Of(acknowledged.Value);
        return new AcknowledgementAnswer(view, journal.Prove(acknowledged.Value, view), ActorView.Of(call.Caller));
    }
}

/// <summary>An answer to a notification as it was given.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="AcknowledgementId">Id of the answer.</param>
/// <param name="PlanId">Id of the one plan that it answers.</param>
/// <param name="ScheduleId">Name of the drill schedule.</param>
/// <param name="Provider">Name of the connector that was answered for.</param>
/// <param name="AcknowledgementState">The answer; acknowledged and resolved settle the route.</param>
/// <param name="Owners">Owners of the routes that it answers.</param>
/// <param name="RouteCount">Routes of the plan that it answers.</param>
/// <param name="ExternalRef">Reference to a ticket or a page elsewhere, at most 200 characters; null for none.</param>
/// <param name="Notes">Free text of whoever answered, at most 2,000 characters; null for none.</param>
/// <param name="OnBehalfOf">Whom the caller said to act for; null where it named nobody. The credential decides who acted.</param>
/// <param name="AcknowledgedBy">Who answered, by the credential's name.</param>
/// <param name="AcknowledgedAt">When the answer was given.</param>
public sealed record AcknowledgementView(
    string SchemaVersion, string Product, NotificationAcknowledgementId AcknowledgementId, NotificationPlanId PlanId,
    string ScheduleId, string Provider, AcknowledgementState AcknowledgementState, IReadOnlyList<string> Owners, int RouteCount,
    string? ExternalRef, string? Notes, string? OnBehalfOf, string AcknowledgedBy, DateTimeOffset AcknowledgedAt)
{
    public static AcknowledgementView Of(NotificationAcknowledgement acknowledgement) => new(
        WireNames.NotificationAcknowledgementSchema, WireNames.Product, acknowledgement.Id, acknowledgement.PlanId,
        acknowledgement.ScheduleId, acknowledgement.Provider, acknowledgement.State, acknowledgement.Owners,
        acknowledgement.RouteCount, acknowledgement.ExternalRef, acknowledgement.Notes, acknowledgement.OnBehalfOf,
        acknowledgement.AcknowledgedBy, acknowledgement.AcknowledgedAt);
}
