using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Alertmanager;

/// <summary>What an Alertmanager connector has of its own.</summary>
/// <param name="Http">What every provider over HTTP has; the endpoint is Alertmanager's base.</param>
/// <param name="Labels">Labels of every alert, such as those that its routes look at; each with its name.</param>
internal sealed record AlertmanagerSettings(HttpBasis Http, IReadOnlyList<KeyValuePair<string, string>> Labels) : HttpSettings(Http)
{
    private static readonly TimeSpan LongestConfirmation = TimeSpan.FromSeconds(10);

    // What tells one alert from another is not the file's to change.
    private static readonly string[] Own = ["alertname", "workspace", "episode"];

    public static AlertmanagerSettings? Read(ConnectorMembers members)
    {
        var http = members.Http(members.Endpoint(), members.TokenOrBasic());
        var labels = ReadLabels(members);
        var confirm = members.Flag("confirm", true);
        return http is null ? null : new AlertmanagerSettings(http, labels)
        {
            ConfirmTime = confirm ? LongestConfirmation : TimeSpan.Zero,
        };
    }

    private static List<KeyValuePair<string, string>> ReadLabels(ConnectorMembers members)
    {
        var read = new List<KeyValuePair<string, string>>();
        if (members.Part("labels") is not { } labels)
        {
            return read;
        }

        foreach (var name in labels.Names.Distinct())
        {
            if (!IsLabelName(name))
            {
                labels.Refuse(name, "is not a label name: letters, digits and underscores, no digit first");
            }
            else if (Own.Contains(name))
            {
                labels.Refuse(name, "is set by Cavra and can't be configured");
            }
            else if (labels.Text(name) is { } value)
            {
                read.Add(new(name, value));
            }
        }

        return read;
    }

    private static bool IsLabelName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
