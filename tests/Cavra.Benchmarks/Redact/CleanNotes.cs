namespace Cavra.Benchmarks.Redact;

/// <summary>Notes of the sentences people write in tickets.</summary>
internal static class CleanNotes
{
    public static IReadOnlyList<Note> Read()
    {
        using var text = new StreamReader(typeof(CleanNotes).Assembly.GetManifestResourceStream("CleanSentences.txt")!);
        var all = text.ReadToEnd().ReplaceLineEndings(" ");
        return
        [
            .. Enumerable.Range(0, all.Length / Note.Length)
                .Select(i => new Note($"clean {i + 1}", all.Substring(i * Note.Length, Note.Length))),
        ];
    }
}
