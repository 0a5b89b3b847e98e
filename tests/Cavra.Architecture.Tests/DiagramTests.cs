using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Cavra.Architecture.Tests;

/// <summary>The drawings are drawn alike by browsers and by what knows less of CSS.</summary>
public sealed partial class DiagramTests
{
    private static IEnumerable<string> Drawings() =>
        Directory.EnumerateFiles(Path.Combine(House.Root, "docs"), "*.svg", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(House.Root, path));

    [TestCaseSource(nameof(Drawings))]
    public void A_drawing_has_no_variables_and_a_colour_for_the_dark(string drawing)
    {
        var text = Read(drawing);

        Assert.Multiple(() =>
        {
            Assert.That(Variables().Matches(text).Select(match => match.Value), Is.Empty);
            Assert.That(text, Does.Contain("prefers-color-scheme: dark"));
        });
    }

    [TestCaseSource(nameof(Drawings))]
    public void Every_class_of_a_drawing_has_a_rule(string drawing)
    {
        var text = Read(drawing);
        var used = XDocument.Parse(text).Descendants().SelectMany(element => ((string?)element.Attribute("class"))?.Split(' ') ?? []).Distinct();

        Assert.That(used.Where(name => !text.Contains($".{name} {{", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCaseSource(nameof(Drawings))]
    public void A_drawing_leaves_room_below_it_on_the_first_screen(string drawing)
    {
        var root = XDocument.Parse(Read(drawing)).Root!;

        Assert.That(Number(root, "height") / Number(root, "width"), Is.LessThanOrEqualTo(0.6));
    }

    private static string Read(string drawing) => File.ReadAllText(Path.Combine(House.Root, drawing));

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"var\(|--[a-z]+\s*:")]
    private static partial Regex Variables();
}
