using System.Collections.Concurrent;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.Tests.Evidence.Log;

/// <summary>The definitions of RFC 6962, section 2.1, word for word: slow, and sharing no code with what is tested.</summary>
internal sealed class RfcTree(int size)
{
    private readonly ConcurrentDictionary<(int Start, int End), TreeHash> hashes = new();

    public TreeHash[] Leaves { get; } = [.. Enumerable.Range(0, size).Select(i => Merkle.LeafHash(BitConverter.GetBytes(i)))];

    public TreeHash Root(int treeSize) => Hash(0, treeSize);

    public TreeHash Hash(int start, int end) => hashes.GetOrAdd((start, end), _ => (end - start) switch
    {
        0 => Merkle.EmptyRoot,
        1 => Leaves[start],
        var n => Merkle.NodeHash(Hash(start, start + Split(n)), Hash(start + Split(n), end)),
    });

    public List<TreeHash> Path(int index, int treeSize) => Path(index, 0, treeSize);

    public List<TreeHash> Proof(int oldSize, int newSize) =>
        oldSize == 0 ? [] : SubProof(oldSize, 0, newSize, isWholeOldTree: true);

    /// <summary>The bytes of all tiles of a tree of the size, by C2SP's formal definition.</summary>
    public Dictionary<LogTile, byte[]> Tiles(int treeSize)
    {
        var tiles = new Dictionary<LogTile, byte[]>();
        for (var (level, span) = (0, 1); treeSize / span > 0; (level, span) = (level + 1, span * 256))
        {
            for (var first = 0; first < treeSize / span; first += 256)
            {
                var width = Math.Min(256, (treeSize / span) - first);
                var bytes = Enumerable.Range(first, width).SelectMany(i => Hash(i * span, (i + 1) * span).ToArray());
                tiles.Add(new LogTile(level, first / 256, width), [.. bytes]);
            }
        }

        return tiles;
    }

    private List<TreeHash> Path(int m, int start, int end)
    {
        if (end - start == 1)
        {
            return [];
        }

        var k = Split(end - start);
        return m < k
            ? [.. Path(m, start, start + k), Hash(start + k, end)]
            : [.. Path(m - k, start + k, end), Hash(start, start + k)];
    }

    private List<TreeHash> SubProof(int m, int start, int end, bool isWholeOldTree)
    {
        if (m == end - start)
        {
            return isWholeOldTree ? [] : [Hash(start, end)];
        }

        var k = Split(end - start);
        return m <= k
            ? [.. SubProof(m, start, start + k, isWholeOldTree), Hash(start + k, end)]
            : [.. SubProof(m - k, start + k, end, isWholeOldTree: false), Hash(start, start + k)];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n)
        {
            k *= 2;
        }

        return k;
    }
}
