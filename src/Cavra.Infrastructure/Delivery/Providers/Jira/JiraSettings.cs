using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Jira;

/// <summary>What a Jira connector has of its own.</summary>
/// <param name="Http">What every provider over HTTP has; the endpoint is the site.</param>
/// <param name="Project">Key of the project.</param>
/// <param name="IssueType">Name of the issue type.</param>
internal sealed record JiraSettings(HttpBasis Http, string Project, string IssueType) : HttpSettings(Http)
{
    private const int ConfirmSeconds = 10;

    /// <summary>Labels that every issue gets besides Cavra's own.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Name of the transition that an issue takes when its trouble is over; null to comment only.</summary>
    public string? ResolveTransition { get; init; }

    public static JiraSettings? Read(ConnectorMembers members)
    {
        var http = members.Http(members.Endpoint(), members.TokenBasicOrOAuth());
        var (project, type) = (members.RequiredText("project"), members.Text("issue_type") ?? "Task");
        var (labels, transition) = (members.Texts("labels"), members.Text("resolve_transition"));
        var confirm = members.Flag("confirm", true);
        if (http is { Credentials.Count: 0 } && !members.Names.Any(name => name is "headers" or "oauth" or "basic"))
        {
            members.Refuse("basic", "or token or oauth must be given");
        }

        if (labels.Any(label => label.Length > 255 || label.Any(char.IsWhiteSpace)))
        {
            members.Refuse("labels", "must hold labels of at most 255 characters without white space");
        }

        return http is null || project is null ? null : new JiraSettings(http, project, type)
        {
            Labels = labels,
            ResolveTransition = transition,
            ConfirmTime = confirm ? TimeSpan.FromSeconds(ConfirmSeconds) : TimeSpan.Zero,
        };
    }
}
