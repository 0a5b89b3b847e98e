using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Evidence.Feed;

/// <summary>
/// How far somebody has been told of a workspace's entries: of all that the log has below a size, and of some that await it. It
/// depends neither on clocks nor on the order in which transactions end, and means the same in every process.
/// </summary>
public sealed class FeedPosition
{
    /// <summary>The most entries that a position names one by one.</summary>
    public const int MostAwaiting = 200;

    /// <summary>The most entries of the log that somebody catches up with; beyond it everything is read anew.</summary>
    public const int MostBehind = 1_000;

    private const int MostDigits = 16;

    private readonly ImmutableSortedSet<string> _told;

    private readonly bool _isInACrowd;

    private FeedPosition(long size, ImmutableSortedSet<string> told, bool isInACrowd)
    {
        (Size, _told, _isInACrowd) = (size, told, isInACrowd);
        Text = Size.ToString(CultureInfo.InvariantCulture)
            + (isInACrowd ? ".*" : told.IsEmpty ? "" : ".") + string.Concat(told);
    }

    /// <summary>The log's entries below it have been told of.</summary>
    public long Size { get; }

    /// <summary>The position as it is sent, and equal for equal positions.</summary>
    public string Text { get; }

    public static FeedPosition At(long size, IEnumerable<FeedMark> told) => new(size, Sorted(told), isInACrowd: false);

    /// <summary>The position while more entries await the log than can be named: the newest stands for them.</summary>
    public static FeedPosition InACrowd(long size, FeedMark newest) => new(size, Sorted([newest]), isInACrowd: true);

    public static bool TryParse(string text, [NotNullWhen(true)] out FeedPosition? position)
    {
        position = null;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var digits = dot < 0 ? text : text[..dot];
        var rest = dot < 0 ? "" : text[(dot + 1)..];
        var isInACrowd = rest.StartsWith('*');
        var marks = isInACrowd ? rest[1..] : rest;
        if (digits.Length is 0 or > MostDigits || digits.Any(digit => !char.IsAsciiDigit(digit)) || (dot >= 0 && marks.Length is 0)
            || marks.Length % FeedMark.Length != 0 || marks.Length > (isInACrowd ? 1 : MostAwaiting) * FeedMark.Length)
        {
            return false;
        }

        var told = new List<FeedMark>();
        for (var at = 0; at < marks.Length; at += FeedMark.Length)
        {
            if (!FeedMark.TryParse(marks.AsSpan(at, FeedMark.Length), out var mark))
            {
                return false;
            }

            told.Add(mark);
        }

        position = new FeedPosition(long.Parse(digits, CultureInfo.InvariantCulture), Sorted(told), isInACrowd);
        return true;
    }

    /// <summary>What a reading from here on has to tell.</summary>
    public FeedStep Step(FeedReading reading)
    {
        var isLost = Size > reading.Size || reading.Size - Size > MostBehind;
        if (isLost || _isInACrowd || reading.IsCrowded)
        {
            return new FeedStep(reading.End, [], IsReset: reading.End.Text != Text);
        }

        var (items, told) = (new List<FeedItem>(), _told);
        foreach (var entry in reading.Logged)
        {
            var wasTold = told.Contains(entry.Mark.Text);
            told = told.Remove(entry.Mark.Text);
            if (!wasTold)
            {
                items.Add(new FeedItem(new FeedPosition(entry.Index!.Value + 1, told, isInACrowd: false), entry));
            }
        }

        if (reading.LoggedTo < reading.Size)
        {
            return new FeedStep(new FeedPosition(reading.LoggedTo, told, isInACrowd: false), items, HasMore: true);
        }

        told = told.Intersect(reading.Awaiting.Select(entry => entry.Mark.Text));
        foreach (var entry in reading.Awaiting.Where(entry => !told.Contains(entry.Mark.Text)).ToList())
        {
            told = told.Add(entry.Mark.Text);
            items.Add(new FeedItem(new FeedPosition(reading.Size, told, isInACrowd: false), entry));
        }

        return new FeedStep(reading.End, items);
    }

    public override string ToString() => Text;

    private static ImmutableSortedSet<string> Sorted(IEnumerable<FeedMark> marks) =>
        marks.Select(mark => mark.Text).ToImmutableSortedSet(StringComparer.Ordinal);
}

/// <summary>Why somebody is not told of entries.</summary>
public static class FeedRefusals
{
    public static readonly Refusal PositionUnreadable = new(
        RefusalKind.Invalid, "events.position_unreadable", "Last-Event-ID is no id of an event: leave it out to be told of what comes next.");
}
