namespace Cavra.Testing;

/// <summary>
/// The only real time in the tests. It ends a test that would otherwise hang, and decides nothing that a test asserts: clocks,
/// leases and breaks are moved by the test.
/// </summary>
internal static class Patience
{
    /// <summary>Far longer than anything takes on the slowest machine.</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);
}
