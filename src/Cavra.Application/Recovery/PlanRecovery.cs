using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Recovery;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Recovery;

/// <summary>Makes a playbook of how to bring back each connector that fails now.</summary>
/// <param name="MinFailureCount">Open failures from which on a connector is covered.</param>
/// <param name="LookbackHours">Hours within which they must have failed last.</param>
/// <param name="OnBehalfOf">Whom the caller says it acts for.</param>
public sealed record PlanRecovery(int MinFailureCount, int LookbackHours, FreeText? OnBehalfOf) : ICommand<RecoveryPlaybookAnswer>
{
    public static Permission Permission => Permissions.RecoveryPlan;
}

/// <summary>What making a playbook is answered with.</summary>
/// <param name="Playbook">The playbook.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record RecoveryPlaybookAnswer(RecoveryPlaybookView Playbook, MetadataItem Metadata, ActorView Actor) : IAddressable
{
    string IAddressable.Location => $"{ContractPaths.AuditDelivery}/connector-recovery-playbooks/{Playbook.PlaybookId}";
}

internal sealed class PlanRecoveryValidator : AbstractValidator<PlanRecovery>
{
    public PlanRecoveryValidator()
    {
        RuleFor(command => command.MinFailureCount).InclusiveBetween(1, RecoveryPlaybook.MostFailures)
            .WithMessage($"Must be from 1 to {RecoveryPlaybook.MostFailures}.");
        RuleFor(command => command.LookbackHours).InclusiveBetween(1, RecoveryPlaybook.MostHours)
            .WithMessage($"Must be from 1 to {RecoveryPlaybook.MostHours}.");
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("GeneratedBy");
    }
}

internal sealed class PlanRecoveryHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<PlanRecovery, Result<RecoveryPlaybookAnswer>>
{
    public async Task<Result<RecoveryPlaybookAnswer>> Handle(PlanRecovery command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var failures = await db.Destinations.OpenFailuresAsync(now, cancellationToken);
        var states = await db.ConnectorStates.AsNoTracking().Where(state => state.Pause != null).ToListAsync(cancellationToken);
        var playbook = RecoveryPlaybook.Over(
            call.Workspace, failures, states.Select(state => state.Name).ToHashSet(),
            new PlaybookTerms(command.MinFailureCount, command.LookbackHours, command.OnBehalfOf?.Value), call.Caller.Actor, now);
        db.RecoveryPlaybooks.Add(playbook);
        var open = await db.ConnectorRecoveries.Open().ToDictionaryAsync(recovery => recovery.Connector, cancellationToken);
        db.ConnectorRecoveries.AddRange(
            playbook.Connectors.Select(one => ConnectorRecovery.Begin(playbook, one, open.GetValueOrDefault(one.Connector))));

        var view = RecoveryPlaybookView.Of(playbook);
        return new RecoveryPlaybookAnswer(view, journal.Prove(playbook, view), ActorView.Of(call.Caller));
    }
}
