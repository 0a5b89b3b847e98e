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

/// <summary>Records one answer to several notifications: to all of them, or to none.</summary>
public sealed record AcknowledgeNotifications(
    IReadOnlyList<AnsweredRoute> Routes, AcknowledgementState State, FreeText? ExternalRef, FreeText? Notes, FreeText? OnBehalfOf)
    : ICommand<BulkAcknowledgementAnswer>
{
    public const int MostRoutes = 100;

    public static Permission Permission => Permissions.NotificationAcknowledge;
}

/// <summary>One notification of several that are answered together.</summary>
/// <param name="ScheduleId">The schedule that was notified about.</param>
/// <param name="Provider">A connector's name, else a provider.</param>
/// <param name="PlanId">The plan that is answered; null for the schedule's latest.</param>
/// <param name="ExternalRef">Null for the one given for all.</param>
/// <param name="Notes">Null for those given for all.</param>
public sealed record AnsweredRoute(Name ScheduleId, Name Provider, NotificationPlanId? PlanId, FreeText? ExternalRef, FreeText? Notes);

/// <summary>What answering several notifications is answered with.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="BulkId">Id of this call, which its answers have in common.</param>
/// <param name="AcknowledgementState">What was answered to all of them.</param>
/// <param name="AcknowledgementCount">How many answers were recorded.</param>
/// <param name="Acknowledgements">The answers, in the order of the routes.</param>
/// <param name="Metadata">Public views of the evidence entries, one an answer.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record BulkAcknowledgementAnswer(
    string SchemaVersion, string Product, BulkAcknowledgementId BulkId, AcknowledgementState AcknowledgementState,
    int AcknowledgementCount, IReadOnlyList<AcknowledgementView> Acknowledgements, IReadOnlyList<MetadataItem> Metadata,
    ActorView Actor);

internal sealed class AcknowledgeNotificationsValidator : AbstractValidator<AcknowledgeNotifications>
{
    public AcknowledgeNotificationsValidator()
    {
        RuleFor(command => command.Routes)
            .Must(routes => routes.Count is >= 1 and <= AcknowledgeNotifications.MostRoutes)
            .WithMessage($"1 to {AcknowledgeNotifications.MostRoutes}.");
        RuleForEach(command => command.Routes)
            .Must((command, one) => command.Routes.Count(other => IsSame(one, other)) == 1).WithMessage("Given twice.")
            .SetValidator(new AnsweredRouteValidator());
        RuleFor(command => command.ExternalRef).IsReference();
        RuleFor(command => command.Notes).IsText();
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("AcknowledgedBy");
    }

    private static bool IsSame(AnsweredRoute one, AnsweredRoute other) =>
        (one.ScheduleId, one.Provider, one.PlanId) == (other.ScheduleId, other.Provider, other.PlanId);

    private sealed class AnsweredRouteValidator : AbstractValidator<AnsweredRoute>
    {
        public AnsweredRouteValidator()
        {
            RuleFor(route => route.ScheduleId).IsName();
            RuleFor(route => route.Provider).IsName();
            RuleFor(route => route.ExternalRef).IsReference();
            RuleFor(route => route.Notes).IsText();
        }
    }
}

internal sealed class AcknowledgeNotificationsHandler(
    NotificationAnswers answers, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<AcknowledgeNotifications, Result<BulkAcknowledgementAnswer>>
{
    public async Task<Result<BulkAcknowledgementAnswer>> Handle(AcknowledgeNotifications command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (views, metadata) = (new List<AcknowledgementView>(), new List<MetadataItem>());
        foreach (var (index, route) in command.Routes.Index())
        {
            var answer = new NotificationAnswer(
                route.Provider.Value, command.State, (route.ExternalRef ?? command.ExternalRef)?.Value,
                (route.Notes ?? command.Notes)?.Value, command.OnBehalfOf?.Value);
            var acknowledged = await answers.GiveAsync(route.ScheduleId.Value, route.PlanId, answer, now, cancellationToken);
            if (acknowledged.Refusal is { } refusal)
            {
                return refusal with { Errors = new Dictionary<string, string[]> { [$"/routes/{index}"] = [refusal.Message] } };
            }

            var view = AcknowledgementView.Of(acknowledged.Value);
            views.Add(view);
            metadata.Add(journal.Prove(acknowledged.Value, view));
        }

        return new BulkAcknowledgementAnswer(
            WireNames.BulkAcknowledgementSchema, WireNames.Product, Ids.New<BulkAcknowledgementId>(now), command.State, views.Count,
            views, metadata, ActorView.Of(call.Caller));
    }
}
