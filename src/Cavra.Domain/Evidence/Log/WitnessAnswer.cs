using System.Diagnostics.CodeAnalysis;

namespace Cavra.Domain.Evidence.Log;

/// <summary>Reads what a witness answers; nothing is verified here.</summary>
public static class WitnessAnswer
{
    /// <summary>No longer answer is read, in bytes.</summary>
    public const int MostBytes = 65_536;

    /// <summary>Media type of the answer that names the size the witness knows.</summary>
    public const string SizeType = "text/x.tlog.size";

    /// <summary>The signature lines of an answer that is nothing else; at least one, at most as many as a note may have.</summary>
    public static bool TryReadLines(string? body, [NotNullWhen(true)] out IReadOnlyList<NoteSignature>? lines)
    {
        lines = null;
        if (body is null || body.Length > MostBytes || !body.EndsWith('\n'))
        {
            return false;
        }

        var read = new List<NoteSignature>();
        foreach (var line in body[..^1].Split('\n'))
        {
            if (read.Count == SignedNote.MostSignatures || !NoteSignature.TryParse(line, out var signature))
            {
                return false;
            }

            read.Add(signature);
        }

        lines = read;
        return true;
    }

    /// <summary>The size of the checkpoint that the witness cosigned last, in entries.</summary>
    public static bool TryReadSize(string? body, out long size)
    {
        size = 0;
        return body is not null && body.EndsWith('\n') && NoteText.TryParseNumber(body[..^1], out size);
    }
}
