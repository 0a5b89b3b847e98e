using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Access;

/// <summary>Issues the first key of the instance's own workspace where it has none, so that whoever starts Cavra can administer it.</summary>
/// <param name="Name">What documents will show of whoever uses it.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="File">Path of the file that it is handed out in.</param>
public sealed record IssueFirstKey(Name Name, IReadOnlyList<string> Roles, string File) : ICommand<FirstKeyAnswer>
{
    public static Permission Permission => Permissions.KeysRecover;
}

/// <param name="IsChanged">Whether a key was issued; false where there was one.</param>
public sealed record FirstKeyAnswer(bool IsChanged) : IReportsChange, IBetweenSteps;

internal sealed class IssueFirstKeyHandler(
    ICavraDbContext db, IClaims claims, IKeyFiles files, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<IssueFirstKey, Result<FirstKeyAnswer>>
{
    public async Task<Result<FirstKeyAnswer>> Handle(IssueFirstKey command, CancellationToken cancellationToken)
    {
        // Of two first starts at once the second waits here, and then finds the key of the first.
        await claims.WorkspaceAsync(cancellationToken);
        if (await db.ApiKeys.AnyAsync(cancellationToken))
        {
            return new FirstKeyAnswer(IsChanged: false);
        }

        var (key, text) = NewKey.Issue(call, call.Workspace, command.Name.Value, command.Roles, clock.GetUtcNow());

        // The file comes first: a key that was stored and never handed out would lock everybody out.
        files.Write(command.File, text);
        db.ApiKeys.Add(key);
        journal.Prove(key, ApiKeyView.Of(key, call.Caller.WorkspaceName));
        return new FirstKeyAnswer(IsChanged: true);
    }
}
