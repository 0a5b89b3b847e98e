namespace Cavra.Application.Drills;

/// <summary>What is configured about drills.</summary>
/// <param name="DueSoonDays">Days before its due date from which a drill counts as due soon, 0 to 365.</param>
public sealed record DrillOptions(int DueSoonDays)
{
    public const int DefaultDueSoonDays = 14;

    public const int MaxDueSoonDays = 365;
}
