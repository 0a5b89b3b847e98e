using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Log;
using MediatR;

namespace Cavra.Application.Evidence.Log;

/// <summary>Lets those segments of the log go that the workspace's policy keeps no longer: decides and records it; a worker takes the bytes away.</summary>
public sealed record RetainEvidence : ICommand<RetentionAnswer>
{
    public static Permission Permission => Permissions.EvidenceRetain;
}

/// <summary>What letting segments go is answered with.</summary>
/// <param name="Removal">What was decided.</param>
/// <param name="Metadata">Public view of the evidence entry that says so.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record RetentionAnswer(EvidenceRemovalView Removal, MetadataItem Metadata, ActorView Actor);

internal sealed class RetainEvidenceHandler(ICavraDbContext db, RetentionReader retention, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<RetainEvidence, Result<RetentionAnswer>>
{
    public async Task<Result<RetentionAnswer>> Handle(RetainEvidence command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var standing = await retention.ReadAsync(cancellationToken);
        if (standing.KeptDays is not { } days || standing.Due(now) is not { Count: > 0 } due)
        {
            return EvidenceRemovalRefusals.NothingDue;
        }

        var removal = EvidenceRemoval.OfRetention(call.Workspace, due, days, now);
        var metadata = journal.Prove(removal, removal.Evidence.Summary);
        db.EvidenceRemovals.Add(removal.Told(metadata.EvidenceId));
        return new RetentionAnswer(EvidenceRemovalView.Of(removal), metadata, ActorView.Of(call.Caller));
    }
}
