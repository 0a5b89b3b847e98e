using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>What is in a release archive, and what it says of itself.</summary>
[TestFixtureSource(typeof(Release), nameof(Release.Archives))]
internal sealed class ReleaseContentTests(string name)
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cavra-unpacked-");
    private string _unpacked = "";
    private JsonNode _bill = null!;

    [OneTimeSetUp]
    public async Task Unpack()
    {
        _unpacked = await Release.UnpackAsync(name, _directory.FullName);
        _bill = Release.Bill(_unpacked);
    }

    [OneTimeTearDown]
    public void RemoveDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task The_checksums_of_the_archive_and_of_every_file_in_it_hold()
    {
        var outside = await Tool.RunAsync("sha256sum", await Release.DirectoryAsync(), "--check", "--strict", "SHA256SUMS");
        var inside = await Tool.RunAsync("sha256sum", _unpacked, "--check", "--strict", "--quiet", "SHA256SUMS");

        Assert.That(outside.ExitCode, Is.Zero, outside.Printed);
        Assert.That(inside.ExitCode, Is.Zero, inside.Printed);
        Assert.That(outside.Output, Does.Contain($"{name}.tar.gz: OK"));
        Assert.That(
            File.ReadLines(Path.Combine(_unpacked, "SHA256SUMS")).Count(),
            Is.EqualTo(Directory.EnumerateFiles(_unpacked, "*", SearchOption.AllDirectories).Count() - 1));
    }

    [TestCase("install.sh")]
    [TestCase("migrate.sh")]
    [TestCase("cavra.service")]
    [TestCase("README.md")]
    [TestCase("LICENCES.md")]
    [TestCase("SECURITY.md")]
    [TestCase("THIRD-PARTY-NOTICES.txt")]
    [TestCase("program/cavra")]
    [TestCase("program/console/index.html")]
    public void It_has_what_its_reader_needs(string file) => Assert.That(new FileInfo(Path.Combine(_unpacked, file)), Has.Property("Length").Positive);

    [Test]
    public void The_bill_names_every_package_that_is_locked_for_the_product_and_its_version()
    {
        var locked = JsonNode.Parse(Snapshot.Read("src/Cavra.Cli/packages.lock.json"))!["dependencies"]!.AsObject().Single().Value!.AsObject()
            .Where(one => (string?)one.Value!["type"] is not "Project").Select(one => $"pkg:nuget/{one.Key}@{one.Value!["resolved"]}");
        var console = JsonNode.Parse(Snapshot.Read("src/Cavra.Console/package-lock.json"))!["packages"]!.AsObject()
            .Where(one => one.Key is not "" && one.Value!["dev"] is null)
            .Select(one => $"pkg:npm/{one.Key.Split("node_modules/")[^1].Replace("@", "%40", StringComparison.Ordinal)}@{one.Value!["version"]}");

        Assert.That(Named, Is.SupersetOf(locked.Concat(console)));
        Assert.That(Named, Has.Some.StartsWith("pkg:nuget/AutoMapper@").And.Some.StartsWith("pkg:npm/react@"));
    }

    [Test]
    public void Every_package_that_the_program_loads_is_in_the_bill()
    {
        var loaded = JsonNode.Parse(File.ReadAllText(Path.Combine(_unpacked, "program/cavra.deps.json")))!["libraries"]!.AsObject()
            .Where(one => (string?)one.Value!["type"] is "package" or "runtimepack")
            .Select(one => $"pkg:nuget/{one.Key.Replace("runtimepack.", "", StringComparison.Ordinal).Replace('/', '@')}").ToList();

        Assert.That(Named, Is.SupersetOf(loaded));
        Assert.That(loaded.Exists(one => one.Contains(".App.Runtime.", StringComparison.Ordinal)), Is.EqualTo(name == Release.WithRuntime));
    }

    [Test]
    public void The_bill_says_what_it_is_of()
    {
        Assert.That(_bill.Text("bomFormat"), Is.EqualTo("CycloneDX"));
        Assert.That(_bill.Text("specVersion"), Is.EqualTo("1.5"));
        Assert.That(_bill.Text("metadata.component.name"), Is.EqualTo("cavra"));
        Assert.That(_bill.Text("metadata.component.version"), Is.EqualTo(Release.Version));
    }

    [Test]
    public void Every_package_of_the_bill_has_a_licence_and_stands_in_the_notices()
    {
        var notices = File.ReadAllText(Path.Combine(_unpacked, "THIRD-PARTY-NOTICES.txt"));
        var carried = Components.Where(one => (string?)one["scope"] is not "excluded" && one.Text("name") is not "cavra-console").ToList();

        Assert.That(carried.Where(one => one["licenses"] is not JsonArray { Count: > 0 }).Select(one => one.Text("name")), Is.Empty);
        Assert.That(carried.Where(one => !notices.Contains($"\n{NameOf(one)} {one.Text("version")}\nLicence: ", StringComparison.Ordinal)), Is.Empty);
        Assert.That(notices, Does.Contain("Lucky Penny").And.Contain("Permission is hereby granted"));
    }

    [Test]
    public void Nothing_of_the_tests_or_of_the_builder_is_in_it()
    {
        var files = Directory.EnumerateFiles(_unpacked, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_unpacked, file)).ToList();

        Assert.That(files, Has.None.Match(@"(?i)Tests?\.dll|nunit|testcontainers|benchmark|playwright|\.pdb$|\.cs$|\.map$|\.key$|packages\.lock"));
        Assert.That(Named, Has.None.Match("(?i)nunit|testcontainers|benchmark|playwright|vitest|/vite@|typescript@"));
    }

    [Test]
    public void Its_files_can_be_read_by_everybody_and_only_programs_can_be_run()
    {
        var runnable = Directory.EnumerateFiles(_unpacked, "*", SearchOption.AllDirectories)
            .Where(file => (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != 0).Select(Path.GetFileName);

        Assert.That(runnable, Is.EquivalentTo(name == Release.WithRuntime
            ? new[] { "cavra", "createdump", "install.sh", "migrate.sh" } : ["cavra", "install.sh", "migrate.sh"]));
        Assert.That(
            Directory.EnumerateFiles(_unpacked, "*", SearchOption.AllDirectories).Where(file => (File.GetUnixFileMode(file) & UnixFileMode.OtherRead) == 0),
            Is.Empty);
    }

    [Test]
    public async Task The_bill_beside_the_archives_is_the_fuller_one()
    {
        var beside = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(await Release.DirectoryAsync(), $"cavra-{Release.Version}.cdx.json"))));
        var inside = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(_unpacked, "bill-of-materials.cdx.json"))));

        Assert.That(beside == inside, Is.EqualTo(name == Release.WithRuntime));
    }

    private IEnumerable<JsonNode> Components => _bill.At("components").AsArray().OfType<JsonNode>();

    private IReadOnlyList<string> Named => [.. Components.Select(one => one.Text("purl"))];

    private static string NameOf(JsonNode component) =>
        (string?)component["group"] is { } group ? $"{group}/{component.Text("name")}" : component.Text("name");
}
