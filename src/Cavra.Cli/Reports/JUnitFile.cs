using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Xml;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Reports;

/// <summary>A report in JUnit's XML, which pipelines read. It is written whole or not at all.</summary>
internal static class JUnitFile
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, Encoding = new UTF8Encoding(false) };

    public static Option<string?> Option() => new("--junit")
    {
        Description = "File to write a JUnit XML report to, for a pipeline to show.",
        HelpName = "file",
    };

    /// <summary>Whether it was written; says why when it could not be.</summary>
    public static bool Write(string file, JUnitSuite suite, Terminal terminal)
    {
        try
        {
            var directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
            Directory.CreateDirectory(directory);
            var unfinished = Path.Combine(directory, $".{Path.GetRandomFileName()}.tmp");
            try
            {
                WriteTo(unfinished, suite);
                File.Move(unfinished, file, overwrite: true);
            }
            finally
            {
                File.Delete(unfinished);
            }

            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            terminal.Fail($"The report {file} cannot be written.");
            return false;
        }
    }

    private static void WriteTo(string file, JUnitSuite suite)
    {
        using var xml = XmlWriter.Create(file, Settings);
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", suite.Name);
        Attribute(xml, "tests", Number(suite.Cases.Count));
        Attribute(xml, "failures", Number(suite.Cases.Count(one => one.Failure is not null)));
        Attribute(xml, "errors", "0");
        Attribute(xml, "skipped", "0");
        foreach (var one in suite.Cases)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", one.ClassName);
            Attribute(xml, "name", one.Name);
            Attribute(xml, "time", "0");
            if (one.Failure is { } failure)
            {
                xml.WriteStartElement("failure");
                Attribute(xml, "type", failure.Type);
                Attribute(xml, "message", failure.Message);
                xml.WriteString(XmlText.Of(failure.Details));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, XmlText.Of(value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Text from elsewhere, made fit for XML, which does not allow every character, not even escaped.</summary>
internal static class XmlText
{
    public static string Of(string text)
    {
        var fit = new StringBuilder(text.Length);
        // Halves of a pair that stand alone come as the replacement character.
        foreach (var rune in text.EnumerateRunes())
        {
            fit.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        }

        return fit.ToString();
    }
}
