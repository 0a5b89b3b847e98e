using Cavra.Application.Wire;
using Cavra.Domain.Obligations;

namespace Cavra.Application.Obligations;

/// <summary>What was counted of one kind.</summary>
internal sealed record Owed(int Count, DateTimeOffset OldestAt, int? Breached);

/// <summary>What is owed of one kind.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Count">How many there are: the total of the list.</param>
/// <param name="CountIsLowerBound">Whether there are more than lists count.</param>
/// <param name="BreachedCount">How many of them are older than an answer may take; null where none is demanded within a time.</param>
/// <param name="OldestAt">Since when the oldest is open.</param>
/// <param name="Href">Path and filter of the list that holds exactly these.</param>
/// <param name="AwaitedRoles">The roles that can discharge it.</param>
public sealed record ObligationView(
    ObligationKind Kind, int Count, bool CountIsLowerBound, int? BreachedCount, DateTimeOffset OldestAt, string Href,
    IReadOnlyList<string> AwaitedRoles)
{
    private const int CountedAtMost = Page<ObligationView>.CountedAtMost;

    internal static ObligationView Of(Obligation obligation, Owed owed) => new(
        obligation.Kind, Math.Min(owed.Count, CountedAtMost), owed.Count > CountedAtMost,
        owed.Breached is { } breached ? Math.Min(breached, CountedAtMost) : null, owed.OldestAt, obligation.Href,
        obligation.AwaitedRoles);
}
