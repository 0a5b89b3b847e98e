using Cavra.Application.Ports;

namespace Cavra.Infrastructure.Access;

/// <summary>A file that only its owner can read and write (mode 0600), for a key.</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes one line, whatever the file held and whoever could read it before.</summary>
    public static void Write(string path, string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
        // A file that was there before keeps its mode when it is opened.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
        }

        file.SetLength(0);
        using var writer = new StreamWriter(file);
        writer.WriteLine(line);
    }
}

/// <summary>Keys in private files.</summary>
internal sealed class KeyFiles : IKeyFiles
{
    public void Write(string path, string key) => PrivateFile.Write(path, key);
}
