using System.Text.Json;
using System.Text.Json.Serialization;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence;

/// <summary>Lists evidence entries, newest first: every one, refusals and attempts included.</summary>
public sealed record ListEvidence(EvidenceFilter Filter, PageRequest Page) : IQuery<Page<EvidenceView>>
{
    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>An evidence entry.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="EvidenceId">Its id.</param>
/// <param name="Sequence">Index in the log; null until the log has taken it in.</param>
/// <param name="Digest"><c>sha256:</c> and the digest of the document's RFC 8785 form.</param>
/// <param name="Document">Who, what, policy and proof; of an entry whose bytes were taken away, what it is found by.</param>
public sealed record EvidenceView(
    string SchemaVersion, string Product, EvidenceId EvidenceId, long? Sequence, string Digest, JsonElement Document)
{
    /// <summary>That the entry's bytes were taken away; left out where they are there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RemovedView? Removed { get; init; }

    public static EvidenceView Of(EvidenceEntry entry) => new(
        WireNames.EvidenceViewSchema, WireNames.Product, entry.Id, Sequence: null, entry.Digest,
        entry.Document is { } document ? JsonElement.Parse(document) : RemovedView.LeftOf(entry))
    {
        Removed = entry.Document is null ? RemovedView.Unknown : null,
    };
}

internal sealed class ListEvidenceValidator : AbstractValidator<ListEvidence>
{
    public ListEvidenceValidator() =>
        RuleFor(query => query.Filter).SetValidator(new EvidenceFilterValidator()).OverridePropertyName("");
}

internal sealed class ListEvidenceHandler(ICavraDbContext db) : IRequestHandler<ListEvidence, Result<Page<EvidenceView>>>
{
    public async Task<Result<Page<EvidenceView>>> Handle(ListEvidence query, CancellationToken cancellationToken) =>
        await query.Filter.Of(db).NewestFirst(entry => entry.Id).ToPageAsync(
            query.Page, EvidenceView.Of, view => view.EvidenceId.Value, WireNames.EvidenceListSchema, cancellationToken)
            .WithLogIndexAsync(db, cancellationToken);
}

/// <summary>Shows one evidence entry.</summary>
public sealed record GetEvidence(EvidenceId EvidenceId) : IQuery<EvidenceView>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class GetEvidenceHandler(ICavraDbContext db) : IRequestHandler<GetEvidence, Result<EvidenceView>>
{
    public async Task<Result<EvidenceView>> Handle(GetEvidence query, CancellationToken cancellationToken)
    {
        var entry = await db.Evidence.AsNoTracking().SingleOrDefaultAsync(entry => entry.Id == query.EvidenceId, cancellationToken);

        if (entry is null)
        {
            return EvidenceRefusals.NotFound;
        }

        var logged = await db.LoggedEntries.AsNoTracking().SingleOrDefaultAsync(row => row.EntryId == entry.Id, cancellationToken);
        var view = EvidenceView.Of(entry) with { Sequence = logged?.Index };
        return view.Removed is null || logged is null
            ? view
            : view with { Removed = (await db.RemovalsAsync([logged.Index], cancellationToken)).GetValueOrDefault(logged.Index, RemovedView.Unknown) };
    }
}
