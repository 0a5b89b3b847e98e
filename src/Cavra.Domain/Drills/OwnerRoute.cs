namespace Cavra.Domain.Drills;

/// <summary>How one owner is told, and who is next when the owner does not answer.</summary>
/// <param name="Owner">The owner it is about.</param>
/// <param name="Providers">Connectors or providers to tell the owner by; empty: those of the schedule.</param>
/// <param name="AcknowledgementMinutes">Minutes the owner has to answer; null: not stated.</param>
/// <param name="EscalationOwner">Who is next; null: nobody is named.</param>
public sealed record OwnerRoute(
    string Owner, IReadOnlyList<string> Providers, int? AcknowledgementMinutes, string? EscalationOwner);
