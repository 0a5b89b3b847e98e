using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>Commands on an instance's own machine, where there is no instance: a name that was mistyped makes none.</summary>
public sealed class NoInstanceTests
{
    [TestCase("evidence", "fsck")]
    [TestCase("workspaces", "list")]
    [TestCase("signin")]
    [TestCase("keys", "recover", "--out", "{0}.key")]
    public async Task A_directory_without_an_instance_is_left_as_it_is(params string[] command)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"cavra-test-{Path.GetRandomFileName()}");

        var run = (await CliRun.Of([.. command.Select(word => word.Replace("{0}", directory, StringComparison.Ordinal)), "--data-dir", directory])).Ends(3);

        Assert.That(run.Error, Does.Contain("There is no Cavra in").And.Contain(directory));
        Assert.That(Directory.Exists(directory), Is.False);
        Assert.That(File.Exists($"{directory}.key"), Is.False);
    }

    [TestCase("ftp://x not-url")]
    [TestCase("")]
    public async Task The_doctor_takes_a_damaged_note_of_a_server_for_none(string addresses)
    {
        var directory = Directory.CreateTempSubdirectory("cavra-test-");
        await File.WriteAllTextAsync(Path.Combine(directory.FullName, "server.pid"), $"{Environment.ProcessId} {addresses}");

        var run = await CliRun.Of("doctor", "--data-dir", directory.FullName);

        Assert.That(run.Output + run.Error, Does.Not.Contain("fault of Cavra").And.Contain("database"));
        directory.Delete(recursive: true);
    }

    [Test]
    public async Task A_directory_that_cant_be_made_is_no_fault_of_the_command()
    {
        var run = (await CliRun.Of("db", "migrate", "--data-dir", "/dev/null/x")).Ends(3);

        Assert.That(run.Error, Does.Contain("can't be made or written to"));
    }
}
