using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Records that a vendor, asked again, says that it has what it took.</summary>
public sealed record RecordConfirmation(DestinationId DestinationId) : ICommand<ConfirmationAnswer>
{
    public static Permission Permission => Permissions.DeliveryAttempt;
}

/// <param name="DestinationId">What was confirmed.</param>
/// <param name="IsChanged">False when it was confirmed already.</param>
public sealed record ConfirmationAnswer(DestinationId DestinationId, bool IsChanged) : IReportsChange, IBetweenSteps;

internal sealed class RecordConfirmationHandler(ICavraDbContext db, EvidenceJournal journal)
    : IRequestHandler<RecordConfirmation, Result<ConfirmationAnswer>>
{
    public async Task<Result<ConfirmationAnswer>> Handle(RecordConfirmation command, CancellationToken cancellationToken)
    {
        var destination = await db.Destinations.SingleAsync(destination => destination.Id == command.DestinationId, cancellationToken);
        if (destination.Confirm().Refusal is not null)
        {
            return new ConfirmationAnswer(destination.Id, IsChanged: false);
        }

        var confirmation = new Confirmation(destination);
        journal.Prove(confirmation, confirmation.Evidence.Summary);
        return new ConfirmationAnswer(destination.Id, IsChanged: true);
    }
}
