namespace Cavra.Application.Ports;

/// <summary>The secret of this installation, shared by all processes on one database: what digests of requests are keyed with.</summary>
public interface IInstanceKey
{
    /// <summary>32 random bytes, the same for every process and for ever.</summary>
    Task<byte[]> ReadAsync(CancellationToken cancellationToken);
}
