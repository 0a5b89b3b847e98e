using Cavra.Domain.Evidence.Log;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>What a batch makes of the log.</summary>
/// <param name="Before">Entries there were.</param>
/// <param name="After">Entries there are with the batch.</param>
/// <param name="Entries">The batch, in the order of its indexes.</param>
/// <param name="Tiles">The tiles that came about or grew.</param>
/// <param name="Note">The signed checkpoint.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="KnownKeys">How many keys there were then.</param>
internal sealed record LogAppend(
    long Before, long After, Guid[] Entries, IReadOnlyList<(LogTile Tile, byte[] Hashes)> Tiles, string Note, DateTimeOffset SignedAt,
    int KnownKeys);

/// <summary>A tree as it is stored, and the newest note over it.</summary>
/// <param name="Size">What the tree says of itself, in entries.</param>
/// <param name="LastIndex">The highest index that an entry has; null when none has one.</param>
/// <param name="Note">The newest checkpoint; null when there is none.</param>
internal sealed record TreeRow(long Size, long? LastIndex, string? Note);

/// <summary>An entry that awaits the log.</summary>
internal sealed record AwaitingBytes(Guid Id, byte[] Document);
