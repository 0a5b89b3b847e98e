using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Feed;

namespace Cavra.Infrastructure.Evidence.Feed;

/// <summary>
/// Somebody who is told of a workspace's entries. It is given one piece at a time: while that is not taken, its position stays, and
/// nobody else waits.
/// </summary>
public sealed class FeedListener : IDisposable
{
    private readonly Channel<ReadOnlyMemory<byte>> _slot = Channel.CreateBounded<ReadOnlyMemory<byte>>(1);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly EvidenceFeed _feed;

    private volatile bool _isBehind;

    internal FeedListener(EvidenceFeed feed, WorkspaceId workspace, FeedPosition? position) =>
        (_feed, Workspace, Position) = (feed, workspace, position);

    /// <summary>Ends once nothing is missed any more; fails where the database can't be read.</summary>
    public Task Begun => _begun.Task;

    internal WorkspaceId Workspace { get; }

    internal FeedPosition? Position { get; private set; }

    /// <summary>Waits for the next piece.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _slot.Reader.WaitToReadAsync(cancellationToken).AsTask();

    /// <summary>Takes a piece of the stream.</summary>
    public bool TryTake([NotNullWhen(true)] out ReadOnlyMemory<byte>? piece)
    {
        var isTaken = _slot.Reader.TryRead(out var taken);
        piece = isTaken ? taken : null;
        if (isTaken && _isBehind)
        {
            _feed.Call();
        }

        return isTaken;
    }

    public void Dispose() => _feed.Leave(this);

    /// <summary>Whether it can be told something now; if not, it asks when it can.</summary>
    internal bool IsReady()
    {
        _isBehind = true;
        return _slot.Reader.Count is 0;
    }

    internal void Tell(FeedPosition position, ReadOnlyMemory<byte> piece, bool hasMore)
    {
        (Position, _isBehind) = (position, hasMore);
        if (!piece.IsEmpty)
        {
            _slot.Writer.TryWrite(piece);
        }

        _begun.TrySetResult();
    }

    internal void Fail(Exception failure) => _begun.TrySetException(failure);
}
