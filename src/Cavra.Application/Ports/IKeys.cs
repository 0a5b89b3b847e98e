using Cavra.Domain.Evidence.Log;

namespace Cavra.Application.Ports;

/// <summary>The keys that the evidence log is signed with, where their files are.</summary>
public interface ILogKeys
{
    /// <summary>What this installation's logs are called by.</summary>
    Task<string> InstanceAsync(CancellationToken cancellationToken);

    /// <summary>Makes the first key, if there is none and this process has a place for its file.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Makes a key and its file; whoever asks for it has it saved.</summary>
    /// <returns>Null when this process has no place for the file.</returns>
    LogKey? Make(DateTimeOffset now);

    /// <summary>Whether the file of the key is there, so that this process can sign with it.</summary>
    bool Holds(LogKey key);

    /// <summary>Keeps the public part of a lost key beside the files of the others: what it signed goes on being believed.</summary>
    void Remember(LogKey key);
}

/// <summary>The secret of this installation, shared by all processes on one database: what digests of requests are keyed with.</summary>
public interface IInstanceKey
{
    /// <summary>32 random bytes, the same for every process and for ever.</summary>
    Task<byte[]> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>Hands keys out in files.</summary>
public interface IKeyFiles
{
    /// <summary>Writes a key into a file that only its owner can read, whatever the file held before.</summary>
    void Write(string path, string key);
}
