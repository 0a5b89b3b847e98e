using System.Xml.Linq;
using Cavra.Cli.Reports;
using Cavra.Cli.Terminals;

namespace Cavra.Api.Tests.Cli;

/// <summary>A report is XML whatever the texts in it are.</summary>
internal sealed class JUnitFileTests
{
    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("cavra-junit-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [TestCase("a < b & \"c\" > 'd' ]]>", ExpectedResult = "a < b & \"c\" > 'd' ]]>")]
    [TestCase("bell \a, null \0, escape \u001b", ExpectedResult = "bell \uFFFD, null \uFFFD, escape \uFFFD")]
    [TestCase("not a character \uFFFE\uFFFF", ExpectedResult = "not a character \uFFFD\uFFFD")]
    [TestCase("half {half} a pair, and a whole \uD83D\uDE80", ExpectedResult = "half \uFFFD a pair, and a whole \uD83D\uDE80")]
    [TestCase("two\nlines\tand a tab", ExpectedResult = "two\nlines\tand a tab")]
    public string Characters_that_XML_does_not_allow_are_replaced_and_all_others_are_kept(string text)
    {
        var file = Path.Combine(_directory, "deeper", "report.xml");
        // An attribute can't hold half a pair.
        text = text.Replace("{half}", "\uD83D", StringComparison.Ordinal);
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
}
