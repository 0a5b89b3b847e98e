using System.Net;
using Cavra.Domain.Access;
using Cavra.Domain.Access.Tokens;

namespace Cavra.Application.Ports;

/// <summary>Tells who holds a credential. Keeps what it knows for at most 5 seconds, so that a revocation is heard by then.</summary>
public interface ICallerDirectory
{
    /// <summary>The holder of an API key; null for a key that is malformed, unknown, expired, revoked or used from elsewhere.</summary>
    Task<Caller?> FindAsync(string presented, IPAddress? from, CancellationToken cancellationToken);

    /// <summary>The holder of a token that was checked; null where the workspace is not there.</summary>
    Task<Caller?> OfTokenAsync(TokenHolder holder, CancellationToken cancellationToken);

    /// <summary>Forgets what it knows of a key, at once in this process.</summary>
    void Forget(KeyId id);

    /// <summary>Forgets what it knows of a workspace, at once in this process: another policy is in force there.</summary>
    void Forget(WorkspaceId id);
}
