namespace Cavra.Testing;

/// <summary>
/// The only real time in the tests. It ends a test that would otherwise hang, and decides nothing that a test asserts: clocks,
/// leases and breaks are moved by the test.
/// </summary>
internal static class Patience
{
    /// <summary>Far longer than anything takes on the slowest machine.</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BetweenTwoLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>For libraries that look at the machine's clock themselves: what they are shown must be of its time.</summary>
    public static DateTimeOffset MachineNow => MachineTime.GetUtcNow();

    /// <summary>For deliveries to programs that go by the machine's clock.</summary>
    public static TimeProvider MachineTime => TimeProvider.System;

    /// <summary>Fails a test that would wait for ever.</summary>
    public static Task<T> OrHangAsync<T>(this Task<T> task) => task.WaitAsync(Hang);

    /// <summary>Fails a test that would wait for ever.</summary>
    public static Task OrHangAsync(this Task task) => task.WaitAsync(Hang);

    /// <summary>Cancelled once a test hangs.</summary>
    public static CancellationTokenSource Source() => new(Hang);

    /// <summary>Lets others work before it is looked at again.</summary>
    public static Task PauseAsync(CancellationToken cancellationToken = default) => Task.Delay(BetweenTwoLooks, cancellationToken);

    /// <summary>Ends only when it is cancelled.</summary>
    public static Task ForeverAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
}
