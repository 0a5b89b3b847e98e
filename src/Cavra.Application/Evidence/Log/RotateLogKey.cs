using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>Makes a new signing key for the installation's logs; those there were sign beside it for a while.</summary>
/// <param name="OverlapDays">For how long; 0 to 366.</param>
public sealed record RotateLogKey(int OverlapDays) : ICommand<RotatedLogKeyAnswer>
{
    /// <summary>Long enough for whoever verifies to be given the new key.</summary>
    public const int DefaultOverlapDays = 30;

    public static Permission Permission => Permissions.KeysManage;
}

/// <summary>What changing the log's key is answered with.</summary>
/// <param name="LogKey">The new key.</param>
/// <param name="LostKeys">Keys that should have signed beside it and can't be read here: they sign no more.</param>
/// <param name="Metadata">The entry that proves it.</param>
/// <param name="Actor">Who did it.</param>
public sealed record RotatedLogKeyAnswer(LogKeyView LogKey, IReadOnlyList<LogKeyView> LostKeys, MetadataItem Metadata, ActorView Actor);

internal sealed class RotateLogKeyValidator : AbstractValidator<RotateLogKey>
{
    public RotateLogKeyValidator() =>
        RuleFor(command => command.OverlapDays).InclusiveBetween(0, LogKey.LongestOverlapDays);
}

internal sealed class RotateLogKeyHandler(ICavraDbContext db, ILogKeys logKeys, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<RotateLogKey, Result<RotatedLogKeyAnswer>>
{
    public async Task<Result<RotatedLogKeyAnswer>> Handle(RotateLogKey command, CancellationToken cancellationToken)
    {
        if (call.Caller.WorkspaceName != Workspace.DefaultName)
        {
            return EvidenceRefusals.KeysOfInstance;
        }

        var now = clock.GetUtcNow();
        if (logKeys.Make(now) is not { } made)
        {
            return EvidenceRefusals.NoPlaceForKeys;
        }

        var origin = LogOrigin.Of(await logKeys.InstanceAsync(cancellationToken), call.Caller.WorkspaceName);
        var lost = new List<LogKeyView>();
        foreach (var key in (await db.LogKeys.ToListAsync(cancellationToken)).Where(key => key.Signs(now)))
        {
            if (logKeys.Holds(key))
            {
                key.Succeeded(TimeSpan.FromDays(command.OverlapDays), now);
                continue;
            }

            // Every key that signs must be there: with one that is lost nothing could be signed until its overlap ends.
            key.Lost(now);
            logKeys.Remember(key);
            lost.Add(LogKeyView.Of(key, origin));
        }

        db.LogKeys.Add(made);
        var view = LogKeyView.Of(made, origin);
        return new RotatedLogKeyAnswer(view, lost, journal.Prove(made, view), ActorView.Of(call.Caller));
    }
}
