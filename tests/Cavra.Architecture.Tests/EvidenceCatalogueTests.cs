using System.Text;
using System.Xml.Linq;
using Cavra.Application.Pipeline;
using Cavra.Domain.Evidence;

namespace Cavra.Architecture.Tests;

public sealed class EvidenceCatalogueTests
{
    [Test]
    public void The_evidence_catalogue_is_up_to_date() => GeneratedPage.Assert("evidence-catalogue.md", Catalogue());

    private static string Catalogue()
    {
        var summaries = Summaries();
        var text = new StringBuilder("# Evidence catalogue\n\n");
        text.Append("Made from the code; a test fails when this page is out of date. Every command leaves an entry in the transaction of its ");
        text.Append("change. A refused one leaves an entry with the outcome `refused:<code>` and nothing else, one that crashed leaves ");
        text.Append("`faulted`. Every entry has the parts `who`, `what`, `policy` and `proof`; `what.summary` holds the fields of its kind.\n\n");
        text.Append("## Actions\n\n| action | written when | permission |\n|---|---|---|\n");
        foreach (var command in House.Commands)
        {
            var permission = command.GetProperty("Permission")!.GetValue(null);
            text.Append($"| {CommandName.Of(command)} | {summaries.GetValueOrDefault($"T:{command.FullName}", "")} | `{permission}` |\n");
        }

        text.Append("\n## Kinds\n");
        foreach (var kind in EvidenceKind.All)
        {
            text.Append($"\n### `{kind.Kind}`\n\n| field | class |\n|---|---|\n");
            foreach (var field in kind.Fields)
            {
                text.Append($"| `{field}` | {FieldClasses.Of(kind.Document, field).ToString().ToLowerInvariant()} |\n");
            }
        }

        return text.ToString();
    }

    private static Dictionary<string, string> Summaries() =>
        XDocument.Load(Path.ChangeExtension(House.Application.Location, ".xml")).Descendants("member").ToDictionary(
            member => member.Attribute("name")!.Value,
            member => string.Join(' ', (member.Element("summary")?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
