using System.Text;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Smtp;
using MailKit.Security;
using MimeKit;

namespace Cavra.Infrastructure.Delivery.Providers.Email;

/// <summary>What an e-mail connector has of its own.</summary>
/// <param name="Host">The relay.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">When TLS begins; never only if the relay likes.</param>
internal sealed record EmailSettings(string Host, int Port, SecureSocketOptions Security) : ProviderSettings
{
    public required MailboxAddress From { get; init; }

    public required IReadOnlyList<MailboxAddress> To { get; init; }

    /// <summary>Null where the relay asks for none.</summary>
    public UserAndPassword? Login { get; init; }

    public string? SubjectPrefix { get; init; }

    public override ConnectorTarget Target => new(
        $"{(Security is SecureSocketOptions.SslOnConnect ? "smtps" : "smtp")}://{Host}:{Port}", Host, Port,
        Security is not SecureSocketOptions.None);

    public static EmailSettings? Read(ConnectorMembers members)
    {
        var host = members.Host();
        var (security, otherwise) = members.Choice("security", "starttls", "tls", "none") switch
        {
            "tls" => (SecureSocketOptions.SslOnConnect, 465),
            "none" => (SecureSocketOptions.None, 25),
            _ => (SecureSocketOptions.StartTls, 587),
        };
        var port = members.Port(otherwise);
        var from = members.RequiredText("from") is { } sender ? Mailbox(members, "from", sender) : null;
        var to = members.Texts("to").Select(text => Mailbox(members, "to", text)).OfType<MailboxAddress>().ToList();
        if (members.Find("to") is null)
        {
            members.Refuse("to", "must be given");
        }

        var (login, prefix) = (members.Basic(), members.Text("subject_prefix"));
        if (login is not null && security is SecureSocketOptions.None)
        {
            members.Refuse("basic", "would travel in plain text; use security starttls or tls");
        }

        if (prefix?.Any(char.IsControl) is true)
        {
            members.Refuse("subject_prefix", "must be one line");
        }

        Conceal(members, to, login);
        return host is null || from is null || to.Count == 0 ? null : new EmailSettings(host, port, security)
        {
            From = from,
            To = to,
            Login = login,
            SubjectPrefix = prefix,
        };
    }

    public override ITransport Open(ConnectorDefinition connector, EgressGuard guard) => new SmtpTransport(guard);

    // Relays repeat whom they refuse, and some what they were logged in by.
    private static void Conceal(ConnectorMembers members, List<MailboxAddress> to, UserAndPassword? login)
    {
        members.SecretsRead.AddRange(to.Select(mailbox => new Secret(mailbox.Address)));
        if (login is not null)
        {
            members.SecretsRead.Add(new Secret(
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{login.User}\0{login.Password.Reveal()}"))));
        }
    }

    private static MailboxAddress? Mailbox(ConnectorMembers members, string member, string text)
    {
        if (!text.Any(char.IsControl) && MailboxAddress.TryParse(text, out var mailbox) && mailbox.Domain.Length > 0)
        {
            return mailbox;
        }

        members.Refuse(member, "must hold mail addresses such as ops@example.com");
        return null;
    }
}
