namespace Cavra.Domain.Drills;

/// <summary>When an owner is not there.</summary>
/// <param name="Owner">The owner it is about.</param>
/// <param name="UnavailableWindows">The times of absence, in any order.</param>
public sealed record OwnerCalendar(string Owner, IReadOnlyList<UnavailableWindow> UnavailableWindows)
{
    public bool IsUnavailable(DateTimeOffset now) => UnavailableWindows.Any(window => window.IsOpen(now));
}

/// <summary>A time in which an owner is not there, both bounds included.</summary>
/// <param name="StartAt">First instant.</param>
/// <param name="EndAt">Last instant.</param>
/// <param name="Reason">Public-safe text.</param>
public sealed record UnavailableWindow(DateTimeOffset StartAt, DateTimeOffset EndAt, string Reason)
{
    public bool IsOpen(DateTimeOffset now) => StartAt <= now && now <= EndAt;
}
