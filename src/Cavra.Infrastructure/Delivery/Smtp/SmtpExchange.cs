using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Http;
using Cavra.Infrastructure.Delivery.Providers;
using Cavra.Infrastructure.Delivery.Providers.Email;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Cavra.Infrastructure.Delivery.Smtp;

/// <summary>The SMTP side of one try: one conversation over a connection of the guard's, one mail a recipient.</summary>
internal sealed class SmtpExchange(
    ConnectorDefinition connector,
    EmailSettings settings,
    GuardedConnection connection,
    SmtpTaken taken,
    IRedactor redactor,
    TimeProvider clock) : IExchange
{
    // A certificate that names its uses must name this one.
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public RequestSummary? Request { get; private set; }

    public TimeProvider Clock => clock;

    /// <summary>Sends to everybody who does not have it; the first who is refused decides how the try ended.</summary>
    public async Task<TryOutcome> SendAsync(
        string eventId, IReadOnlyList<MailboxAddress> to, Func<MailboxAddress, MimeMessage> write, CancellationToken cancellationToken)
    {
        Request = new RequestSummary("SMTP", redactor.PublicUrl(settings.Target.Address), new Dictionary<string, string>
        {
            ["recipients"] = to.Count.ToString(CultureInfo.InvariantCulture),
        });

        await using var stream = await connection.ConnectAsync(cancellationToken);
        using var client = Client();
        if (await BeginAsync(client, stream, cancellationToken) is { } refused)
        {
            return refused;
        }

        TryOutcome? failed = null;
        var reply = new Reply(0, "", 0);
        foreach (var recipient in to.Where(recipient => !taken.Has(eventId, recipient.Address)))
        {
            try
            {
                using var message = write(recipient);
                reply = SmtpFailure.ReplyOf(250, await client.SendAsync(message, settings.From, [recipient], cancellationToken));
                taken.Add(eventId, recipient.Address);
            }
            catch (SmtpCommandException refusal)
            {
                failed ??= SmtpFailure.Of(refusal);
                if (!client.IsConnected)
                {
                    break;
                }
            }
        }

        await EndAsync(client, cancellationToken);
        if (failed is not null)
        {
            return failed;
        }

        taken.Forget(eventId);
        return new TryOutcome { Outcome = DeliveryOutcome.Accepted, Reply = reply };
    }

    // The name said in greeting is the sender's domain: by default it would be this machine's address.
    private SmtpClient Client() => new()
    {
        LocalDomain = settings.From.Domain,
        SslProtocols = GuardedHandler.Protocols,
        CheckCertificateRevocation = false,
        ClientCertificates = connector.ClientCertificate is { } certificate ? [certificate] : null,
        ServerCertificateValidationCallback = IsTrusted,
    };

    private async Task<TryOutcome?> BeginAsync(SmtpClient client, Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            await client.ConnectAsync(stream, settings.Host.Trim('[', ']'), settings.Port, settings.Security, cancellationToken);
        }
        catch (NotSupportedException) when (settings.Security is SecureSocketOptions.StartTls)
        {
            return TryOutcome.Failed(FailureClass.Tls, "The relay does not offer STARTTLS.");
        }

        if (settings.Login is not { } login)
        {
            return null;
        }

        if (!client.Capabilities.HasFlag(SmtpCapabilities.Authentication) || !client.IsSecure)
        {
            return TryOutcome.Failed(FailureClass.Authentication, "The relay does not offer to log in.");
        }

        client.AuthenticationMechanisms.IntersectWith(["PLAIN", "LOGIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]);
        await client.AuthenticateAsync(new NetworkCredential(login.User, login.Password.Reveal()), cancellationToken);
        return null;
    }

    // What was taken stays taken, whatever becomes of the farewell.
    private static async Task EndAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(true, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or MailKit.ProtocolException or OperationCanceledException)
        {
            // It is gone already.
        }
    }

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (Trust.Only(connector.Authorities) is not { } policy || certificate is null)
        {
            return errors is SslPolicyErrors.None;
        }

        using var own = new X509Chain { ChainPolicy = policy };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            policy.ExtraStore.Add(element.Certificate);
        }

        using var given = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) is SslPolicyErrors.None && own.Build(given);
    }
}
