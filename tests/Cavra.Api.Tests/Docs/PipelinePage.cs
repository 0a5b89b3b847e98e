using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Cavra.Api.Tests.Docs;

/// <summary>What <c>docs/ci.md</c> has pipelines run.</summary>
internal sealed partial class PipelinePage(string text)
{
    /// <summary>The issuers of the page's identity file, by platform.</summary>
    public static readonly IReadOnlyDictionary<string, string> Issuers = new Dictionary<string, string>
    {
        ["github"] = "https://token.actions.githubusercontent.com",
        ["gitlab"] = "https://gitlab.example.com",
        ["jenkins"] = "https://jenkins.example.com/oidc",
    };

    /// <summary>The identity file that believes the platforms.</summary>
    public string Identity => Block("```yaml", "<!-- identity -->");

    /// <summary>What a drill writes down.</summary>
    public string Drill => Block("```json", "What it does");

    public static async Task<PipelinePage> ReadAsync([CallerFilePath] string here = "") =>
        new(await File.ReadAllTextAsync(Path.GetFullPath(Path.Combine(here, "../../../../docs/ci.md"))));

    /// <summary>The scripts of a platform in their order, each of which runs alone and fails the build when it ends otherwise than with 0.</summary>
    public IReadOnlyList<string> Scripts(string platform) => platform switch
    {
        "shell" => [.. Shell().Matches(text[text.IndexOf("<!-- flow -->", StringComparison.Ordinal)..text.IndexOf("<!-- end of flow -->", StringComparison.Ordinal)])
            .Select(match => match.Groups[1].Value)],
        "github" => [.. Items(Yaml(platform), "jobs", "drill", "steps").OfType<YamlMappingNode>()
            .Where(step => step.Children.ContainsKey("run")).Select(step => $"{step["run"]}")],
        "gitlab" => [.. Items(Yaml(platform), "drill", "script").Select(line => $"{line}")],
        _ => [.. Jenkins().Matches(Block("```groovy", $"<!-- {platform} -->")).Select(match => match.Groups[1].Value)],
    };

    private YamlNode Yaml(string platform)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Block("```yaml", $"<!-- {platform} -->")));
        return yaml.Documents.Single().RootNode;
    }

    private static YamlSequenceNode Items(YamlNode node, params string[] path) => (YamlSequenceNode)path.Aggregate(node, (inner, name) => inner[name]);

    private string Block(string fence, string after)
    {
        var start = text.IndexOf(fence, text.IndexOf(after, StringComparison.Ordinal), StringComparison.Ordinal) + fence.Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^```sh\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Shell();

    [GeneratedRegex(@"^ *sh '([^'\n]+)'$", RegexOptions.Multiline)]
    private static partial Regex Jenkins();
}
