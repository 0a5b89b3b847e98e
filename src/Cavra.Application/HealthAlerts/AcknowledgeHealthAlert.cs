using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.Notifications;
using Cavra.Domain.WorkerHealth;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.HealthAlerts;

/// <summary>Records what somebody answers to a worker-health alert; an escalation alerts the escalation connectors.</summary>
public sealed record AcknowledgeHealthAlert(HealthId HealthId, string Provider, AcknowledgementState State)
    : ICommand<EscalatingAnswer<HealthAlertAcknowledgementAnswer>>
{
    public static Permission Permission => Permissions.HealthAlertAcknowledge;

    /// <summary>The plan that routed it; null for whichever did.</summary>
    public HealthAlertPlanId? PlanId { get; init; }

    public FreeText? ExternalRef { get; init; }

    public FreeText? Notes { get; init; }

    public FreeText? OnBehalfOf { get; init; }
}

/// <summary>What answering a worker-health alert is answered with.</summary>
/// <param name="Acknowledgement">The answer as it was recorded.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record HealthAlertAcknowledgementAnswer(
    HealthAlertAcknowledgementView Acknowledgement, MetadataItem Metadata, ActorView Actor);

/// <summary>
/// The answer to a worker-health alert, as answers show it; the undelivered are those of the connectors that had not taken the alert.
/// </summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="AcknowledgementId">Id of the answer.</param>
/// <param name="HealthId">Digest of the trouble itself: the same trouble has the same id, whenever it is looked at.</param>
/// <param name="PlanId">Id of the alert plan that routed the health.</param>
/// <param name="Provider">Connector as the request named it.</param>
/// <param name="Providers">Connectors that it answers for.</param>
/// <param name="UndeliveredProviders">Those of them that had not taken the alert when it was answered.</param>
/// <param name="AcknowledgementState">The answer; acknowledged and resolved settle the alert for the connector.</param>
/// <param name="ExternalRef">Reference to a ticket or a page elsewhere, at most 200 characters; null for none.</param>
/// <param name="Notes">Free text of whoever answered, at most 2,000 characters; null for none.</param>
/// <param name="AcknowledgedBy">Who answered, by the credential's name.</param>
/// <param name="OnBehalfOf">Whom the caller said to act for; null where it named nobody. The credential decides who acted.</param>
/// <param name="AcknowledgedAt">When the answer was given.</param>
public sealed record HealthAlertAcknowledgementView(
    string SchemaVersion, string Product, HealthAlertAcknowledgementId AcknowledgementId, HealthId HealthId,
    HealthAlertPlanId PlanId, string Provider, IReadOnlyList<string> Providers, IReadOnlyList<string> UndeliveredProviders,
    AcknowledgementState AcknowledgementState,
    string? ExternalRef, string? Notes, string AcknowledgedBy, string? OnBehalfOf, DateTimeOffset AcknowledgedAt)
{
    public static HealthAlertAcknowledgementView Of(HealthAlertAcknowledgement given) => new(
        WireNames.HealthAlertAcknowledgementSchema, WireNames.Product, given.Id, given.HealthId, given.PlanId, given.Provider,
        given.Connectors, given.Undelivered, given.AcknowledgementState, given.ExternalRef, given.Notes, given.AcknowledgedBy, given.OnBehalfOf,
        given.AcknowledgedAt);
}

internal sealed class AcknowledgeHealthAlertValidator : AbstractValidator<AcknowledgeHealthAlert>
{
    public AcknowledgeHealthAlertValidator()
    {
        RuleFor(command => command.Provider).HasCharacters(1, Name.MaxLength);
        RuleFor(command => command.ExternalRef).IsReference();
        RuleFor(command => command.Notes).IsText();
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("AcknowledgedBy");
    }
}

internal sealed class AcknowledgeHealthAlertHandler(
    ICavraDbContext db, IConnectorCatalog catalog, HealthAlertEscalation escalation, EvidenceJournal journal, Call call,
    TimeProvider clock) : IRequestHandler<AcknowledgeHealthAlert, Result<EscalatingAnswer<HealthAlertAcknowledgementAnswer>>>
{
    // The newest plans tell: one that is older has been followed by others that route the same.
    private const int MostPlans = 100;

    public async Task<Result<EscalatingAnswer<HealthAlertAcknowledgementAnswer>>> Handle(
        AcknowledgeHealthAlert command, CancellationToken cancellationToken)
    {
        var episodes = db.HealthAlertRoutes.Where(route => route.HealthId == command.HealthId).Select(route => route.EpisodeId);
        var routes = await db.HealthAlertRoutes.Where(route => episodes.Contains(route.EpisodeId)).ToListAsync(cancellationToken);
        var plans = await db.HealthAlertPlans.AsNoTracking().Where(plan => plan.HealthId == command.HealthId)
            .OrderByDescending(plan => plan.Id).Take(MostPlans).Select(plan => new RoutedHealth(plan.Id, plan.SelectedProviders))
            .ToListAsync(cancellationToken);
        var recorded = HealthAlertAcknowledgement.Record(AnswerOf(command), routes, plans, clock.GetUtcNow());
        if (recorded.Refusal is { } refusal)
        {
            return refusal;
        }

        var given = recorded.Value;
        db.HealthAlertAcknowledgements.Add(given);
        var view = HealthAlertAcknowledgementView.Of(given);
        var answer = new HealthAlertAcknowledgementAnswer(view, journal.Prove(given, view, before: null, await journal.EarlierAsync(cancellationToken, given.PlanId)), ActorView.Of(call.Caller));
        return new EscalatingAnswer<HealthAlertAcknowledgementAnswer>(
            answer, given.Escalates ? await escalation.BeginAsync(escalates: null, cancellationToken) : null);
    }

    private HealthAlertAnswer AnswerOf(AcknowledgeHealthAlert command) => new()
    {
        WorkspaceId = call.Workspace,
        HealthId = command.HealthId,
        Connectors = ConnectorChoice.OfEarlier(command.Provider, catalog.All),
        State = command.State,
        PlanId = command.PlanId,
        ExternalRef = command.ExternalRef?.Value,
        Notes = command.Notes?.Value,
        By = call.Caller.Actor.Display,
        OnBehalfOf = command.OnBehalfOf?.Value,
    };
}
