namespace Cavra.Testing;

/// <summary>Waits for what others do and nobody tells of: looks again and again, with a pause, until it is so.</summary>
internal static class Eventually
{
    /// <summary>Returns when it is so; fails a test that would hang.</summary>
    /// <param name="what">What is waited for, as the failing test says it.</param>
    /// <param name="isSo">Looks.</param>
    public static async Task HoldsAsync(string what, Func<Task<bool>> isSo)
    {
        using var patience = Patience.Source();
        while (!await isSo())
        {
            if (patience.IsCancellationRequested)
            {
                Assert.Fail($"It never came about that {what}.");
            }

            await Patience.PauseAsync(CancellationToken.None);
        }
    }

    /// <summary>Returns when it is so; fails a test that would hang.</summary>
    public static Task HoldsAsync(string what, Func<bool> isSo) => HoldsAsync(what, () => Task.FromResult(isSo()));

    /// <summary>Returns when a row, or several, fit.</summary>
    /// <param name="database">Where.</param>
    /// <param name="condition">A query for one boolean.</param>
    public static Task HoldsAsync(this TestDatabase database, string condition) =>
        HoldsAsync(condition, () => database.ScalarAsync<bool>(condition));

    /// <summary>Returns when that many connections of the database wait for a lock.</summary>
    public static Task LocksAwaitedAsync(this TestDatabase database, int waiting) => database.HoldsAsync(
        $"select count(*) = {waiting} from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
}
