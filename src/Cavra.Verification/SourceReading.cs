using System.Buffers;

namespace Cavra.Verification;

/// <summary>Reads a source, and makes what is wrong with a file a finding.</summary>
internal static class SourceReading
{
    public static async Task<byte[]?> TryReadAsync(
        this ILogSource source, string path, int mostBytes, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(path, mostBytes, cancellationToken);
        }
        catch (InvalidDataException damage)
        {
            throw Flaw.Unreadable($"{path} is {damage.Message.TrimEnd('.')}.", path);
        }
    }

    public static async Task<byte[]> MustReadAsync(
        this ILogSource source, string path, int mostBytes, CancellationToken cancellationToken) =>
        await source.TryReadAsync(path, mostBytes, cancellationToken) ?? throw Flaw.Missing(path);

    /// <summary>Whether a file is there, readable or not.</summary>
    public static async Task<bool> IsThereAsync(
        this ILogSource source, string path, int mostBytes, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(path, mostBytes, cancellationToken) is not null;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}

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
