using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Starts;

internal sealed class DemoTests
{
    // What the last acts come to: approved by another, sent once, recovered, closed and proved.
    private static readonly string[] Ending =
    [
        "Who accepted it may not approve it, though her key has the role.",
        "Approved by a second person, for this destination as it is, once, and not for ever.",
        "The approved retry was sent and arrived; what nobody approved was skipped.",
        "Its record names who approved and who executed.",
        "Another live run sends nothing: the approval is spent.",
        "The delivered retry proves that the SIEM is back: resolved, by name.",
        "The loop is closed, with all of its 6 gates passed.",
        "entries are as they were signed, those about the delivery among them. No server was asked.",
    ];

    [Test]
    public async Task The_demo_does_what_it_says_and_leaves_nothing_behind()
    {
        var before = Stages();
        var run = (await CliRun.Of("demo")).Ends(0);

        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.Match(@"Every step did what it said: (\d+) of \1 checks\."));
            Assert.That(run.Output, Does.Not.Contain("NOT SO"));
            Assert.That(run.Output, Does.Not.Match("cavra_key-[0-9a-f]{32}_"), "a key was printed");
            Assert.That(Stages(), Is.SubsetOf(before));
        });
        Assert.Multiple(() =>
        {
            foreach (var sentence in Ending)
            {
                Assert.That(run.Output, Does.Match($"ok (\\d+ )?{Regex.Escape(sentence)}"));
            }
        });
    }

    [Test]
    public async Task What_the_demo_does_not_know_ends_with_2() => (await CliRun.Of("demo", "--fast")).Ends(2);

    private static string[] Stages() => Directory.GetDirectories(Path.GetTempPath(), "cavra-demo-*");
}
