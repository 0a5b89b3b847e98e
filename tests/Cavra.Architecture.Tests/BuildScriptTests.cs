namespace Cavra.Architecture.Tests;

/// <summary>What <c>build.sh</c> does on a machine that has no .NET SDK.</summary>
public sealed class BuildScriptTests
{
    private const string Address = "https://dot.net/v1/dotnet-install.sh";

    [Test]
    public void An_SDK_that_the_package_archive_lacks_is_brought_into_the_checkout_and_builds()
    {
        using var machine = new BareMachine();

        var (code, says) = machine.Build("--yes run --urls http://127.0.0.1:9");

        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Zero, says);
            Assert.That(says, Does.Contain("has no .NET SDK 10.0.400 or newer"));
            Assert.That(machine.Calls, Does.Contain($"curl -fsSL {Address}"));
            Assert.That(machine.Calls, Does.Not.Contain("apt-get install"));
            Assert.That(File.Exists(machine.Dotnet));
            Assert.That(says, Does.Contain("dotnet build src/Cavra.Cli"));
            Assert.That(says, Does.Contain("cavra.dll api --urls http://127.0.0.1:9"));
        });
    }

    [Test]
    public void A_later_run_finds_the_SDK_that_was_brought()
    {
        using var machine = new BareMachine();
        machine.Build("run --yes");
        var first = machine.Calls;

        var (code, says) = machine.Build("run");

        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Zero, says);
            Assert.That(machine.Calls[first.Length..], Does.Not.Contain("curl").And.Not.Contain("apt-get"));
            Assert.That(says, Does.Contain("cavra.dll api"));
        });
    }

    [Test]
    public void The_command_runs_on_the_SDK_that_was_brought()
    {
        using var machine = new BareMachine();
        var (unbuilt, advice) = machine.Cavra("health --json");
        machine.Build("run --yes");
        machine.Built();

        var (code, says) = machine.Cavra("health --json");

        Assert.Multiple(() =>
        {
            Assert.That(unbuilt, Is.EqualTo(1));
            Assert.That(advice, Does.Contain("build.sh run"));
            Assert.That(code, Is.Zero, says);
            Assert.That(says, Does.Match("^dotnet /.*/src/Cavra.Cli/bin/Release/net10.0/cavra.dll health --json$"));
        });
    }

    [TestCase("true", true)]
    [TestCase(null, false)]
    public void Nothing_is_brought_without_asking_except_in_CI(string? ci, bool isBrought)
    {
        using var machine = new BareMachine(root: false);

        var (code, says) = machine.Build("run", ci);

        Assert.Multiple(() =>
        {
            Assert.That(File.Exists(machine.Dotnet), Is.EqualTo(isBrought), says);
            Assert.That(code, Is.EqualTo(isBrought ? 0 : 1));
            Assert.That(says.Contains("https://dotnet.microsoft.com/download/dotnet/10.0", StringComparison.Ordinal), Is.Not.EqualTo(isBrought));
            Assert.That(machine.Calls, isBrought ? Does.Contain("curl") : Does.Not.Contain("curl"));
        });
    }

    [Test]
    public void An_SDK_of_the_package_archive_that_is_new_enough_is_taken_from_there()
    {
        using var machine = new BareMachine();
        machine.Archive("10.0.401-1");

        machine.Build("run");

        Assert.That(machine.Calls, Does.Contain("apt-get install -y -qq dotnet-sdk-10.0"));
    }

    [Test]
    public void An_older_one_is_left_there()
    {
        using var machine = new BareMachine();
        machine.Archive("10.0.109-1");

        machine.Build("run");

        Assert.That(machine.Calls, Does.Not.Contain("apt-get install"));
    }

    [Test]
    public void What_cannot_be_brought_is_named_with_where_to_get_it()
    {
        using var machine = new BareMachine();
        machine.Microsoft("echo 'no route to the host'; exit 1");

        var (code, says) = machine.Build("run --yes");

        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(says, Does.Contain("no route to the host"));
            Assert.That(says.TrimEnd().Split('\n')[^1], Does.Contain("https://dotnet.microsoft.com/download/dotnet/10.0").And.Not.Contain("apt-get"));
        });
    }

    [Test]
    public void A_package_that_cannot_be_installed_is_named_with_where_to_get_it_and_not_with_the_command_that_failed()
    {
        using var machine = new BareMachine();
        machine.Archive("10.0.401-1");
        machine.Program("apt-get", "[ \"$1\" = update ] || { echo 'E: Failed to fetch'; exit 100; }");

        var (code, says) = machine.Build("run");

        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(says, Does.Contain("E: Failed to fetch"));
            Assert.That(says.TrimEnd().Split('\n')[^1], Does.Contain("https://dotnet.microsoft.com/download/dotnet/10.0").And.Not.Contain("apt-get install"));
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Programs_that_cannot_be_installed_are_named_at_the_end_and_the_tests_go_on_without_them(bool root)
    {
        using var machine = new BareMachine(root);
        machine.Program("apt-get", "exit 100");

        var (_, says) = machine.Build("test --yes");

        Assert.Multiple(() =>
        {
            Assert.That(says, Does.Contain("Going on without alertmanager").And.Contain("dotnet test tests/Cavra.Processes.Tests"));
            Assert.That(says.TrimEnd(), Does.Match("Left out, for it is not installed: the tests with alertmanager .* promtool amtool kubectl[a-z ]*\n0 passed, 0 failed, 0 skipped$"));
            Assert.That(machine.Calls, Does.Not.Contain("prometheus-alertmanager"));
        });
    }

    [Test]
    public void Where_the_tests_of_processes_are_not_run_no_program_is_wanted()
    {
        using var machine = new BareMachine();

        Assert.That(machine.Build("test --fast --yes").Says, Does.Contain("dotnet test").And.Not.Contain("alertmanager").And.Not.Contain("kubectl"));
    }

    [Test]
    public void The_library_that_the_SDK_does_not_start_without_comes_before_it()
    {
        using var machine = new BareMachine();
        machine.Program("ldconfig", "exit 0");

        machine.Build("run --yes");

        Assert.That(machine.Calls, Does.Match("apt-get install -y -qq libicu72\n(.*\n)*curl "));
    }
}
