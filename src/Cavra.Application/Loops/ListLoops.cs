using Cavra.Application.Approvals;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.Loops;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Loops;

/// <summary>
/// Lists loops: first the open ones, oldest first, for the oldest is what is to be dealt with first; then the ended ones,
/// newest first.
/// </summary>
/// <param name="Gate">Wire name: open loops that wait at this gate.</param>
/// <param name="Open">Open ones only, or ended ones only; null for both.</param>
/// <param name="Provider">Name of the provider, or of the connector.</param>
/// <param name="OlderThanMinutes">Opened longer ago than this.</param>
/// <param name="Page">Which part of the list.</param>
public sealed record ListLoops(string? Gate, bool? Open, string? Provider, int? OlderThanMinutes, PageRequest Page) : IQuery<Page<LoopView>>
{
    /// <summary>The largest age that can be asked for, in minutes: ten years.</summary>
    public const int MaxOlderThanMinutes = 5_256_000;

    public static Permission Permission => Permissions.LoopsRead;

    /// <summary>Those for which an approval is asked or stands, or those for which none does; null for both.</summary>
    public bool? ApprovalAsked { get; init; }
}

internal sealed class ListLoopsValidator : AbstractValidator<ListLoops>
{
    public ListLoopsValidator() => RuleFor(query => query.Gate).IsWireNameOf(default(Gate));
}

internal sealed class ListLoopsHandler(ICavraDbContext db, OpenApprovals approvals, TimeProvider clock) : IRequestHandler<ListLoops, Result<Page<LoopView>>>
{
    public async Task<Result<Page<LoopView>>> Handle(ListLoops query, CancellationToken cancellationToken)
    {
        if (!LoopCursor.TryRead(query.Page.Cursor, out var cursor))
        {
            return CommonRefusals.InvalidMember("/cursor", "Not a cursor of this list.");
        }

        var now = clock.GetUtcNow();
        var held = query.Open is false ? [] : await approvals.ReadAsync(cancellationToken);
        var approved = held.Approved();
        var list = new LoopList(Open(query, held, now), Ended(query, now));
        var (open, ended) = (await list.CountOpenAsync(cancellationToken), await list.CountEndedAsync(cancellationToken));
        var found = await list.ReadAsync(query.Page, cursor, open, cancellationToken);
        var shown = found.Take(query.Page.Limit).ToList();
        var facts = await db.GateFactsAsync(shown.Select(loop => loop.Destination), cancellationToken);
        var total = open + ended;

        return new Page<LoopView>(
            WireNames.LoopListSchema,
            [.. shown.Select(loop => LoopView.Of(DeliveryLoop.Of(loop.Destination, facts[loop.Destination.Id], approved.Contains(loop.Destination.Id), now)!, now))],
            Math.Min(total, Page<LoopView>.CountedAtMost), total > Page<LoopView>.CountedAtMost, query.Page.Limit, query.Page.Offset,
            found.Count > shown.Count ? LoopCursor.After(shown[^1].Destination, shown[^1].IsOpen).Write() : null);
    }

    private IQueryable<Destination>? Open(ListLoops query, IReadOnlyList<HeldApproval> held, DateTimeOffset now)
    {
        if (query.Open is false)
        {
            return null;
        }

        var (asked, rows) = (held.Asked(), Narrowed(db.Destinations.AsNoTracking().OpenLoops(now), query, now));
        rows = query.ApprovalAsked is { } isAsked ? rows.Where(row => asked.Contains(row.Id) == isAsked) : rows;
        return WireName.TryParse<Gate>(query.Gate, out var gate) ? rows.WaitingAt(gate, db.GatesPassed, held.Approved(), now) : rows;
    }

    // What has ended waits at no gate.
    private IQueryable<Destination>? Ended(ListLoops query, DateTimeOffset now) =>
        query.Open is true || query.Gate is not null || query.ApprovalAsked is not null ? null : Narrowed(db.Destinations.AsNoTracking().EndedLoops(), query, now);

    private static IQueryable<Destination> Narrowed(IQueryable<Destination> rows, ListLoops query, DateTimeOffset now)
    {
        rows = query.Provider is { } provider ? rows.Towards(provider) : rows;
        return query.OlderThanMinutes is { } minutes && now.AddMinutes(-minutes) is var before
            ? rows.Where(row => (row.OpenSince ?? row.LeaseUntil) < before)
            : rows;
    }
}
