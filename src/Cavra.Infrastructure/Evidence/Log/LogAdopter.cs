using System.Data;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>
/// Lets the worker of this machine go on with a log that two people have adopted: what it remembers of that log is replaced by the tree that
/// they adopted. Whoever owns the database can write that there is such an adoption, and can't write here.
/// </summary>
public sealed class LogAdopter
{
    private readonly Migrator _migrator;
    private readonly LogKeyRing _ring;
    private readonly LogMemory _memory;
    private readonly InstanceName _instance;

    internal LogAdopter(Migrator migrator, LogKeyRing ring, LogMemory memory, InstanceName instance) =>
        (_migrator, _ring, _memory, _instance) = (migrator, ring, memory, instance);

    /// <summary>Says what going on would change here, or why it can't be.</summary>
    public async Task<Result<LogAdopting>> LookAsync(LogAdoptionId id, CancellationToken cancellationToken)
    {
        await using var db = _migrator.NewContext();
        await using var moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        foreach (var workspace in await db.Workspaces.AsNoTracking().ToListAsync(cancellationToken))
        {
            var adoption = await db.LogAdoptions.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(
                adoption => adoption.WorkspaceId == workspace.Id && adoption.Id == id, cancellationToken);
            if (adoption is not null)
            {
                return adoption.State is LogAdoptionState.Confirmed
                    ? await LookAsync(db, workspace, adoption, cancellationToken)
                    : LogAdopterRefusals.NotConfirmed;
            }
        }

        return LogAdoptionRefusals.NotFound;
    }

    /// <summary>Replaces what is remembered, unless that has changed since it was looked at. What it was is kept beside it.</summary>
    /// <returns>Why it was not done; null when it was.</returns>
    public Refusal? Adopt(LogAdopting adopting) => _memory.Adopt(adopting.Remembered, adopting.Adoption.Id, adopting.Adoption.Tree) switch
    {
        Remembering.Done => null,
        Remembering.Overtaken => LogAdopterRefusals.Overtaken,
        _ => LogAdopterRefusals.NoMemory,
    };

    private async Task<Result<LogAdopting>> LookAsync(
        CavraDbContext db, Workspace workspace, LogAdoption adoption, CancellationToken cancellationToken)
    {
        var origin = LogOrigin.Of(await _instance.ReadAsync(cancellationToken), workspace.Name);
        if (_memory.Read(origin) is not { } remembered)
        {
            return LogAdopterRefusals.NoMemory;
        }

        if (!await db.LogTrees.IgnoreQueryFilters().AnyAsync(tree => tree.WorkspaceId == workspace.Id, cancellationToken))
        {
            return LogAdopterRefusals.NotBelieved;
        }

        var log = new SignedLog(new LogStore(db, workspace.Id), origin, await _ring.ReadAsync(cancellationToken));
        var (stored, begun) = await log.ReadAsync(cancellationToken);
        if (!stored.IsWhatWasSigned(origin))
        {
            return LogAdopterRefusals.NotBelieved;
        }

        // Another worker may have gone on already: what it has signed since begins with what was adopted.
        var adopted = new RememberedLog(origin, adoption.Tree, null);
        if (await log.AgainstAsync(adopted, stored.State, begun: null, cancellationToken) is not null)
        {
            return LogAdoptionRefusals.AnotherTree;
        }

        var isNeeded = await log.AgainstAsync(remembered, stored.State, begun?.After, cancellationToken) is not null;
        return isNeeded && _memory.GaveUp(origin, adoption.Id) is { } before && before != remembered.ToString()
            ? LogAdopterRefusals.Used
            : new LogAdopting(workspace.Name, adoption, remembered, isNeeded, _memory.FileOf(origin)!);
    }
}

/// <summary>What going on with an adopted log changes on this machine.</summary>
/// <param name="Workspace">Whose log.</param>
/// <param name="Adoption">What two people have decided.</param>
/// <param name="Remembered">What is remembered here of the log.</param>
/// <param name="IsNeeded">False where the stored log follows from what is remembered, so that there is nothing to change.</param>
/// <param name="File">Where it is remembered.</param>
public sealed record LogAdopting(string Workspace, LogAdoption Adoption, RememberedLog Remembered, bool IsNeeded, string File);
