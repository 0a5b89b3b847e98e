using System.Text.Json.Nodes;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Loops;

/// <summary>
/// Six loops: <c>old</c> and, both at one instant, <c>twin1</c> and <c>twin2</c> failed and were noticed, <c>young</c> is held and
/// was not; <c>ended1</c> and <c>ended2</c> were resolved.
/// </summary>
internal sealed class LoopScene : IAsyncDisposable
{
    private readonly Dictionary<string, string> _names = [];

    private LoopScene(CavraApp app) => App = app;

    public CavraApp App { get; }

    public static async Task<LoopScene> StartAsync()
    {
        var scene = new LoopScene(await CavraApp.StartAsync(ConnectorFile));
        var ended = new[] { await scene.FailAsync("ended1", minutes: 1), await scene.FailAsync("ended2", minutes: 1) };
        await scene.FailAsync("old", minutes: 10);
        var twins = new[] { await scene.FailAsync("twin1", "itsm"), await scene.FailAsync("twin2", "itsm", minutes: 5) };
        foreach (var (index, twin) in twins.Select(twin => twin.Id.ToString()).Order(StringComparer.Ordinal).Index())
        {
            scene._names[twin] = $"twin{index + 1}";
        }

        await scene.ResolveAsync(ended);
        await scene.FailAsync("young", minutes: 5, attempts: 0);
        return scene;
    }

    public async Task<Destination> FailAsync(string name, string connector = "siem", int minutes = 0, int attempts = 1)
    {
        var destination = await App.FailAsync(connector, attempts);
        _names[destination.Id.ToString()] = name;
        App.Clock.Advance(TimeSpan.FromMinutes(minutes));
        return destination;
    }

    /// <summary>The names on each page, all pages one after the other.</summary>
    /// <param name="limit">How many on a page.</param>
    /// <param name="meanwhile">Done between the first page and the second.</param>
    public async Task<IReadOnlyList<string>> PagesAsync(int limit, Func<Task>? meanwhile = null)
    {
        var (pages, cursor) = (new List<string>(), "");
        do
        {
            var page = (await App.Admin.GetJsonAsync($"{Deliveries}/loops?limit={limit}{cursor}")).Ok();
            cursor = page["next_cursor"] is { } next ? $"&cursor={next}" : null;
            if (pages.Count == 0 && meanwhile is not null)
            {
                await meanwhile();
            }

            pages.Add(Named(page));
        }
        while (cursor is not null && pages.Count < 20);

        return pages;
    }

    public string Named(JsonObject list) =>
        string.Join(' ', list.At("items").AsArray().Select(loop => _names[loop!.Text("destination_id")]));

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private async Task ResolveAsync(IEnumerable<Destination> destinations)
    {
        var plan = (await App.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created().Text("plan.retry_plan_id");
        foreach (var destination in destinations)
        {
            (await App.Admin.PostJsonAsync(
                $"{Deliveries}/retry-plans/{plan}/acknowledgements",
                new { provider = "siem", delivery_id = destination.DeliveryId.ToString(), acknowledgement_state = "resolved", notes = "Done." })).Ok();
        }
    }
}
