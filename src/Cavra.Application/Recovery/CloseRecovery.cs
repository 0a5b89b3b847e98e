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

/// <summary>Records what somebody says of the recovery of a connector: that it is closed, put off, passed on, or open again.</summary>
/// <param name="PlaybookId">The playbook that covers it.</param>
/// <param name="Provider">Name of the connector; or a vendor, of which the playbook has one connector only.</param>
/// <param name="Terms">What is said.</param>
public sealed record CloseRecovery(RecoveryPlaybookId PlaybookId, string Provider, ClosureTerms Terms) : ICommand<RecoveryClosureAnswer>
{
    public static Permission Permission => Permissions.RecoveryClose;

    FreeText? ICommandBase.OnBehalfOf => Terms.OnBehalfOf;
}

/// <summary>What closing a recovery is answered with.</summary>
/// <param name="Closure">The closure as it was recorded.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record RecoveryClosureAnswer(RecoveryClosureView Closure, MetadataItem Metadata, ActorView Actor);

/// <summary>What was said of a recovery, as answers show it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="ClosureId">Id of the closure.</param>
/// <param name="PlaybookId">Id of the playbook.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Provider">Its vendor.</param>
/// <param name="ClosureState">What was said; the newest decides.</param>
/// <param name="VerificationRefs">What was named as proof. Of a resolution each is an id and was checked; of anything else it is as given, unchecked.</param>
/// <param name="ExternalRef">Reference to a ticket or a page elsewhere; null for none.</param>
/// <param name="Notes">Free text of whoever said it; null for none.</param>
/// <param name="ClosedAt">When it was said.</param>
/// <param name="ClosedBy">Who said it, by the credential's name.</param>
/// <param name="OnBehalfOf">Whom the caller said to act for; null where it named nobody. The credential decides who acted.</param>
public sealed record RecoveryClosureView(
    string SchemaVersion, string Product, RecoveryClosureId ClosureId, RecoveryPlaybookId PlaybookId, string Connector, string Provider,
    ClosureState ClosureState, IReadOnlyList<string> VerificationRefs, string? ExternalRef, string? Notes, DateTimeOffset ClosedAt,
    string ClosedBy, string? OnBehalfOf)
{
    public static RecoveryClosureView Of(RecoveryClosure closure) => new(
        WireNames.RecoveryClosureSchema, WireNames.Product, closure.Id, closure.PlaybookId, closure.Connector, closure.Provider,
        closure.State, closure.VerificationRefs, closure.ExternalRef, closure.Notes, closure.ClosedAt, closure.ClosedBy,
        closure.OnBehalfOf);
}

internal sealed class CloseRecoveryValidator : AbstractValidator<CloseRecovery>
{
    public CloseRecoveryValidator()
    {
        RuleFor(command => command.Provider).HasCharacters(1, Name.MaxLength);
        RuleFor(command => command.Terms.VerificationRefs).Must(given => given.Count <= RecoveryClosure.MostReferences)
            .WithMessage($"At most {RecoveryClosure.MostReferences}.").OverridePropertyName("VerificationRefs");
        RuleForEach(command => command.Terms.VerificationRefs).IsReference().OverridePropertyName("VerificationRefs");
        RuleFor(command => command.Terms.ExternalRef).IsReference().OverridePropertyName("ExternalRef");
        RuleFor(command => command.Terms.Notes).IsText().OverridePropertyName("Notes");
        RuleFor(command => command.Terms.OnBehalfOf).IsReference().OverridePropertyName("ClosedBy");
    }
}

internal sealed class CloseRecoveryHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<CloseRecovery, Result<RecoveryClosureAnswer>>
{
    public async Task<Result<RecoveryClosureAnswer>> Handle(CloseRecovery command, CancellationToken cancellationToken)
    {
        var playbook = await db.RecoveryPlaybooks.AsNoTracking()
            .SingleOrDefaultAsync(playbook => playbook.Id == command.PlaybookId, cancellationToken);
        if (playbook is null)
        {
            return RecoveryRefusals.PlaybookNotFound;
        }

        var named = playbook.Named(command.Provider);
        if (named.Refusal is { } refusal)
        {
            return refusal;
        }

        var recovery = await db.ConnectorRecoveries.SingleAsync(
            recovery => recovery.PlaybookId == playbook.Id && recovery.Connector == named.Value.Connector, cancellationToken);
        if (command.Terms.State is ClosureState.Reopened
            && await db.ConnectorRecoveries.Open().AnyAsync(other => other.Connector == recovery.Connector, cancellationToken)
            && recovery.IsClosed)
        {
            return RecoveryRefusals.Superseded;
        }

        var facts = await db.FactsAsync(command.Terms.VerificationRefs, clock.GetUtcNow(), cancellationToken);
        var given = RecoveryClosure.Of(recovery, command.Terms, facts, call.Caller.Actor, clock.GetUtcNow());
        if (given.Refusal is { } refused)
        {
            return refused;
        }

        db.RecoveryClosures.Add(given.Value);
        var view = RecoveryClosureView.Of(given.Value);
        return new RecoveryClosureAnswer(view, journal.Prove(given.Value, view, before: null, await journal.EarlierAsync(cancellationToken, command.PlaybookId)), ActorView.Of(call.Caller));
    }
}
