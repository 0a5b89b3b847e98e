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

public sealed record RotatedLogKeyAnswer(LogKeyView LogKey, MetadataItem Metadata, ActorView Actor);

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

        foreach (var key in await db.LogKeys.ToListAsync(cancellationToken))
        {
            key.Succeeded(TimeSpan.FromDays(command.OverlapDays), now);
        }

        db.LogKeys.Add(made);
        var view = LogKeyView.Of(made, LogOrigin.Of(await logKeys.InstanceAsync(cancellationToken), call.Caller.WorkspaceName));
        return new RotatedLogKeyAnswer(view, journal.Prove(made, view), ActorView.Of(call.Caller));
    }
}
