using System.Text.RegularExpressions;
using Cavra.Infrastructure.Configuration;

namespace Cavra.Architecture.Tests;

/// <summary>The list of settings is the code's: what is read is in it, what is in it is read, and the page tells of it.</summary>
public sealed partial class KnownSettingTests
{
    private static readonly string[] RateParts = ["_BURST", "_PER_SECOND"];

    [Test]
    public void Every_setting_that_is_read_is_known_and_every_known_one_is_read()
    {
        var known = KnownSettings.OfService.Concat(KnownSettings.OfCommands);

        Assert.That(Read("src", "*.cs", Literal()), Is.EquivalentTo(known));
    }

    [Test]
    public void Every_setting_of_a_test_or_a_script_is_known_and_every_known_one_is_read()
    {
        string[] read =
        [
            .. Read("deploy", "*.sh", Named()), .. Read("tests", "TestPostgres.cs", Literal()), .. Read("tests", "TestServers.cs", Literal()),
            .. Read("tests", "Snapshot.cs", Literal()), .. Read("tests", "Release.cs", Literal()),
            .. Read("tests", "RollingUpgradeTests.cs", Literal()),
            .. Read("tests", "Installed.cs", Literal()),
        ];

        Assert.That(read.Distinct().Except(KnownSettings.OfService), Is.EquivalentTo(KnownSettings.OfScripts));
    }

    [Test]
    public void The_page_about_running_it_names_every_setting_of_the_service()
    {
        var page = File.ReadAllText(Path.Combine(House.Root, "docs", "operations.md"));

        Assert.That(
            KnownSettings.OfService.Where(name => !page.Contains($"`{name.Replace("_BURST", "_PER_SECOND", StringComparison.Ordinal)}`", StringComparison.Ordinal)),
            Is.Empty);
    }

    private static IReadOnlyList<string> Read(string folder, string files, Regex names) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(House.Root, folder), files, SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
                && Path.GetFileName(file) is not "KnownSettings.cs")
            .SelectMany(file => names.Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .SelectMany(name => name.StartsWith("CAVRA_RATE_", StringComparison.Ordinal) ? RateParts.Select(part => name + part) : [name])
            .Distinct(),
    ];

    [GeneratedRegex("\"(?<name>CAVRA_[A-Z_]*[A-Z])\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\b(?<name>CAVRA_[A-Z_]*[A-Z])\b")]
    private static partial Regex Named();
}
