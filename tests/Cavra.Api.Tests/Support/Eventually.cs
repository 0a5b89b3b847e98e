namespace Cavra.Api.Tests.Support;

/// <summary>Waits for what another process does and nobody tells of: looks again and again, and fails the test in the end.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when it is so.</summary>
    /// <param name="what">What is waited for, as the failing test says it.</param>
    /// <param name="isSo">Looks.</param>
    public static async Task HoldsAsync(string what, Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Deadline);
        using var pause = new PeriodicTimer(Pause);
        while (!await isSo())
        {
            if (patience.IsCancellationRequested)
            {
                Assert.Fail($"It never came about that {what}.");
            }

            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Returns when a row, or several, fit.</summary>
    /// <param name="database">Where.</param>
    /// <param name="condition">A query for one boolean.</param>
    public static Task HoldsAsync(this TestDatabase database, string condition) =>
        HoldsAsync(condition, () => database.ScalarAsync<bool>(condition));
}
