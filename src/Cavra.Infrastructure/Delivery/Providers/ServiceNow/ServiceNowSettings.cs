using System.Globalization;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.ServiceNow;

/// <summary>What a ServiceNow connector has of its own.</summary>
/// <param name="Http">What every provider over HTTP has; the endpoint is the instance.</param>
/// <param name="Table">Name of the table.</param>
internal sealed record ServiceNowSettings(HttpBasis Http, string Table) : HttpSettings(Http)
{
    private const int ConfirmSeconds = 10;
    private const int Resolved = 6;

    /// <summary>Constants that every record gets.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The state that says that the trouble is over.</summary>
    public string ResolvedState { get; init; } = "6";

    public static ServiceNowSettings? Read(ConnectorMembers members)
    {
        var http = members.Http(members.Endpoint(), members.TokenBasicOrOAuth());
        var (table, confirm) = (members.Text("table") ?? "incident", members.Flag("confirm", true));
        var resolved = members.Whole("resolved_state", 0, 1_000_000, Resolved);
        var fields = members.Constants("fields");
        if (table.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not '_'))
        {
            members.Refuse("table", "must be a table's name");
        }

        return http is null ? null : new ServiceNowSettings(http, table)
        {
            Fields = fields,
            ResolvedState = resolved.ToString(CultureInfo.InvariantCulture),
            ConfirmTime = confirm ? TimeSpan.FromSeconds(ConfirmSeconds) : TimeSpan.Zero,
        };
    }
}
