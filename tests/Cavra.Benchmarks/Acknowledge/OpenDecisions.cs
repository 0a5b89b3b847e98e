using Cavra.Benchmarks.Serving;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.RetryPlans;

namespace Cavra.Benchmarks.Acknowledge;

/// <summary>Decisions of retry plans that nobody has answered, each about a destination of its own.</summary>
internal sealed class OpenDecisions(IReadOnlyList<OpenDecision> decisions)
{
    private const int PerPlan = 10_000;

    private int _taken = -1;

    /// <summary>One that was not given out before.</summary>
    public OpenDecision Next() => Interlocked.Increment(ref _taken) is var number && number < decisions.Count
        ? decisions[number]
        : throw new InvalidOperationException("There are no open decisions left: the rounds took more than were seeded.");

    /// <summary>
    /// Fills the database with them, after one plan with one decision that Cavra itself has made and answered: the others
    /// are like it.
    /// </summary>
    public static async Task<OpenDecisions> SeedAsync(CavraServer cavra, int count)
    {
        var database = cavra.Database;
        await database.PrepareAsync();
        await database.RunAsync("FailedDestinations.sql", ("first", 0), ("last", 0));
        await cavra.Client.CallAsync($"{Calls.AuditDelivery}/retry-plan", new { });
        var model = (await ReadAsync(cavra)).Single();
        await cavra.Client.AcknowledgeAsync(model);

        await database.RunAsync("FailedDestinations.sql", ("first", 1), ("last", count));
        await database.RunAsync("RetryPlans.sql", ("model", model.Plan.Value), ("last", count), ("decisions", PerPlan));
        await database.SettleAsync();
        return new OpenDecisions([.. (await ReadAsync(cavra)).Where(decision => decision.Plan != model.Plan)]);
    }

    private static async Task<List<OpenDecision>> ReadAsync(CavraServer cavra)
    {
        await using var command = cavra.Database.CreateCommand(
            "SELECT retry_plan_id, delivery_id, destination_id FROM retry_decisions ORDER BY destination_id");
        await using var rows = await command.ExecuteReaderAsync();
        var decisions = new List<OpenDecision>();
        while (await rows.ReadAsync())
        {
            decisions.Add(new OpenDecision(
                RetryPlanId.From(rows.GetGuid(0)), AuditDeliveryId.From(rows.GetGuid(1)), DestinationId.From(rows.GetGuid(2))));
        }

        return decisions;
    }
}

/// <summary>A decision of a retry plan, by everything it can be called by.</summary>
internal sealed record OpenDecision(RetryPlanId Plan, AuditDeliveryId Delivery, DestinationId Destination)
{
    /// <summary>What is sent to both contenders.</summary>
    public object Acknowledgement => new
    {
        provider = "siem",
        delivery_id = Delivery.ToString(),
        acknowledgement_state = "accepted",
        external_ref = "CHG-20418",
        notes = "The receiver was restarted after its disk was extended; the owner has confirmed that it accepts events again.",
    };
}

/// <summary>Acknowledging as a client does it.</summary>
internal static class Acknowledging
{
    public static Task AcknowledgeAsync(this HttpClient client, OpenDecision decision) =>
        client.CallAsync($"{Calls.AuditDelivery}/retry-plans/{decision.Plan}/acknowledgements", decision.Acknowledgement);
}
