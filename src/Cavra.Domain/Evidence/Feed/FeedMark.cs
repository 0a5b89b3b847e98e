using System.Buffers.Text;

namespace Cavra.Domain.Evidence.Feed;

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
