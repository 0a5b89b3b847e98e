using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>A Jira Cloud site with one project, by its REST interface, version 3.</summary>
internal sealed class JiraVendor : Vendor
{
    private readonly Lock _changing = new();
    private readonly List<Issue> _issues = [];

    public override string Provider => "jira";

    public override string GoodWeather => "confirmed";

    public override bool Confirms => true;

    /// <summary>A search that does not know yet what was made, as it may for some seconds.</summary>
    public bool SearchLags { get; set; }

    /// <summary>The issues so far, with their labels, comments and states.</summary>
    public IReadOnlyList<Issue> Issues => _issues;

    public override IReadOnlyList<(string Name, Func<HttpContext, Task> Answer)> Lies =>
    [
        Lie("201 without a key", """{"id":"10001"}""", 201),
        Lie("200 with a page to sign in", "<html>Log in</html>", 200, "text/html"),
    ];

    public override IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["TOKEN"] = "canary-token-1" };

    public override string Members(string address) =>
        $"url: \"{address}\", project: OPS, labels: [evidence], resolve_transition: Done, basic: {{username: ops@example.com, password_env: TOKEN}}";

    public override bool CarriesEvent(ReceivedRequest request) =>
        request.Path == "/rest/api/3/issue" || (request.Method == "POST" && request.Path.EndsWith("/comment", StringComparison.Ordinal));

    public override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(request.Headers["authorization"] == "Basic b3BzQGV4YW1wbGUuY29tOmNhbmFyeS10b2tlbi0x", "Basic with address and token");
        Demand(request.Headers.GetValueOrDefault("accept") == "application/json", "Accept");
        Demand(request.Path.StartsWith("/rest/api/3/", StringComparison.Ordinal), "the path of version 3");
        var path = request.Path["/rest/api/3/".Length..];
        lock (_changing)
        {
            return path switch
            {
                "search/jql" => SearchAsync(context, Json(request)),
                "issue" => CreateAsync(context, Json(request)),
                _ when path.EndsWith("/comment", StringComparison.Ordinal) => CommentAsync(context, Of(path), Json(request)),
                _ when path.Contains("/comment?", StringComparison.Ordinal) => WriteAsync(
                    context, 200, new JsonObject { ["comments"] = new JsonArray([.. Of(path).Comments.Select(text => JsonNode.Parse(text))]) }.ToJsonString()),
                _ when path.EndsWith("/transitions", StringComparison.Ordinal) => TransitionAsync(context, request, Of(path)),
                _ => ReadAsync(context, Of(path)),
            };
        }
    }

    private Issue Of(string path) => _issues.Single(issue => issue.Key == path.Split('/', '?')[1]);

    private Task SearchAsync(HttpContext context, JsonElement query)
    {
        var jql = query.GetProperty("jql").GetString()!;
        Demand(query.GetProperty("fields").EnumerateArray().Any(field => field.GetString() == "labels"), "fields, or only ids come");
        Demand(jql.StartsWith("project = \"OPS\" AND labels = \"cavra-", StringComparison.Ordinal), "a bounded query");
        var label = jql.Split('"')[3];
        var found = SearchLags ? [] : _issues.Where(issue => issue.Labels.Contains(label)).Select(Shown);
        return WriteAsync(context, 200, new JsonObject { ["issues"] = new JsonArray([.. found]), ["isLast"] = true }.ToJsonString());
    }

    private Task CreateAsync(HttpContext context, JsonElement body)
    {
        var fields = body.GetProperty("fields");
        Demand(fields.GetProperty("project").GetProperty("key").GetString() == "OPS", "the project's key");
        Demand(fields.GetProperty("issuetype").GetProperty("name").GetString() == "Task", "the issue type's name");
        Demand(fields.GetProperty("summary").GetString() is { Length: > 0 and <= 255 } summary && !summary.Any(char.IsControl), "a summary on one line");
        DemandDocument(fields.GetProperty("description"));
        var labels = fields.GetProperty("labels").EnumerateArray().Select(label => label.GetString()!).ToList();
        Demand(labels.TrueForAll(label => !label.Any(char.IsWhiteSpace)), "labels without white space");
        var issue = new Issue($"OPS-{(_issues.Count + 1).ToString(CultureInfo.InvariantCulture)}", labels);
        _issues.Add(issue);
        Take(labels.First(label => label.StartsWith("cavra-", StringComparison.Ordinal)));
        return WriteAsync(context, 201, $$"""{"id":"10000","key":"{{issue.Key}}","self":"https://example.atlassian.net/rest/api/3/issue/10000"}""");
    }

    private Task CommentAsync(HttpContext context, Issue issue, JsonElement body)
    {
        DemandDocument(body.GetProperty("body"));
        issue.Comments.Add(body.GetRawText());
        Take($"comment-{issue.Comments.Count}");
        return WriteAsync(context, 201, """{"id":"20000"}""");
    }

    private static Task TransitionAsync(HttpContext context, ReceivedRequest request, Issue issue)
    {
        if (request.Method == "GET")
        {
            return WriteAsync(context, 200, """{"transitions":[{"id":"11","name":"Start"},{"id":"31","name":"Done"}]}""");
        }

        issue.State = Json(request).GetProperty("transition").GetProperty("id").GetString() == "31" ? "Done" : "unknown";
        return WriteAsync(context, 204, "");
    }

    private Task ReadAsync(HttpContext context, Issue issue)
    {
        Demand(context.Request.QueryString.Value == "?fields=labels,status,project", "the fields to read back");
        return NeverConfirms ? WriteAsync(context, 404, "") : WriteAsync(context, 200, Shown(issue).ToJsonString());
    }

    private void DemandDocument(JsonElement document)
    {
        Demand(document.GetProperty("type").GetString() == "doc" && document.GetProperty("version").GetInt32() == 1, "an Atlassian document");
        var texts = document.GetProperty("content").EnumerateArray()
            .SelectMany(paragraph => paragraph.GetProperty("content").EnumerateArray())
            .Where(node => node.GetProperty("type").GetString() == "text").Select(node => node.GetProperty("text").GetString()!).ToList();
        Demand(texts.Count > 0 && texts.TrueForAll(text => text.Length > 0 && !text.Contains('\n')), "no empty text, no line break in one");
    }

    private static JsonObject Shown(Issue issue) => new()
    {
        ["id"] = "10000",
        ["key"] = issue.Key,
        ["fields"] = new JsonObject
        {
            ["labels"] = new JsonArray([.. issue.Labels.Select(label => (JsonNode)label)]),
            ["status"] = new JsonObject { ["name"] = issue.State },
        },
    };

    /// <summary>One issue.</summary>
    internal sealed record Issue(string Key, IReadOnlyList<string> Labels)
    {
        public List<string> Comments { get; } = [];

        public string State { get; set; } = "To Do";
    }
}
