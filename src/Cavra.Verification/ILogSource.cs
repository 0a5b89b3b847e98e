namespace Cavra.Verification;

/// <summary>Where the files of a log or of an export are read from.</summary>
public interface ILogSource
{
    /// <summary>Reads one file, whole.</summary>
    /// <param name="path">Its path, with slashes, as the layout has it.</param>
    /// <param name="mostBytes">How long it may be; whatever it claims, no more is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="InvalidDataException">The file is longer, damaged, or there twice.</exception>
    Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken);
}
