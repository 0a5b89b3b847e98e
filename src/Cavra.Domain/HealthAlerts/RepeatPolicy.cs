namespace Cavra.Domain.HealthAlerts;

/// <summary>How an unsettled alert is repeated.</summary>
public sealed record RepeatPolicy
{
    public const int EveryMin = 1;

    public const int EveryMax = 1_440;

    public const int RepeatsMax = 100;

    public static RepeatPolicy Default { get; } = new();

    /// <summary>Minutes from one sending to the next, 1 to 1,440.</summary>
    public int EveryMinutes { get; init; } = 60;

    /// <summary>How often it is repeated before it escalates instead, 0 to 100.</summary>
    public int Repeats { get; init; } = 3;
}

/// <summary>What is to be done about an alert.</summary>
public enum AlertStep
{
    None,
    Repeat,
    Escalate,
}
