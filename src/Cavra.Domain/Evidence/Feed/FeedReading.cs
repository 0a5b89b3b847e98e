using System.Buffers.Text;

namespace Cavra.Domain.Evidence.Feed;

/// <summary>What there was at one instant: what the log has from an index on, and what awaits it. Each entry is in one of both.</summary>
/// <param name="Size">How many entries the log had.</param>
/// <param name="Logged">Entries of the log from the reader's size on, by index; not all of them where there are many.</param>
/// <param name="LoggedTo">The index after the last that was looked at.</param>
/// <param name="Awaiting">Entries that awaited the log, by id; of more than a position can name, the newest.</param>
public sealed record FeedReading(long Size, IReadOnlyList<FeedEntry> Logged, long LoggedTo, IReadOnlyList<FeedEntry> Awaiting)
{
    /// <summary>More wait than a position can name: the log lags.</summary>
    public bool IsCrowded => Awaiting.Count > FeedPosition.MostAwaiting;

    /// <summary>The position of somebody who has been told of all this.</summary>
    public FeedPosition End => IsCrowded
        ? FeedPosition.InACrowd(Size, Awaiting[^1].Mark)
        : FeedPosition.At(Size, Awaiting.Select(entry => entry.Mark));
}

/// <summary>What a reading has for one reader.</summary>
/// <param name="Position">Where the reader is afterwards.</param>
/// <param name="Items">What to tell, in order.</param>
/// <param name="IsReset">Entries may have been left out: everything is to be read anew.</param>
/// <param name="HasMore">Whether the reading ended before what there is does.</param>
public sealed record FeedStep(FeedPosition Position, IReadOnlyList<FeedItem> Items, bool IsReset = false, bool HasMore = false);

/// <summary>An entry to tell of.</summary>
/// <param name="Position">Where a reader is who has been told of it.</param>
/// <param name="Entry">The entry.</param>
public sealed record FeedItem(FeedPosition Position, FeedEntry Entry);

/// <summary>What is told of a committed entry. It has an index once the log has taken it in.</summary>
public sealed record FeedEntry(
    EvidenceId Id, long? Index, string? Kind, string Action, string Outcome, string? ResourceType, string? ResourceId, string Actor,
    DateTimeOffset CreatedAt)
{
    public FeedMark Mark { get; } = FeedMark.Of(Id);
}

/// <summary>Stands for an entry in a position: 72 bits of its id, most of them random, as 12 characters.</summary>
public readonly record struct FeedMark
{
    public const int Length = 12;

    private const int Bytes = 9;

    private FeedMark(string text) => Text = text;

    public string Text { get; }

    public static FeedMark Of(EvidenceId id) => new(Base64Url.EncodeToString(id.Value.ToByteArray(bigEndian: true).AsSpan(^Bytes..)));

    public static bool TryParse(ReadOnlySpan<char> text, out FeedMark mark)
    {
        var isOne = text.Length is Length && Base64Url.IsValid(text) && !text.ContainsAny(" =\t\r\n");
        mark = isOne ? new FeedMark(text.ToString()) : default;
        return isOne;
    }
}
