using System.Buffers.Binary;
using System.Buffers.Text;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Application.Loops;

/// <summary>Where a page of loops ended: behind which loop, and in which of the list's two parts.</summary>
/// <param name="IsOpen">Whether that loop was in the part of the open ones.</param>
/// <param name="OpenSince">Since when it was open; null for one that its worker left behind.</param>
/// <param name="Last">Its destination.</param>
internal sealed record LoopCursor(bool IsOpen, DateTimeOffset? OpenSince, DestinationId Last)
{
    private const int Length = 25;

    private const int TextLength = 34;

    public static LoopCursor After(Destination destination, bool isOpen) =>
        new(isOpen, isOpen ? destination.OpenSince : null, destination.Id);

    public string Write()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = (byte)(IsOpen ? 1 : 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], OpenSince?.UtcTicks ?? -1);
        Last.Value.TryWriteBytes(bytes[9..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string? text, out LoopCursor? cursor)
    {
        cursor = null;
        Span<byte> bytes = stackalloc byte[Length];
        if (text is null)
        {
            return true;
        }

        if (text.Length != TextLength || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written)
            || written != Length || bytes[0] > 1)
        {
            return false;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        if (ticks < -1 || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }

        cursor = new LoopCursor(
            bytes[0] is 1, ticks < 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero), DestinationId.From(new Guid(bytes[9..], bigEndian: true)));
        return true;
    }
}
