using System.Text.RegularExpressions;

namespace Cavra.Architecture.Tests;

/// <summary>The database that comes with the small overlay for Kubernetes is made as the page about running Cavra says.</summary>
public sealed partial class SmallDatabaseTests
{
    [Test]
    public void The_roles_and_the_database_are_those_of_the_page()
    {
        var page = Statements(Path.Combine("docs", "operations.md"));
        var script = Statements(Path.Combine("deploy", "kubernetes", "small", "roles.sh"));

        Assert.That(script, Is.Not.Empty.And.EqualTo(page));
    }

    // Passwords aside.
    private static List<string> Statements(string path) =>
    [
        .. File.ReadLines(Path.Combine(House.Root, path))
            .Where(line => Statement().IsMatch(line))
            .Select(line => Password().Replace(line, "PASSWORD")),
    ];

    [GeneratedRegex(@"^(CREATE ROLE|CREATE DATABASE|GRANT USAGE|ALTER DEFAULT|\\connect) ")]
    private static partial Regex Statement();

    [GeneratedRegex("PASSWORD [^;]+")]
    private static partial Regex Password();
}
