using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cavra.Api.Tests.Delivery.Streams;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery;

public sealed class UndecipherableAnswerTests
{
    [Test]
    public async Task What_can_not_be_deciphered_after_the_handshake_is_a_failure_of_TLS()
    {
        var (authority, server) = Certificates.Issue("localhost");
        using (authority)
        using (server)
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            using var rig = StreamRig.To(
                $"provider: webhook, url: \"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/cavra\"", authority);

            var answering = AnswerAsync(listener, server);
            var report = await rig.SendAsync();
            await answering.OrHangAsync();

            Assert.That(report.FailureClass, Is.EqualTo(FailureClass.Tls));
        }
    }

    [Test]
    public void A_fault_of_cryptography_that_no_connection_brought_is_not_the_receivers() =>
        Assert.That(FailureReading.Of(new CryptographicException()), Is.Null);

    // A record that no key was used for, in place of an answer; then it waits until the sender is gone.
    private static async Task AnswerAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var tcp = client.GetStream();
        await using var tls = new SslStream(tcp, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(certificate, false, SslProtocols.None, false);
        await tls.ReadAtLeastAsync(new byte[1], 1);
        await tcp.WriteAsync((byte[])[23, 3, 3, 0, 32, .. new byte[32]]);
        try
        {
            while (await tcp.ReadAsync(new byte[4096]) > 0)
            {
                // The rest of the request.
            }
        }
        catch (IOException)
        {
            // Gone without a word.
        }
    }
}
