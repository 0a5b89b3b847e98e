using System.Text.Json.Nodes;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.Tests.Evidence;

public sealed class EntrySizeTests
{
    [Test]
    public void An_entry_that_fits_is_left_alone()
    {
        var entry = Entry(500, 100);
        var before = CanonicalJson.Serialize(entry);

        Assert.That(EntrySize.Fit(entry), Is.EqualTo(before));
        Assert.That(before, Has.Length.LessThanOrEqualTo(EntryBundle.MostBytes));
    }

    [TestCase(2_000, 40, 500)]
    [TestCase(2_000, 200, 100)]
    [TestCase(2_000, 2_000, 20)]
    public void Long_lists_are_told_by_their_first_and_a_count(int count, int width, int kept)
    {
        var entry = Entry(count, width);

        var bytes = EntrySize.Fit(entry);

        var owners = JsonNode.Parse(bytes)!["what"]!["summary"]!["owners"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(bytes, Has.Length.LessThanOrEqualTo(EntryBundle.MostBytes));
            Assert.That(owners, Has.Count.EqualTo(kept + 1));
            Assert.That((string?)owners[^1], Is.EqualTo($"(and {count - kept} more)"));
            Assert.That((string?)owners[0], Does.StartWith("0-"));
        });
    }

    [Test]
    public void A_long_manifest_keeps_the_count_of_what_it_leaves_out()
    {
        var entry = Entry(1, 1);
        entry["proof"] = new JsonObject
        {
            ["redactions"] = new JsonArray([.. Enumerable.Range(0, 3_000).Select(index => new JsonObject
            {
                ["member"] = $"/schedules/{index}/description", ["rule"] = "jwt", ["count"] = 1,
            })]),
        };

        var redactions = JsonNode.Parse(EntrySize.Fit(entry))!["proof"]!["redactions"]!.AsArray();

        Assert.That((int)redactions[^1]!["count"]!, Is.EqualTo(3_000 - (redactions.Count - 1)));
    }

    [Test]
    public void An_entry_that_can_be_made_to_fit_by_nothing_is_a_fault() =>
        Assert.That(() => EntrySize.Fit(new JsonObject { ["n"] = new string('x', 70_000) }), Throws.InvalidOperationException);

    private static JsonObject Entry(int count, int width) => new()
    {
        ["what"] = new JsonObject
        {
            ["summary"] = new JsonObject
            {
                ["owners"] = new JsonArray([.. Enumerable.Range(0, count).Select(index => JsonValue.Create($"{index}-".PadRight(width, 'x')))]),
            },
        },
    };
}
