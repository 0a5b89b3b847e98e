namespace Cavra.Domain.Drills;

/// <summary>One thing that was looked at, and whether it is as it should be.</summary>
/// <param name="Id">Stable name, snake case.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Message">One fixed sentence for a person; never contains a value from outside.</param>
public sealed record Check(string Id, CheckStatus Status, string Message)
{
    public bool IsPassed() => Status is CheckStatus.Pass;

    /// <summary>A check that says one sentence when it holds and another when it does not.</summary>
    public static Check That(bool holds, string id, string pass, string warn) =>
        holds ? new Check(id, CheckStatus.Pass, pass) : new Check(id, CheckStatus.Warn, warn);
}

/// <summary>What came of a check.</summary>
public enum CheckStatus
{
    Pass,
    Warn,
}
