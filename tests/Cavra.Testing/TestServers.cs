using Cavra.Infrastructure.EmbeddedPostgres;
using DotNet.Testcontainers.Configurations;
using Microsoft.Extensions.Logging.Abstractions;
using Testcontainers.PostgreSql;

namespace Cavra.Testing;

/// <summary>The three ways to a PostgreSQL for tests.</summary>
internal static class TestServers
{
    private const string DefaultImage = "postgres:15.1";

    /// <summary>The server that <c>CAVRA_TEST_POSTGRES</c> names; null when it names none.</summary>
    public static TestServer? Given() =>
        Environment.GetEnvironmentVariable("CAVRA_TEST_POSTGRES") is { Length: > 0 } connectionString
            ? new TestServer("the one of CAVRA_TEST_POSTGRES", connectionString, () => ValueTask.CompletedTask)
            : null;

    /// <summary>A container of <c>CAVRA_TEST_POSTGRES_IMAGE</c>; null where no container engine answers.</summary>
    public static async Task<TestServer?> ContainerAsync()
    {
        if (!await EngineAnswersAsync())
        {
            return null;
        }

        var image = Environment.GetEnvironmentVariable("CAVRA_TEST_POSTGRES_IMAGE") is { Length: > 0 } named ? named : DefaultImage;
        var container = new PostgreSqlBuilder(image).WithCommand("-c", "max_connections=200").Build();
        await container.StartAsync();
        return new TestServer($"a container of {image}", container.GetConnectionString(), container.DisposeAsync);
    }

    public static async Task<TestServer> EmbeddedAsync()
    {
        // Left to the launcher to make: a directory that only root can enter would send the cluster elsewhere.
        var directory = Path.Combine(Path.GetTempPath(), "cavra-tests-" + Path.GetRandomFileName());
        var options = new EmbeddedPostgresOptions { Durable = false };
        var server = await EmbeddedServer.StartAsync(directory, options, NullLogger.Instance, CancellationToken.None);

        return new TestServer("embedded", server.Value.ConnectionString, async () =>
        {
            await server.Value.DisposeAsync();
            Directory.Delete(directory, recursive: true);
        });
    }

    // Whether there is an engine is decided by its socket and not by how quickly it answers.
    private static Task<bool> EngineAnswersAsync() => Task.Run(() => TestcontainersSettings.OS.DockerEndpointAuthConfig is not null);
}
