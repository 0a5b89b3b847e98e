using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cavra.Infrastructure.Configuration;

namespace Cavra.Architecture.Tests;

/// <summary>The version is named in one place, and the changelog knows it.</summary>
public sealed partial class VersionTests
{
    private const string Place = "Directory.Build.props";

    private static readonly string[] Sources = [".cs", ".csproj", ".props", ".targets", ".ts", ".tsx", ".html", ".json", ".sh", ".service", ".yaml"];

    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "dist"];

    // Restores write the versions of projects that others refer to into the first, and npm its packages' into the second.
    private static readonly string[] MadeByTools = ["packages.lock.json", "package-lock.json"];

    [Test]
    public void The_version_is_semantic_and_is_what_the_assemblies_have()
    {
        var version = XDocument.Load(Path.Combine(House.Root, Place)).Descendants("Version").Single().Value;

        Assert.That(Semantic().IsMatch(version));
        Assert.That(ProductVersion.Text, Is.EqualTo(version));
    }

    [Test]
    public void No_source_and_no_project_names_a_version_of_its_own()
    {
        var version = new Regex($@"(?<![\d.]){Regex.Escape(ProductVersion.Text)}(?![\d.])");
        var found = from file in new[] { "src", "deploy" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(House.Root, folder), "*", SearchOption.AllDirectories))
                        .Concat(Directory.EnumerateFiles(House.Root))
                    let path = Path.GetRelativePath(House.Root, file)
                    where path is not Place && Sources.Contains(Path.GetExtension(file)) && !MadeByTools.Contains(Path.GetFileName(file))
                        && !path.Split(Path.DirectorySeparatorChar).Intersect(NotOurs).Any()
                    let text = File.ReadAllText(file)
                    where version.IsMatch(text) || OwnVersion().IsMatch(text) || (Path.GetFileName(file) is "package.json" && text.Contains("\"version\"", StringComparison.Ordinal))
                    select path;

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void The_newest_version_of_the_changelog_is_this_one_and_what_is_unreleased_stands_above_it()
    {
        var headings = Heading().Matches(File.ReadAllText(Path.Combine(House.Root, "CHANGELOG.md"))).Select(match => match.Groups[1].Value).ToList();

        Assert.That(headings.Take(2), Is.EqualTo(new[] { "[Unreleased]", $"[{ProductVersion.Text}]" }));
    }

    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$")]
    private static partial Regex Semantic();

    [GeneratedRegex("<(Version|VersionPrefix|VersionSuffix|AssemblyVersion|FileVersion|InformationalVersion)>")]
    private static partial Regex OwnVersion();

    [GeneratedRegex(@"^## (\[[^\]]+\])( - \d{4}-\d{2}-\d{2})?$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
