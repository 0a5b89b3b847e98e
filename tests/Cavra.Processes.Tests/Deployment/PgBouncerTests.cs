using System.Net;
using System.Net.Sockets;
using Cavra.Infrastructure.EmbeddedPostgres;
using Cavra.Processes.Tests.RealPrograms;
using Cavra.Processes.Tests.Starts;
using Cavra.Testing;
using Npgsql;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>Cavra behind PgBouncer in session mode, with the example as it is given away.</summary>
[TestFixtureSource(typeof(Installed), nameof(Installed.PgBouncer))]
internal sealed class PgBouncerTests(string program)
{
    [Test]
    public async Task Cavra_works_through_it()
    {
        var data = Directory.CreateTempSubdirectory("cavra-pooled-");
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var directory = new ProgramDirectory();
        await using var pooler = await RealProgram.StartOnFreePortAsync(port => StartAsync(port, directory, database));
        var pooled = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = "127.0.0.1", Port = pooler.Port, Database = "cavra" };
        await using (var cavra = await CavraProcess.ServeAsync(
            data.FullName, new Dictionary<string, string?> { ["CAVRA_DATABASE"] = pooled.ConnectionString }))
        {
            using var client = cavra.Client((await File.ReadAllTextAsync(Path.Combine(data.FullName, "admin.key"))).Trim());
            // Notices of what is committed come over a connection that listens.
            using var events = await client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
            using var lines = new StreamReader(await events.Content.ReadAsStreamAsync());
            (await client.DefineAsync("pooled", GivenDrills.AScheduleBody())).Created();
            (await client.GetJsonAsync($"{GivenDrills.Schedules}/pooled")).Ok();
            await ReadUntilAsync(lines, "pooled");
            // The sequencer has its lock, and signs.
            await database.HoldsAsync("SELECT (SELECT count(*) FROM evidence_entries) = (SELECT coalesce(max(size), 0) FROM log_checkpoints)");
            Assert.That(await cavra.TerminateAsync(), Is.Zero, cavra.Printed);
        }

        Assert.That(pooler.Printed, Does.Contain("login attempt"));
        data.Delete(recursive: true);
    }

    private static async Task ReadUntilAsync(StreamReader lines, string word)
    {
        string? line;
        do
        {
            line = await lines.ReadLineAsync().OrHangAsync();
        }
        while (line is not null && !line.Contains(word, StringComparison.Ordinal));

        Assert.That(line, Is.Not.Null, "the stream ended before the event came");
    }

    private async Task<RealProgram> StartAsync(int port, ProgramDirectory directory, TestDatabase database)
    {
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var password = server.Password is { Length: > 0 } secret ? $" password={secret}" : "";
        var file = directory.Write("pgbouncer.ini", File.ReadAllText(Snapshot.PathOf("deploy/rehearse/pgbouncer.ini"))
            .Replaced("host=db.example.com port=5432 dbname=cavra", $"host={server.Host} port={server.Port} dbname={server.Database} user={server.Username}{password}")
            .Replaced("listen_port = 6432", $"listen_port = {port}")
            .Replaced("auth_type = scram-sha-256", "auth_type = any")
            .Replaced("auth_file = /etc/pgbouncer/userlist.txt", ""));
        // It does not run as root. The server that the run starts lets its own user in.
        string[] arguments = Environment.IsPrivilegedProcess ? ["-u", (await ServerUser.FindAsync(CancellationToken.None))!.Name, file] : [file];
        return await RealProgram.StartAsync(_ => Accepts(port) ? port : null, program, arguments);
    }

    private static bool Accepts(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
