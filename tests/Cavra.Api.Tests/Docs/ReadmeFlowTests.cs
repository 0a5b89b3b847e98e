using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Api.Tests.Docs;

/// <summary>Runs what the README tells a reader to paste, word for word, but for ports and for waiting.</summary>
public sealed partial class ReadmeFlowTests
{
    private const string Wait = "sleep 61";

    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("cavra-readme-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task The_flow_of_the_readme_works_as_it_is_written()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        await using var siem = await FailingReceiver.StartAsync();
        siem.Answers(503);
        var connectors = await ReadAsync("docs/examples/connectors.yaml");
        await using var app = await CavraApp.StartAsync(connectors
            .Replace("9471/siem", $"{siem.Port}/siem", StringComparison.Ordinal)
            .Replace("9471", $"{receiver.Port}", StringComparison.Ordinal));
        await FillDirectoryAsync(app);
        await using var shell = new Shell(_directory);

        var scripts = Scripts(await ReadAsync("README.md"), app.Address);
        Assert.That(await shell.RunAsync(scripts[0]), Is.Empty);
        var steps = new List<IReadOnlyList<JsonNode>>();
        foreach (var script in scripts.Skip(1))
        {
            steps.Add(await AnswersAsync(shell, app, script));
        }

        var all = steps.SelectMany(step => step).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(all.Where(answer => answer["type"]?.ToString().StartsWith("urn:cavra:problem:", StringComparison.Ordinal) is true), Is.Empty);
            Assert.That(steps[0].Select(answer => (int?)answer["plan"]?["breached_count"]), Has.One.EqualTo(1));
            Assert.That((bool)steps[1][0]["success"]!, Is.False);
            Assert.That(steps[1][1]["items"]!.AsArray().Select(item => $"{item!["connector"]}"), Is.EqualTo(new[] { "siem" }));
            Assert.That((int)steps[2][0]["retryable_count"]!, Is.EqualTo(1));
            Assert.That((bool)steps[2][1]["run"]!["dry_run"]!, Is.True);
            Assert.That($"{steps[2][2]["retry_results"]![0]!["skipped"]}", Is.EqualTo("approval_required"));
            Assert.That($"{steps[3][0]["alert_level"]}", Is.Not.EqualTo("healthy"));
            Assert.That($"{steps[3][1]["acknowledgement"]!["acknowledgement_state"]}", Is.EqualTo("acknowledged"));
            Assert.That(steps[4][1]["items"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(steps[5][0]["items"]!.AsArray().Select(loop => $"{loop!["state"]}"), Is.EqualTo(new[] { "closed" }));
            Assert.That(steps[5], Has.Count.EqualTo(6));
        });
    }

    private static async Task<IReadOnlyList<JsonNode>> AnswersAsync(Shell shell, CavraApp app, string script)
    {
        var lines = new List<string>();
        foreach (var part in script.Split(Wait))
        {
            if (lines.Count > 0)
            {
                app.Clock.Advance(TimeSpan.FromSeconds(61));
            }

            lines.AddRange(await shell.RunAsync(part));
        }

        return [.. lines.Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>The blocks between the README's markers, each without its indentation.</summary>
    private static List<string> Scripts(string readme, Uri address)
    {
        var flow = readme[readme.IndexOf("<!-- flow -->", StringComparison.Ordinal)..readme.IndexOf("<!-- end of flow -->", StringComparison.Ordinal)];

        return [.. Block().Matches(flow).Select(block => block.Groups[1].Value
            .Replace("http://127.0.0.1:8000", address.ToString().TrimEnd('/'), StringComparison.Ordinal))];
    }

    // What the reader has: the key where the first start writes it, and the examples.
    private async Task FillDirectoryAsync(CavraApp app)
    {
        Directory.CreateDirectory(Path.Combine(_directory, ".cavra"));
        await File.WriteAllTextAsync(Path.Combine(_directory, ".cavra", "admin.key"), app.AdminKey);
        Directory.CreateDirectory(Path.Combine(_directory, "docs", "examples"));
        await File.WriteAllTextAsync(
            Path.Combine(_directory, "docs", "examples", "drill-schedule.json"), await ReadAsync("docs/examples/drill-schedule.json"));
    }

    private static Task<string> ReadAsync(string path, [CallerFilePath] string here = "") =>
        File.ReadAllTextAsync(Path.GetFullPath(Path.Combine(here, "../../../..", path)));

    [GeneratedRegex(@"^ *```sh\n(.*?)^ *```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
