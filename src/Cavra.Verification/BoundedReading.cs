using System.Buffers;

namespace Cavra.Verification;

/// <summary>Reads no more than it was told, whatever a header claims.</summary>
internal static class BoundedReading
{
    private const int Step = 81_920;

    public static async Task<byte[]> ReadAsync(this Stream from, int mostBytes, CancellationToken cancellationToken)
    {
        var read = new ArrayBufferWriter<byte>();
        while (true)
        {
            var memory = read.GetMemory(Step);
            var count = await from.ReadAsync(memory, cancellationToken);
            if (count == 0)
            {
                return read.WrittenSpan.ToArray();
            }

            read.Advance(count);
            if (read.WrittenCount > mostBytes)
            {
                throw new InvalidDataException("longer than it may be");
            }
        }
    }
}
