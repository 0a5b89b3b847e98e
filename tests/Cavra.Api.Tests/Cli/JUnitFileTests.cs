using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cavra.Cli.Reports;
using Cavra.Cli.Terminals;

namespace Cavra.Api.Tests.Cli;

/// <summary>A report is XML whatever the texts in it are.</summary>
internal sealed partial class JUnitFileTests
{
    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("cavra-junit-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [TestCase("a < b & \"c\" > 'd' ]]>", ExpectedResult = "a < b & \"c\" > 'd' ]]>")]
    [TestCase("bell {7}, null {0}, escape {1B}", ExpectedResult = "bell \uFFFD, null \uFFFD, escape \uFFFD")]
    [TestCase("not a character {FFFE}{FFFF}", ExpectedResult = "not a character \uFFFD\uFFFD")]
    [TestCase("half {D83D} a pair, and a whole {D83D}{DE80}", ExpectedResult = "half \uFFFD a pair, and a whole \uD83D\uDE80")]
    [TestCase("two\nlines\tand a tab", ExpectedResult = "two\nlines\tand a tab")]
    public string Characters_that_XML_does_not_allow_are_replaced_and_all_others_are_kept(string text)
    {
        var file = Path.Combine(_directory, "deeper", "report.xml");
        text = Named().Replace(text, match => $"{(char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)}");
        var suite = new JUnitSuite(text, [new JUnitCase(text, text) { Failure = new JUnitFailure(text, text, text) }]);

        var written = JUnitFile.Write(file, suite, Terminal.Over(TextWriter.Null, TextWriter.Null, new Dictionary<string, string>()));

        var read = XDocument.Load(file).Descendants("testcase").Single();
        var failure = read.Element("failure")!;
        Assert.That(written, Is.True);
        Assert.That(
            new[] { read.Attribute("classname")!.Value, read.Attribute("name")!.Value, failure.Attribute("message")!.Value, failure.Value }.Distinct(),
            Has.Exactly(1).Items);
        return failure.Value;
    }

    // A test whose own name held such characters would be lost on its way into the report of the tests.
    [GeneratedRegex(@"\{([0-9A-F]+)\}")]
    private static partial Regex Named();
}
