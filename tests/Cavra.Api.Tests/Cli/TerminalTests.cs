using Cavra.Cli.Terminals;

namespace Cavra.Api.Tests.Cli;

public sealed class TerminalTests
{
    private static readonly Dictionary<string, string> Empty = [];

    [Test]
    public async Task What_takes_long_within_what_takes_long_is_done_before_a_person()
    {
        var terminal = Terminal.Over(new StringWriter(), new StringWriter(), Empty, isPerson: true);

        var found = await terminal.WaitAsync("Looking…", () => terminal.WaitAsync("Starting…", () => Task.FromResult(7)));
        var again = await terminal.WaitAsync("Looking…", () => Task.FromResult(8));

        Assert.That((found, again), Is.EqualTo((7, 8)));
    }

    [Test]
    public void A_list_goes_to_other_programs_one_item_a_line_with_tabs_between()
    {
        var output = new StringWriter();

        Terminal.Over(output, new StringWriter(), Empty).Table(
            ["name", "note"], [["one", "a\tb\nc"], [new string('x', 300), null]], "Nothing.");

        Assert.That(output.ToString().ReplaceLineEndings("\n"), Is.EqualTo($"one\ta b c\n{new string('x', 300)}\t-\n"));
    }

    [TestCase(80)]
    [TestCase(200)]
    public void An_id_is_whole_on_every_terminal(int width)
    {
        var output = new StringWriter();
        var terminal = Terminal.Over(output, new StringWriter(), Empty, isPerson: true);
        terminal.Out.Profile.Width = width;
        string[] ids = ["evidence-01a220adafa94c7e8f21b3c4d5e6f708", "gordackretry-01a220adafa94c7e8f21b3c4d5e6f708"];

        terminal.Table(["when", "what", "about", "evidence"], [["2026-11-02", "a sentence of several words that may be folded", ids[1], ids[0]]], "Nothing.");

        Assert.That(output.ToString(), Does.Contain(ids[0]).And.Contain(ids[1]));
    }

    [Test]
    public void A_table_that_fits_when_its_sentences_are_folded_stays_a_table_and_within_the_terminal()
    {
        var output = new StringWriter();
        var terminal = Terminal.Over(output, new StringWriter(), Empty, isPerson: true);
        terminal.Out.Profile.Width = 80;
        const string Id = "evidence-01a220adafa94c7e8f21b3c4d5e6f708";

        terminal.Table(["evidence", "what"], [[Id, "a sentence of several words that does not fit beside the id and is folded"]], "Nothing.");

        var lines = output.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.That(output.ToString(), Does.Contain(Id).And.Contain("╭"));
        Assert.That(lines.Max(line => line.Length), Is.LessThanOrEqualTo(80));
    }

    [Test]
    public void An_empty_list_goes_to_other_programs_as_nothing()
    {
        var output = new StringWriter();

        Terminal.Over(output, new StringWriter(), Empty).Table(["name"], [], "Nothing.");

        Assert.That(output.ToString(), Is.Empty);
    }
}
