using System.Text.RegularExpressions;
using Cavra.Infrastructure.Configuration;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>The version is said alike wherever it is said.</summary>
internal sealed class VersionTests
{
    [Test]
    public async Task The_command_says_its_version_and_the_commit_it_was_built_from_where_that_is_known()
    {
        var run = (await CliRun.Of("--version")).Ends(0);

        Assert.That(run.Output.Trim(), Does.Match($@"^{Regex.Escape(ProductVersion.Text)}( \(commit [0-9a-f]{{12}}\))?$"));
        Assert.That(run.Output, ProductVersion.Commit is { } commit ? Does.Contain(commit) : Does.Not.Contain("commit"));
    }

    [Test]
    public async Task Readiness_and_the_console_are_of_the_command_s_version_to_anybody()
    {
        await using var app = await CavraApp.StartAsync();
        using var nobody = app.Client(key: null);

        Assert.That((await nobody.GetJsonAsync("/health/ready")).Ok().Text("version"), Is.EqualTo(ProductVersion.Text));
        Assert.That((await nobody.GetJsonAsync("/console/config")).Ok().Text("version"), Is.EqualTo(ProductVersion.Text));
    }
}
