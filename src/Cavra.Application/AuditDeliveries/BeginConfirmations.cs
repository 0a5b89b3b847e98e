using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Takes up what vendors took and did not confirm in time, to ask them again; each asking is counted before it is made.</summary>
/// <param name="Most">How many, at most.</param>
public sealed record BeginConfirmations(int Most) : ICommand<BegunConfirmations>
{
    public static Permission Permission => Permissions.WorkerOperate;
}

/// <summary>What is to be asked now.</summary>
/// <param name="Askings">One a destination.</param>
public sealed record BegunConfirmations(IReadOnlyList<Asking> Askings) : IReportsChange, IBetweenSteps
{
    public bool IsChanged => Askings.Count > 0;
}

/// <summary>One question to a vendor.</summary>
/// <param name="DestinationId">What it is about.</param>
/// <param name="Request">How it is asked.</param>
public sealed record Asking(DestinationId DestinationId, ConfirmationRequest Request);

internal sealed class BeginConfirmationsHandler(ICavraDbContext db, IClaims claims, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<BeginConfirmations, Result<BegunConfirmations>>
{
    public async Task<Result<BegunConfirmations>> Handle(BeginConfirmations command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await claims.ToConfirmAsync(now, command.Most, cancellationToken);
        var ids = due.Select(destination => destination.EventId).Distinct().ToList();
        var events = ids.Count == 0
            ? []
            : await db.DeliveryEvents.AsNoTracking().Where(what => ids.Contains(what.Id)).ToDictionaryAsync(what => what.Id, cancellationToken);
        foreach (var destination in due)
        {
            if (destination.BeginAsking(now).Refusal is { } refusal)
            {
                return refusal;
            }

            var confirmation = new Confirmation(destination);
            journal.Prove(confirmation, confirmation.Evidence.Summary);
        }

        return new BegunConfirmations([.. due.Select(destination => new Asking(destination.Id, RequestOf(destination, events[destination.EventId])))]);
    }

    private ConfirmationRequest RequestOf(Destination destination, DeliveryEvent what) =>
        new(call.Caller.WorkspaceName, destination.Connector, Outbox.Outgoing(what), destination.VendorReference!);
}
