using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Syslog;

namespace Cavra.Infrastructure.Delivery.Providers.Syslog;

/// <summary>What a syslog connector has of its own.</summary>
/// <param name="Host">The receiver.</param>
/// <param name="Port">Its port.</param>
/// <param name="IsTls">Whether it speaks TLS.</param>
internal sealed record SyslogSettings(string Host, int Port, bool IsTls) : ProviderSettings
{
    private const int TlsPort = 6514;
    private const int TcpPort = 601;
    private const int MaxAppName = 48;

    // The number that is kept for examples; there is none of Cavra's own.
    private const int ExampleEnterprise = 32_473;

    // By their numbers.
    private static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "audit", "alert",
        "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    /// <summary>The facility's number.</summary>
    public required int Facility { get; init; }

    public required string AppName { get; init; }

    /// <summary>The private enterprise number that names whose structured data it is.</summary>
    public required int EnterpriseId { get; init; }

    /// <summary>Whether the message is a finding of OCSF; a CloudEvent otherwise.</summary>
    public bool IsOcsf { get; init; }

    /// <summary>Whether frames end with a line feed instead of beginning with their length.</summary>
    public bool EndsWithLineFeed { get; init; }

    public override ConnectorTarget Target => new($"{(IsTls ? "syslog+tls" : "syslog")}://{Host}:{Port}", Host, Port, IsTls);

    public static SyslogSettings? Read(ConnectorMembers members)
    {
        var host = members.Host();
        var isTls = members.Choice("transport", "tls", "tcp") == "tls";
        var port = members.Port(isTls ? TlsPort : TcpPort);
        var facility = members.Choice("facility", ["audit", .. Facilities.Where(name => name != "audit")]);
        var framing = members.Choice("framing", "octet", "lf");
        var format = members.Choice("format", "text", "ocsf");
        var enterprise = members.Whole("enterprise_id", 1, int.MaxValue, ExampleEnterprise);
        var appName = members.Text("app_name") ?? "cavra";
        if (appName.Length > MaxAppName || appName.Any(c => c is <= ' ' or > '~'))
        {
            members.Refuse("app_name", $"must be at most {MaxAppName} printable ASCII characters without a blank");
        }

        return host is null ? null : new SyslogSettings(host, port, isTls)
        {
            Facility = Array.IndexOf(Facilities, facility),
            AppName = appName,
            EnterpriseId = enterprise,
            IsOcsf = format == "ocsf",
            EndsWithLineFeed = framing == "lf",
        };
    }

    public override ITransport Open(ConnectorDefinition connector, EgressGuard guard) => new SyslogTransport(guard);
}
