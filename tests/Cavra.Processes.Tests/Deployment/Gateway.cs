using System.Net;
using System.Net.Sockets;
using Cavra.Processes.Tests.RealPrograms;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>nginx or Caddy with the example of <c>deploy/gateway</c>: other ports and certificates, nothing else.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private const string Folder = "deploy/gateway";

    private readonly ProgramDirectory _directory;
    private readonly RealProgram _program;

    private Gateway(ProgramDirectory directory, RealProgram program, int[] ports) =>
        (_directory, _program, Http, Https, Mutual) = (directory, program, ports[0], ports[1], ports[2]);

    /// <summary>The port that sends on to TLS.</summary>
    public int Http { get; }

    /// <summary>The port for everybody.</summary>
    public int Https { get; }

    /// <summary>The port for those who show a certificate.</summary>
    public int Mutual { get; }

    /// <summary>What it wrote so far, its log among it.</summary>
    public string Printed => _program.Printed;

    /// <param name="program">The program's file.</param>
    /// <param name="directory">Where its certificates are, and where it writes.</param>
    /// <param name="first">The port of one replica.</param>
    /// <param name="second">The port of the other.</param>
    /// <param name="changes">What the example has, and what it has instead.</param>
    public static async Task<Gateway> StartAsync(
        string program, ProgramDirectory directory, int first, int second, params (string What, string By)[] changes)
    {
        while (true)
        {
            var ports = FreePorts(3);
            try
            {
                var isNginx = program.EndsWith("nginx", StringComparison.Ordinal);
                var text = isNginx ? Nginx(directory, ports, first, second) : Caddy(directory, ports, first, second);
                var file = directory.Write(
                    isNginx ? "nginx.conf" : "Caddyfile", changes.Aggregate(text, (changed, change) => changed.Replaced(change.What, change.By)));
                string[] arguments = isNginx
                    ? ["-p", directory.At(""), "-c", file, "-g", "daemon off;"]
                    : ["run", "--config", file, "--adapter", "caddyfile"];
                return new Gateway(
                    directory, await RealProgram.StartAsync(_ => ports.All(Accepts) ? ports[1] : null, program, arguments), ports);
            }
            catch (InvalidOperationException ended) when (ended.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase))
            {
                // Somebody was quicker: other ones.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _directory.Dispose();
    }

    private static string Nginx(ProgramDirectory directory, int[] ports, int first, int second)
    {
        var temporary = string.Join('\n', new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(
            kind => $"{kind}_temp_path {directory.At(kind)};"));
        return Text(directory, "nginx.conf", first, second)
            .Replaced("listen 80;", $"listen 127.0.0.1:{ports[0]};")
            .Replaced("listen 443 ", $"listen 127.0.0.1:{ports[1]} ")
            .Replaced("listen 8443 ", $"listen 127.0.0.1:{ports[2]} ")
            .Replaced("/run/nginx.pid", directory.At("nginx.pid"))
            .Replaced("/var/log/nginx/access.log", "/dev/stdout")
            .Replaced("/var/log/nginx/error.log", "stderr")
            .Replaced("user www-data;", Environment.IsPrivilegedProcess ? "user root;" : "")
            .Replaced("http {", "http {\n" + temporary);
    }

    private static string Caddy(ProgramDirectory directory, int[] ports, int first, int second) =>
        Text(directory, "Caddyfile", first, second)
            .Replaced("http_port 80", $"http_port {ports[0]}")
            .Replaced("https_port 443", $"https_port {ports[1]}")
            .Replaced("localhost:8443", $"localhost:{ports[2]}");

    private static string Text(ProgramDirectory directory, string name, int first, int second) =>
        File.ReadAllText(Snapshot.PathOf($"{Folder}/{name}"))
            .Replaced("/etc/cavra/gateway", directory.At("."))
            .Replaced("127.0.0.1:8001", $"127.0.0.1:{first}")
            .Replaced("127.0.0.1:8002", $"127.0.0.1:{second}")
            .Replaced("cavra.example.com", "localhost");

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
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

/// <summary>Replaces in an example what a test has elsewhere.</summary>
internal static class Examples
{
    /// <summary>The text with one thing replaced, which must be there.</summary>
    public static string Replaced(this string text, string what, string by)
    {
        Assert.That(text, Does.Contain(what));
        return text.Replace(what, by, StringComparison.Ordinal);
    }
}
