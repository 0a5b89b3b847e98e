using System.Text.Json;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence;

/// <summary>
/// Where a handler says which document proves what it did. The entries are saved by the pipeline, in the transaction of the
/// change; a command that is done without any is a bug.
/// </summary>
internal sealed class EvidenceJournal(ICavraDbContext db, Call call, TimeProvider clock)
{
    private CommandFacts? _command;

    /// <summary>The entries of the command being done, in the order they were written.</summary>
    public List<EvidenceEntry> Entries { get; } = [];

    /// <summary>Starts over for a command.</summary>
    public void Open(CommandFacts command)
    {
        _command = command;
        Entries.Clear();
    }

    /// <summary>Writes the entry that proves a document, and gives its public view.</summary>
    /// <param name="evidenced">What came about.</param>
    /// <param name="document">The document as it is now, for its digest.</param>
    /// <param name="before">The document as it was; null for a new one.</param>
    /// <param name="buildsOn">Earlier entries this one rests on.</param>
    public MetadataItem Prove(IEvidenced evidenced, object document, object? before = null, params IReadOnlyList<EvidenceId> buildsOn) =>
        MetadataItem.Of(Write(
            EvidenceEntry.Done, evidenced.Evidence, before is null ? null : DigestOf(before), DigestOf(document), buildsOn));

    /// <summary>The entries by which documents came about, for one that builds on them; none of a document that has none.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="documents">Ids in their wire form; null for none.</param>
    public async Task<IReadOnlyList<EvidenceId>> EarlierAsync(CancellationToken cancellationToken, params IReadOnlyList<object?> documents)
    {
        var earlier = new List<EvidenceId>();
        foreach (var document in documents.OfType<object>().Select(document => document.ToString()))
        {
            earlier.AddRange(await db.Evidence.AsNoTracking()
                .Where(entry => entry.Facets.ResourceId == document && entry.Outcome == EvidenceEntry.Done)
                .OrderBy(entry => entry.Id).Select(entry => entry.Id).Take(1).ToListAsync(cancellationToken));
        }

        return earlier;
    }

    /// <summary>Writes an entry about what was not done.</summary>
    public void Note(string outcome) => Write(outcome, _command?.About, before: null, after: null, []);

    private EvidenceEntry Write(
        string outcome, EvidenceFacts? facts, string? before, string? after, IReadOnlyList<EvidenceId> buildsOn)
    {
        var command = _command ?? throw new InvalidOperationException("Evidence is written by commands only.");
        var now = clock.GetUtcNow();
        var id = Ids.New<EvidenceId>(now);
        var view = EvidenceDocument.Of(id, now, call, command, outcome, facts, before, after, buildsOn);
        var bytes = EntrySize.Fit(view);
        var entry = EvidenceEntry.Write(
            call.Workspace, id, now, command.Action, outcome, call.Caller.Actor.Display, facts,
            System.Text.Encoding.UTF8.GetString(bytes), ContentDigest.OfBytes(bytes));

        db.Evidence.Add(entry);
        Entries.Add(entry);
        return entry;
    }

    private static string DigestOf(object document) =>
        ContentDigest.Of(JsonSerializer.SerializeToNode(document, document.GetType(), WireJson.Options)!);
}
