using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary><c>install.sh</c> lays an archive into a place, and an upgrade leaves what is the administrator's.</summary>
[TestFixtureSource(typeof(Release), nameof(Release.OfThisMachine))]
internal sealed class ReleaseInstallTests(string name)
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cavra-install-");
    private string _unpacked = "";
    private string _root = "";

    [OneTimeSetUp]
    public async Task Unpack() => _unpacked = await Release.UnpackAsync(name, _directory.FullName);

    [OneTimeTearDown]
    public void RemoveDirectory() => _directory.Delete(recursive: true);

    [SetUp]
    public void MakeRoot() => _root = _directory.CreateSubdirectory($"root-{TestContext.CurrentContext.Test.ID}").FullName;

    [Test]
    public async Task It_lays_the_program_the_unit_and_settings_that_only_its_group_can_read()
    {
        await InstallAsync();

        var version = await Tool.RunAsync(At("opt/cavra/cavra"), _root, "--version");
        Assert.That(version.Output, Does.StartWith(Release.Version), version.Printed);
        Assert.That(File.GetUnixFileMode(At("etc/cavra")), Is.EqualTo((UnixFileMode)0b111_101_000));
        Assert.That(new FileInfo(At("usr/local/bin/cavra")).LinkTarget, Is.EqualTo("/opt/cavra/cavra"));
        Assert.That(File.GetUnixFileMode(At("etc/cavra/cavra.env")), Is.EqualTo((UnixFileMode)0b110_100_000));
        Assert.That(File.ReadLines(At("etc/cavra/cavra.env")), Is.All.StartsWith("#"));
        Assert.That(File.ReadAllText(At("usr/local/lib/systemd/system/cavra.service")), Is.EqualTo(Snapshot.Read("deploy/cavra.service")));
        Assert.That(File.Exists(At("opt/cavra/migrate.sh")));
    }

    [Test]
    public async Task An_upgrade_replaces_the_program_and_keeps_settings_and_data()
    {
        await InstallAsync();
        File.WriteAllText(At("opt/cavra/VERSION"), "0.0.9\n");
        File.WriteAllText(At("opt/cavra/Cavra.Gone.dll"), "of the version before");
        File.WriteAllText(At("etc/cavra/cavra.env"), "CAVRA_METRICS_URLS=http://127.0.0.1:9090\n");
        File.WriteAllText(At("etc/cavra/connectors.yaml"), "connectors: {}\n");
        Directory.CreateDirectory(At("var/lib/cavra"));
        File.WriteAllText(At("var/lib/cavra/admin.key"), "a key");

        var printed = await InstallAsync();

        Assert.That(printed, Does.Contain($"Cavra 0.0.9 became {Release.Version}"));
        Assert.That(File.Exists(At("opt/cavra/Cavra.Gone.dll")), Is.False);
        Assert.That(Directory.EnumerateDirectories(At("opt")).Select(Path.GetFileName), Is.EqualTo(new[] { "cavra" }));
        Assert.That(File.ReadAllText(At("etc/cavra/cavra.env")), Is.EqualTo("CAVRA_METRICS_URLS=http://127.0.0.1:9090\n"));
        Assert.That(File.Exists(At("etc/cavra/connectors.yaml")) && File.Exists(At("var/lib/cavra/admin.key")));
    }

    [Test]
    public async Task Run_twice_it_leaves_the_same()
    {
        await InstallAsync();
        var first = Listing();

        await InstallAsync();

        Assert.That(Listing(), Is.EqualTo(first));
    }

    [Test]
    public async Task What_is_not_Cavra_is_left_where_it_is()
    {
        Directory.CreateDirectory(At("opt/cavra"));
        File.WriteAllText(At("opt/cavra/theirs"), "of somebody else");

        var run = await Tool.RunAsync(Path.Combine(_unpacked, "install.sh"), "/", "--root", _root);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Printed, Does.Contain("is not Cavra"));
        Assert.That(Listing(), Is.EqualTo(new[] { "opt/cavra/theirs" }));
    }

    [Test]
    public async Task Without_root_it_says_so_and_changes_nothing()
    {
        var programs = Directory.CreateDirectory(At("programs")).FullName;
        File.WriteAllText(Path.Combine(programs, "id"), "#!/bin/sh\necho 1000\n");
        File.SetUnixFileMode(Path.Combine(programs, "id"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var run = await Tool.RunAsync("env", "/", $"PATH={programs}:/usr/bin:/bin", Path.Combine(_unpacked, "install.sh"));

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Printed, Does.Contain("run it as root"));
    }

    [TestCase("--root")]
    [TestCase("--rot=/tmp")]
    public async Task Written_wrongly_it_ends_with_2(string argument) =>
        Assert.That((await Tool.RunAsync(Path.Combine(_unpacked, "install.sh"), "/", argument)).ExitCode, Is.EqualTo(2));

    private string At(string path) => Path.Combine(_root, path);

    private string[] Listing() =>
        [.. Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_root, file)).Order(StringComparer.Ordinal)];

    private async Task<string> InstallAsync()
    {
        var run = await Tool.RunAsync(Path.Combine(_unpacked, "install.sh"), "/", "--root", _root);
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        return run.Printed;
    }
}
