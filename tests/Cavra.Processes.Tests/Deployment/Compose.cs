using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary><c>deploy/compose.yaml</c>, with what its services share laid out in each.</summary>
internal sealed class Compose
{
    private Compose(string text) => (Text, Root) = (text, (JsonObject)Merged(YamlText.Document(text))!);

    /// <summary>As it is written.</summary>
    public string Text { get; }

    public JsonObject Root { get; }

    public IReadOnlyList<ComposeService> Services =>
        [.. Root.At("services").AsObject().Select(service => new ComposeService(service.Key, service.Value!))];

    /// <summary>Those that run Cavra's image.</summary>
    public IReadOnlyList<ComposeService> OfCavra => [.. Services.Where(service => service.Node.Text("image").Contains("IMAGE_CAVRA", StringComparison.Ordinal))];

    public static Compose Read() => new(Snapshot.Read("deploy/compose.yaml"));

    public ComposeService Service(string name) => Services.Single(service => service.Name == name);

    // What is written beside the merged mapping goes before what is in it.
    private static JsonNode? Merged(JsonNode? node) => node switch
    {
        JsonObject mapping => new JsonObject(
            (Merged(mapping["<<"])?.AsObject() ?? []).Where(member => !mapping.ContainsKey(member.Key))
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))
            .Concat(mapping.Where(member => member.Key is not "<<").Select(member => KeyValuePair.Create(member.Key, Merged(member.Value))))),
        JsonArray list => new JsonArray([.. list.Select(Merged)]),
        _ => node?.DeepClone(),
    };
}

/// <summary>One service of it.</summary>
internal sealed record ComposeService(string Name, JsonNode Node)
{
    public IReadOnlyList<string> Networks => Node.Texts("networks");

    public IReadOnlyList<string> Secrets => Node["secrets"] is null ? [] : Node.Texts("secrets");

    public IReadOnlyList<string> Volumes => Node["volumes"] is null ? [] : Node.Texts("volumes");

    public JsonObject Variables => Node["environment"]?.AsObject() ?? [];
}
