using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

public sealed class UntrustedDatabaseTests
{
    [Test]
    public async Task A_database_whose_certificate_is_not_trusted_is_told_from_one_that_does_not_answer()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var ended = new CancellationTokenSource();
        var serving = ServeTlsAsync(server, ended.Token);

        var run = (await CliRun.WithAsync(
            new Dictionary<string, string>
            {
                ["CAVRA_DATABASE"] = $"Host=localhost;Port={((IPEndPoint)server.LocalEndpoint).Port};Database=cavra;Username=cavra;SSL Mode=VerifyFull;GSS Encryption Mode=Disable",
            },
            "db", "migrate")).Ends(3);
        await ended.CancelAsync();
        await serving;

        Assert.That(run.Error, Does.Contain("its certificate is not trusted").And.Contain("Root Certificate"));
    }

    // As PostgreSQL answers whoever asks for TLS, and no more.
    private static async Task ServeTlsAsync(TcpListener server, CancellationToken ended)
    {
        var (authority, certificate) = Certificates.Issue("localhost");
        using (authority)
        using (certificate)
        {
            while (!ended.IsCancellationRequested)
            {
                try
                {
                    using var client = await server.AcceptTcpClientAsync(ended);
                    var stream = client.GetStream();
                    await stream.ReadExactlyAsync(new byte[8], ended);
                    await stream.WriteAsync("S"u8.ToArray(), ended);
                    await using var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(certificate);
                }
                catch (Exception over) when (over is AuthenticationException or IOException or OperationCanceledException)
                {
                    // The client does not trust it, or nobody asks any more.
                }
            }
        }
    }
}
