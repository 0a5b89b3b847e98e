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

    [Test]
    public void An_empty_list_goes_to_other_programs_as_nothing()
    {
        var output = new StringWriter();

        Terminal.Over(output, new StringWriter(), Empty).Table(["name"], [], "Nothing.");

        Assert.That(output.ToString(), Is.Empty);
    }
}
