namespace Cavra.Api.Tests.Redaction;

/// <summary>What people write in tickets and notes; nothing of it is a secret.</summary>
internal static class CleanSentences
{
    private const string File = "Cavra.Api.Tests.Redaction.CleanSentences.txt";

    public static readonly string[] All = Read();

    private static string[] Read()
    {
        using var text = new StreamReader(typeof(CleanSentences).Assembly.GetManifestResourceStream(File)!);
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
