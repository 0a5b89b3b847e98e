using System.Text.Json;
using Cavra.Benchmarks.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cavra.Benchmarks.Acknowledge;

/// <summary>
/// The least that could write an acknowledgement: it reads nothing, checks nothing and asks nobody, and sends all rows and
/// the end of the transaction in one round trip.
/// </summary>
internal sealed class BareEndpoint : IAsyncDisposable
{
    private const string Review = "UPDATE destinations SET review = $1 WHERE workspace_id = $2 AND id = $3";

    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private BareEndpoint(WebApplication app) =>
        (_app, _client) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    public static async Task<BareEndpoint> StartAsync(NpgsqlDataSource database, WrittenRows written)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/destinations/{id:guid}/acknowledgements", async (Guid id, JsonElement _, HttpContext http) =>
        {
            await WriteAsync(database, written, id);
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync((string)written.Entry["document"]);
        });
        await app.StartAsync();
        return new BareEndpoint(app);
    }

    public Task WriteAsync(OpenDecision decision) =>
        _client.CallAsync($"/destinations/{decision.Destination.Value}/acknowledgements", decision.Acknowledgement);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task WriteAsync(NpgsqlDataSource database, WrittenRows written, Guid destination)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (acknowledgement, entry) = (Guid.CreateVersion7(now), Guid.CreateVersion7(now));
        var review = new NpgsqlBatchCommand(Review)
        {
            Parameters =
            {
                new NpgsqlParameter { DataTypeName = "jsonb", Value = written.Destination["review"] },
                new NpgsqlParameter { Value = written.Destination["workspace_id"] },
                new NpgsqlParameter { Value = destination },
            },
        };

        // Without a transaction of its own a batch is one, and takes one round trip.
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(written.Acknowledgement.Insert(("id", acknowledgement)));
        batch.BatchCommands.Add(written.Gate.Insert(("destination_id", destination), ("evidence_id", entry)));
        batch.BatchCommands.Add(written.Entry.Insert(("id", entry)));
        batch.BatchCommands.Add(review);
        await batch.ExecuteNonQueryAsync();
    }
}
