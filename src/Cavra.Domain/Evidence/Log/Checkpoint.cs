using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cavra.Domain.Evidence.Log;

/// <summary>What a log says its tree is (C2SP <c>tlog-checkpoint</c>): the text that a note's signatures are over.</summary>
/// <param name="Origin">The log's name: one line, not empty, without control characters.</param>
/// <param name="Size">In entries, from 0.</param>
/// <param name="Root">Of the tree of that size.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    private const int FixedLines = 3;

    public string Origin { get; init => field = Line(value); } = Line(Origin);

    public long Size { get; init => field = NotNegative(value); } = NotNegative(Size);

    /// <summary>Lines after the third, opaque; none as a rule. Each as <see cref="Origin"/>.</summary>
    public IReadOnlyList<string> Extensions { get; init => field = [.. value.Select(Line)]; } = [];

    /// <summary>The note's text; ends in a newline.</summary>
    public string Body
    {
        get
        {
            string[] lines = [Origin, Size.ToString(CultureInfo.InvariantCulture), Root.ToString(), .. Extensions];
            return string.Concat(lines.Select(line => line + '\n'));
        }
    }

    /// <summary>Reads exactly what <see cref="Body"/> writes.</summary>
    public static bool TryParse(string? body, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (body is null || body.Length > SignedNote.MostCharacters || !body.EndsWith('\n'))
        {
            return false;
        }

        var lines = body[..^1].Split('\n');
        if (lines.Length < FixedLines
            || !lines.All(NoteText.IsLine)
            || !NoteText.TryParseNumber(lines[1], out var size)
            || !TreeHash.TryParse(lines[2], out var root))
        {
            return false;
        }

        checkpoint = new Checkpoint(lines[0], size, root) { Extensions = lines[FixedLines..] };
        return true;
    }

    public bool Equals(Checkpoint? other) => other is not null && Body == other.Body;

    public override int GetHashCode() => Body.GetHashCode(StringComparison.Ordinal);

    private static string Line(string line) => NoteText.IsLine(line)
        ? line
        : throw new ArgumentException("A line of a checkpoint is not empty and has no control characters.", nameof(line));

    private static long NotNegative(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return size;
    }
}
