using System.Text.RegularExpressions;

namespace Cavra.Architecture.Tests;

public sealed partial class DocumentLinkTests
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", ".git", ".cavra", ".dotnet"];

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(House.Root, "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(House.Root, path))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Intersect(NotOurs).Any());

    [TestCaseSource(nameof(Pages))]
    public void Every_relative_link_leads_to_something(string page)
    {
        var broken = LinksOf(Read(page)).Where(link => !Resolves(page, link)).ToList();

        Assert.That(broken, Is.Empty);
    }

    [TestCase("[x](docs/README.md)", ExpectedResult = true)]
    [TestCase("[x](docs/operations.md#health)", ExpectedResult = true)]
    [TestCase("[x](docs)", ExpectedResult = true)]
    [TestCase("[x](https://example.com/docs)", ExpectedResult = true)]
    [TestCase("[x](docs/nowhere.md)", ExpectedResult = false)]
    [TestCase("[x](docs/operations.md#nowhere)", ExpectedResult = false)]
    [TestCase("![x](docs/diagrams/nowhere.svg)", ExpectedResult = false)]
    public bool A_link_is_followed_to_its_file_and_its_heading(string text) =>
        LinksOf(text).All(link => Resolves("README.md", link));

    private static IEnumerable<string> LinksOf(string text) =>
        Link().Matches(text).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal));

    private static bool Resolves(string page, string link)
    {
        var parts = link.Split('#', 2);
        var target = parts[0] is "" ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        var full = Path.Combine(House.Root, target);

        return (File.Exists(full) || Directory.Exists(full)) && (parts is [_] || AnchorsOf(Read(target)).Contains(parts[1]));
    }

    // What GitHub makes of a heading: lower case, spaces to hyphens, everything else but letters and digits left out.
    private static IEnumerable<string> AnchorsOf(string text) =>
        Heading().Matches(text).Select(match => string.Concat(
            match.Groups[1].Value.Trim().ToLowerInvariant()
                .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c is ' ' ? '-' : c)));

    private static string Read(string page) => File.ReadAllText(Path.Combine(House.Root, page));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
