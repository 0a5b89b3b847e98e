using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Obligations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Obligations;

/// <summary>
/// Tells what the caller can discharge now, and what awaits others, as far as the caller may read it. What it costs depends on
/// what is open, not on what ever happened.
/// </summary>
public sealed record GetObligations : IQuery<ObligationsView>
{
    public static Permission Permission => Permissions.SessionRead;
}

/// <summary>What is owed now, oldest first; a kind of which there is nothing is left out.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="GeneratedAt">The moment of looking.</param>
/// <param name="Obligations">What the caller's roles can discharge.</param>
/// <param name="Others">What awaits other roles.</param>
public sealed record ObligationsView(
    string SchemaVersion, string Product, DateTimeOffset GeneratedAt, IReadOnlyList<ObligationView> Obligations,
    IReadOnlyList<ObligationView> Others);

internal sealed class GetObligationsHandler(ICavraDbContext db, Call call, TimeProvider clock)
    : IRequestHandler<GetObligations, Result<ObligationsView>>
{
    public async Task<Result<ObligationsView>> Handle(GetObligations query, CancellationToken cancellationToken)
    {
        var (caller, now) = (call.Caller, clock.GetUtcNow());
        var found = new List<(bool IsOwn, ObligationView View)>();
        foreach (var obligation in Obligation.All.Where(obligation => caller.May(obligation.SeenWith)))
        {
            if (await db.Owed(obligation.Kind, now).SingleOrDefaultAsync(cancellationToken) is { } owed)
            {
                found.Add((caller.May(obligation.DischargedWith), ObligationView.Of(obligation, owed)));
            }
        }

        var oldestFirst = found.OrderBy(item => item.View.OldestAt).ToList();
        return new ObligationsView(
            WireNames.ObligationsSchema, WireNames.Product, now, [.. oldestFirst.Where(item => item.IsOwn).Select(item => item.View)],
            [.. oldestFirst.Where(item => !item.IsOwn).Select(item => item.View)]);
    }
}
