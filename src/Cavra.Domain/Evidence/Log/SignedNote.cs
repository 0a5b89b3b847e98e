using System.Diagnostics.CodeAnalysis;

namespace Cavra.Domain.Evidence.Log;

/// <summary>A text and signatures over its UTF-8 form (C2SP <c>signed-note</c>); nothing is verified here.</summary>
/// <param name="Text">Ends in a newline; has no other control characters than newlines.</param>
/// <param name="Signatures">In the order of their lines. A note that nobody signed yet has none, and is not read back.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>The longest note that is read, in UTF-16 code units.</summary>
    public const int MostCharacters = 1_000_000;

    /// <summary>The most signatures that are read; the format demands at least 16.</summary>
    public const int MostSignatures = 100;

    public string Text { get; init => field = Clean(value); } = Clean(Text);

    public SignedNote With(NoteSignature signature) => this with { Signatures = [.. Signatures, signature] };

    public bool Equals(SignedNote? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The note as it is kept and sent; ends in a newline.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(signature => $"{signature}\n"))}";

    /// <summary>Reads exactly what <see cref="ToString"/> writes, up to the two limits, if there is a signature.</summary>
    public static bool TryParse(string? note, [NotNullWhen(true)] out SignedNote? parsed)
    {
        parsed = null;
        if (note is null || note.Length > MostCharacters || !note.EndsWith('\n') || !NoteText.IsClean(note))
        {
            return false;
        }

        // The text may have empty lines of its own: the last one of the note is what parts it from the signatures.
        var parting = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (parting < 0 || parting + 2 == note.Length)
        {
            return false;
        }

        var lines = note[(parting + 2)..^1].Split('\n');
        var signatures = new List<NoteSignature>();
        foreach (var line in lines.Take(MostSignatures + 1))
        {
            if (signatures.Count == MostSignatures || !NoteSignature.TryParse(line, out var signature))
            {
                return false;
            }

            signatures.Add(signature);
        }

        parsed = new SignedNote(note[..(parting + 1)], signatures);
        return true;
    }

    private static string Clean(string text) => text.EndsWith('\n') && NoteText.IsClean(text)
        ? text
        : throw new ArgumentException("A note's text ends in a newline and has no other control characters.", nameof(text));
}
