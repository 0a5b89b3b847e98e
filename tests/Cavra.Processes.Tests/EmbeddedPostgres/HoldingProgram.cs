using Cavra.Infrastructure.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cavra.Processes.Tests.EmbeddedPostgres;

/// <summary>A program for tests to kill: it holds the database of a data directory until its input ends.</summary>
internal static class HoldingProgram
{
    private static async Task<int> Main(string[] args)
    {
        var server = await EmbeddedServer.StartAsync(
            args[0], new EmbeddedPostgresOptions(), NullLogger.Instance, CancellationToken.None);
        if (server.Refusal is { } refusal)
        {
            Console.WriteLine(refusal.Code);
            return 1;
        }

        Console.WriteLine(server.Value.ConnectionString);
        await Console.In.ReadToEndAsync();
        await server.Value.DisposeAsync();
        return 0;
    }
}
