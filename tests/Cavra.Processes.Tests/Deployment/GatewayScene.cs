using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Cavra.Processes.Tests.RealPrograms;
using Cavra.Processes.Tests.Starts;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>Two real Cavra processes on one database below <c>/cavra</c>, and a gateway before them.</summary>
internal sealed class GatewayScene : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("cavra-gateway-");
    private readonly List<IDisposable> _clients = [];
    private X509Certificate2 _authority = null!;

    private GatewayScene(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    /// <summary>A certificate that the port for machines lets in.</summary>
    public X509Certificate2 Machine { get; private set; } = null!;

    public IReadOnlyList<CavraProcess> Replicas { get; private set; } = [];

    public Gateway Gateway { get; private set; } = null!;

    public Uri Address => new($"https://localhost:{Gateway.Https}");

    /// <summary>The file of the authority that the gateway's certificate is from.</summary>
    public string AuthorityFile => Path.Combine(_data.FullName, "authority.pem");

    public string Key => File.ReadAllText(Path.Combine(_data.FullName, "admin.key")).Trim();

    /// <param name="program">The gateway's file.</param>
    /// <param name="changes">What its example has, and what it has instead.</param>
    public static async Task<GatewayScene> SetAsync(string program, params (string What, string By)[] changes)
    {
        var scene = new GatewayScene(await TestPostgres.CreateDatabaseAsync());
        try
        {
            // The first one makes what the second one finds.
            scene.Replicas = [await scene.ServeAsync()];
            scene.Replicas = [scene.Replicas[0], await scene.ServeAsync()];
            var directory = new ProgramDirectory();
            scene.Issue(directory);
            scene.Gateway = await Gateway.StartAsync(
                program, directory, scene.Replicas[0].Address.Port, scene.Replicas[1].Address.Port, changes);
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client that comes through the gateway.</summary>
    /// <param name="key">What it presents; the first administrator's key when nothing is said.</param>
    /// <param name="port">The gateway's port; the one for everybody when nothing is said.</param>
    /// <param name="from">The address of loopback that it comes from.</param>
    /// <param name="certificate">What it shows.</param>
    public HttpClient Client(string? key = "", int? port = null, string from = "127.0.0.1", X509Certificate2? certificate = null)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { _authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
            },
            ConnectCallback = (context, cancellationToken) => ConnectAsync(from, context.DnsEndPoint.Port, cancellationToken),
        };
        var scheme = port == Gateway.Http ? "http" : "https";
        var client = TestClient.Through(handler, new Uri($"{scheme}://localhost:{port ?? Gateway.Https}"), key is "" ? Key : key);
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        foreach (var replica in Replicas)
        {
            await replica.DisposeAsync();
        }

        await Database.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private Task<CavraProcess> ServeAsync() => CavraProcess.ServeAsync(_data.FullName, new Dictionary<string, string?>
    {
        ["CAVRA_DATABASE"] = Database.ConnectionString,
        ["CAVRA_PATH_BASE"] = "/cavra",
        ["CAVRA_FORWARDED_NETWORKS"] = "127.0.0.1/32",
    });

    private void Issue(ProgramDirectory directory)
    {
        (_authority, var server) = Certificates.Issue("localhost");
        (var clients, Machine) = Certificates.Issue("machine");
        File.WriteAllText(AuthorityFile, _authority.ExportCertificatePem());
        directory.Write("server.pem", X509CertificateLoader.LoadCertificate(server.RawData));
        using var key = server.GetECDsaPrivateKey()!;
        directory.Write("server.key", key.ExportPkcs8PrivateKeyPem());
        directory.Write("clients.pem", clients);
    }

    private static async ValueTask<Stream> ConnectAsync(string from, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
