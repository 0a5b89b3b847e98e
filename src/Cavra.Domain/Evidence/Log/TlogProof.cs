using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cavra.Domain.Evidence.Log;

/// <summary>One entry's proof to keep (C2SP <c>tlog-proof</c>): index, path, and the signed checkpoint it leads to.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Path">As <see cref="Merkle.IncludesLeaf"/> takes it.</param>
/// <param name="Checkpoint">A <see cref="SignedNote"/> over a checkpoint, word for word.</param>
public sealed record TlogProof(long Index, IReadOnlyList<TreeHash> Path, string Checkpoint)
{
    /// <summary>No tree is higher.</summary>
    private const int LongestPath = 63;

    private const string Header = "c2sp.org/tlog-proof@v1";

    private const string ExtraWord = "extra ";

    private const string IndexWord = "index ";

    /// <summary>Whatever the application adds; nothing proves it. Null when there is no such line.</summary>
    public byte[]? Extra { get; init; }

    public bool Equals(TlogProof? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The file's text.</summary>
    public override string ToString()
    {
        string[] extra = Extra is null ? [] : [ExtraWord + Convert.ToBase64String(Extra)];
        var index = IndexWord + Index.ToString(CultureInfo.InvariantCulture);
        string[] lines = [Header, .. extra, index, .. Path.Select(hash => hash.ToString())];
        return $"{string.Join('\n', lines)}\n\n{Checkpoint}";
    }

    /// <summary>Reads exactly what <see cref="ToString"/> writes, if its checkpoint is a well-formed one.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TlogProof? proof)
    {
        proof = null;
        var parting = text?.IndexOf("\n\n", StringComparison.Ordinal) ?? -1;
        if (text is null || parting < 0 || !IsCheckpoint(text[(parting + 2)..]))
        {
            return false;
        }

        var lines = new Queue<string>(text[..parting].Split('\n', LongestPath + 4));
        if (lines.Dequeue() != Header
            || !TryReadExtra(lines, out var extra)
            || !TryReadIndex(lines, out var index)
            || !TryReadPath(lines, out var path))
        {
            return false;
        }

        proof = new TlogProof(index, path, text[(parting + 2)..]) { Extra = extra };
        return true;
    }

    private static bool IsCheckpoint(string note) =>
        SignedNote.TryParse(note, out var parsed) && Log.Checkpoint.TryParse(parsed.Text, out _);

    private static bool TryReadExtra(Queue<string> lines, out byte[]? extra)
    {
        extra = null;
        if (!lines.TryPeek(out var line) || !line.StartsWith(ExtraWord, StringComparison.Ordinal))
        {
            return true;
        }

        lines.Dequeue();
        var isBase64 = Base64Text.TryDecode(line[ExtraWord.Length..], out var bytes);
        extra = bytes;
        return isBase64;
    }

    private static bool TryReadIndex(Queue<string> lines, out long index)
    {
        index = 0;
        return lines.TryDequeue(out var line)
            && line.StartsWith(IndexWord, StringComparison.Ordinal)
            && NoteText.TryParseNumber(line[IndexWord.Length..], out index);
    }

    private static bool TryReadPath(Queue<string> lines, out List<TreeHash> path)
    {
        path = [];
        foreach (var line in lines)
        {
            if (path.Count == LongestPath || !TreeHash.TryParse(line, out var hash))
            {
                return false;
            }

            path.Add(hash);
        }

        return true;
    }
}
