using Cavra.Benchmarks.Serving;

namespace Cavra.Benchmarks.WorkerHealth;

/// <summary>What has happened in a workspace, besides what is open in it.</summary>
/// <param name="Closed">Destinations that nobody will look at again.</param>
/// <param name="AttemptsEach">How often each of them was tried.</param>
/// <param name="Entries">Entries of evidence.</param>
internal sealed record History(int Closed, int AttemptsEach, int Entries)
{
    /// <summary>Open destinations, the same everywhere.</summary>
    private const int Open = 50;

    public static readonly History Little = new(Closed: 1_000, AttemptsEach: 1, Entries: 1_000);

    public static readonly History Much = new(Closed: 200_000, AttemptsEach: 1, Entries: 200_000);

    public static readonly History Full = new(Closed: 1_000_000, AttemptsEach: 5, Entries: 1_000_000);

    public override string ToString() => $"{Closed * AttemptsEach:N0} attempts";

    /// <summary>Lets it have happened, and plans once what to do about what is open.</summary>
    public async Task SeedAsync(CavraServer cavra)
    {
        var database = cavra.Database;
        await database.PrepareAsync();
        await database.RunAsync("FailedDestinations.sql", ("first", 1), ("last", Open));
        await cavra.Client.CallAsync($"{Calls.AuditDelivery}/retry-plan", new { });
        await database.RunAsync("History.sql", ("closed", Closed), ("attempts", AttemptsEach), ("entries", Entries));
        await database.SettleAsync();
    }
}
