using System.Text.Json.Nodes;

namespace Cavra.Cli.Serving;

/// <summary>A list with all its pages, for commands that count.</summary>
internal static class WholeList
{
    private const int PageSize = 200;

    /// <summary>Reads page after page.</summary>
    /// <param name="server">Whom to ask.</param>
    /// <param name="path">The list.</param>
    /// <param name="filters">What narrows it; null ones are left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The first page with every item, as if it were the only one; where there is none, with the reason printed, how the command ends.</returns>
    public static async Task<(JsonObject? List, int Ending)> ReadAllAsync(
        this ServerSession server, string path, IEnumerable<(string Parameter, string? Value)> filters, CancellationToken cancellationToken)
    {
        var query = string.Concat(
            from filter in filters where !string.IsNullOrEmpty(filter.Value) select $"&{filter.Parameter}={Uri.EscapeDataString(filter.Value)}");
        var (list, ending) = await PageAsync(server, path, query, cancellationToken);
        for (var cursor = CursorOf(list); list is not null && cursor is not null;)
        {
            var (next, end) = await PageAsync(server, path, $"{query}&cursor={Uri.EscapeDataString(cursor)}", cancellationToken);
            if (next is null)
            {
                return (null, end);
            }

            foreach (var item in next["items"] as JsonArray ?? [])
            {
                (list["items"] as JsonArray)?.Add(item?.DeepClone());
            }

            cursor = CursorOf(next);
            list["next_cursor"] = null;
        }

        return (list, ending);
    }

    private static Task<(JsonObject? Document, int Ending)> PageAsync(
        ServerSession server, string path, string query, CancellationToken cancellationToken) =>
        server.LookUpAsync<JsonObject>($"{path}?limit={PageSize}{query}", cancellationToken);

    private static string? CursorOf(JsonObject? page) =>
        page?["next_cursor"] is JsonValue value && value.TryGetValue<string>(out var cursor) ? cursor : null;
}
