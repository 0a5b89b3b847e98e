using Cavra.Testing;

namespace Cavra.Processes.Tests.Starts;

internal sealed class DemoTests
{
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
    }

    [Test]
    public async Task What_the_demo_does_not_know_ends_with_2() => (await CliRun.Of("demo", "--fast")).Ends(2);

    private static string[] Stages() => Directory.GetDirectories(Path.GetTempPath(), "cavra-demo-*");
}
