namespace Cavra.Verification;

/// <summary>A directory that an export was unpacked into, or that holds a log's files.</summary>
public sealed class DirectorySource(string directory) : ILogSource
{
    public async Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory, path);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            await using var stream = File.OpenRead(file);
            return await stream.ReadAsync(mostBytes, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException("not readable", failure);
        }
    }
}
