using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Policies;

namespace Cavra.Domain.Approvals;

/// <summary>What an approval is held against at one moment: the destination, its connector and the policy as they are.</summary>
/// <param name="Binding">What would be approved now.</param>
/// <param name="IsOpen">Whether the destination is open.</param>
/// <param name="AcceptedBy">Who accepted the retry last; null where the newest review does not accept it, or there is none.</param>
/// <param name="Policy">The workspace's policy.</param>
public sealed record ApprovalSetting(ApprovalBinding Binding, bool IsOpen, Actor? AcceptedBy, WorkspacePolicy Policy)
{
    public bool IsAccepted => AcceptedBy is not null;

    /// <summary>Who had accepted the retry before that, since it is open.</summary>
    public IReadOnlyList<Actor> EarlierAcceptors { get; init; } = [];

    /// <summary>Everybody who has accepted the retry since it is open, whatever was decided about it after that.</summary>
    public IEnumerable<Actor> Acceptors => AcceptedBy is { } newest ? EarlierAcceptors.Append(newest) : EarlierAcceptors;

    public bool IsAcceptedBy(Actor person) => Acceptors.Any(acceptor => acceptor.Person == person.Person);

    /// <summary>The setting of a destination.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="packageDigest">Digest of its audit package; empty where that is not there.</param>
    /// <param name="fingerprint">Fingerprint of its connector's configuration; null while it has none.</param>
    /// <param name="policy">The workspace's policy.</param>
    /// <param name="now">The moment.</param>
    public static ApprovalSetting Of(
        Destination destination, string packageDigest, string? fingerprint, WorkspacePolicy policy, DateTimeOffset now)
    {
        var binding = new ApprovalBinding(
            destination.Id, packageDigest, destination.Connector, fingerprint, destination.StandingAt(now).FailedAttempts, policy.Digest);
        return new ApprovalSetting(binding, destination.IsOpen(now), destination.AcceptedBy, policy) { EarlierAcceptors = destination.Acceptors };
    }
}
