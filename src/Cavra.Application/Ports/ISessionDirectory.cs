using System.Net;
using Cavra.Application.Access;
using Cavra.Domain.Access;

namespace Cavra.Application.Ports;

/// <summary>Tells whose a session or a sign-in link is. Asks the database each time, so that whatever ends one is heard at once.</summary>
public interface ISessionDirectory
{
    /// <summary>The session that a browser presents, and whom it acts for.</summary>
    /// <param name="token">What the browser presents.</param>
    /// <param name="from">Its address.</param>
    /// <param name="isActivity">Whether a person is active, so that the session lasts longer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<PresentedSession> FindAsync(string token, IPAddress? from, bool isActivity, CancellationToken cancellationToken);

    /// <summary>The holder of a sign-in link; null for one that is unknown, was used or is over.</summary>
    Task<LinkHolder?> FindLinkAsync(string token, CancellationToken cancellationToken);
}

/// <summary>What is known of a session that was presented.</summary>
/// <param name="IsKnown">Whether there was ever one; it may have ended, and be over or not be valid from that address.</param>
/// <param name="Holder">Whom it acts for; null unless it is valid.</param>
/// <param name="Standing">Until when it lasts; null unless it is valid.</param>
public sealed record PresentedSession(bool IsKnown, Caller? Holder = null, ActiveSession? Standing = null);

/// <summary>Who may sign in with a link.</summary>
public sealed record LinkHolder(SignInLinkId LinkId, Caller Caller);
