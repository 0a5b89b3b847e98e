using System.Runtime.CompilerServices;

namespace Cavra.Testing;

/// <summary>A file in the repository that must say what the program says. CAVRA_UPDATE_SNAPSHOTS=1 writes it anew.</summary>
internal static class Snapshot
{
    private const string Renew = "CAVRA_UPDATE_SNAPSHOTS";

    /// <summary>Whether this run writes them anew.</summary>
    public static bool AreRenewed { get; } = Environment.GetEnvironmentVariable(Renew) is "1";

    /// <param name="path">The file, from the repository's root.</param>
    /// <param name="actual">What the program says.</param>
    public static void IsCurrent(string path, string actual)
    {
        var file = Path.Combine(Root(), path);
        if (AreRenewed)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        var kept = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.That(kept, Is.EqualTo(actual), $"{path} is not what the program says. Look at the difference, then renew it with {Renew}=1.");
    }

    /// <summary>The same of a part of a page that is otherwise written by hand.</summary>
    /// <param name="path">The page, from the repository's root.</param>
    /// <param name="begin">What stands before the part.</param>
    /// <param name="end">What stands after it.</param>
    /// <param name="actual">What the program says.</param>
    public static void PartIsCurrent(string path, string begin, string end, string actual)
    {
        var page = Read(path);
        var (from, to) = (page.IndexOf(begin, StringComparison.Ordinal) + begin.Length, page.IndexOf(end, StringComparison.Ordinal));
        IsCurrent(path, page[..from] + actual + page[to..]);
    }

    /// <param name="path">A file, from the repository's root.</param>
    public static string PathOf(string path) => Path.Combine(Root(), path);

    /// <summary>A page of the repository, as it is.</summary>
    /// <param name="path">The file, from the repository's root.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    /// <summary>The text of every source file of the program, by path.</summary>
    public static IReadOnlyDictionary<string, string> Sources() => Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .ToDictionary(file => file, File.ReadAllText);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../.."));
}
