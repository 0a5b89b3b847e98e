namespace Cavra.Architecture.Tests;

/// <summary>Pages of <c>docs/</c> that are made from the code: compared in a test, rewritten when asked to.</summary>
internal static class GeneratedPage
{
    /// <summary>Set to 1 to write the pages instead of comparing them.</summary>
    public const string Renew = "CAVRA_UPDATE_SNAPSHOTS";

    public static void Assert(string page, string text)
    {
        var path = Path.Combine(House.Root, "docs", page);
        if (Environment.GetEnvironmentVariable(Renew) is "1")
        {
            File.WriteAllText(path, text);
        }

        NUnit.Framework.Assert.That(
            File.Exists(path) ? File.ReadAllText(path) : "", Is.EqualTo(text), $"docs/{page} is out of date; run the tests with {Renew}=1.");
    }
}
