using System.Text.Json.Nodes;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Approvals;

/// <summary>What an approval is for. If anything of it differs when the worker comes, the approval is stale.</summary>
/// <param name="DestinationId">The destination.</param>
/// <param name="PackageDigest">Digest of the audit package that is sent.</param>
/// <param name="Connector">Name of the connector.</param>
/// <param name="EndpointFingerprint">Fingerprint of the connector's configuration; null while it has none.</param>
/// <param name="FailedAttempts">How often it had failed.</param>
/// <param name="PolicyDigest">Digest of the workspace's policy.</param>
public sealed record ApprovalBinding(
    DestinationId DestinationId, string PackageDigest, string Connector, string? EndpointFingerprint, int FailedAttempts, string PolicyDigest)
{
    /// <summary>What approval decisions are about, as one digest: of the members in their RFC 8785 form.</summary>
    public string Digest => ContentDigest.Of(new JsonObject
    {
        ["destination_id"] = DestinationId.ToString(),
        ["package_digest"] = PackageDigest,
        ["connector"] = Connector,
        ["endpoint_fingerprint"] = EndpointFingerprint,
        ["failed_attempts"] = FailedAttempts,
        ["policy_digest"] = PolicyDigest,
    });

    /// <summary>What differs from what was approved; empty while nothing does.</summary>
    /// <param name="now">The same of this moment.</param>
    public IReadOnlyList<BindingChange> ChangesTo(ApprovalBinding now) =>
    [
        .. Changed(PackageDigest != now.PackageDigest, BindingChange.Package),
        .. Changed(Connector != now.Connector || EndpointFingerprint != now.EndpointFingerprint, BindingChange.Connector),
        .. Changed(FailedAttempts != now.FailedAttempts, BindingChange.FailedAttempts),
        .. Changed(PolicyDigest != now.PolicyDigest, BindingChange.Policy),
    ];

    private static IEnumerable<BindingChange> Changed(bool differs, BindingChange what) => differs ? [what] : [];
}

/// <summary>What has changed since an approval was asked for, so that it no longer counts.</summary>
public enum BindingChange
{
    /// <summary>The audit package is another one, or not there.</summary>
    Package,

    /// <summary>The connector's configuration, or where it leads.</summary>
    Connector,

    /// <summary>It has failed again.</summary>
    FailedAttempts,

    /// <summary>The workspace's policy.</summary>
    Policy,

    /// <summary>The retry is no longer accepted.</summary>
    Acceptance,

    /// <summary>The destination is no longer open.</summary>
    Destination,
}
