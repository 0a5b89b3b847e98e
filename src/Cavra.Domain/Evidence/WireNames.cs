using System.Reflection;

namespace Cavra.Domain.Evidence;

/// <summary>The long strings of the wire contract: kinds, schema versions and event types, one part file a feature.</summary>
public static partial class WireNames
{
    public const string Product = "CAVRA";

    public const string MetadataSchema = "cavra.evidence.metadata.v1";

    public const string EntrySchema = "cavra.evidence.entry.v1";

    public const string EvidenceViewSchema = "cavra.evidence.stored-entry.v1";

    public const string EvidenceListSchema = "cavra.evidence.entries.v1";

    public const string PolicySchema = "cavra.policy.v1";

    public const string PolicyVersionListSchema = "cavra.policy.versions.v1";

    public const string PolicyPreviewSchema = "cavra.policy.preview.v1";

    public const string PolicyKind = "policy-version";

    public const string ApiKeySchema = "cavra.access.key.v1";

    public const string ApiKeyKind = "access-key";

    public const string ConsoleSessionKind = "console-session";

    public const string SessionRevocationKind = "console-session-revocation";

    public const string SignInLinkKind = "sign-in-link";

    public const string WorkspaceKind = "workspace";

    /// <summary>Kind of the entry that says that the log is signed with another key.</summary>
    public const string LogKeyKind = "evidence-log-key";

    /// <summary>Kind of the entries that say that a log was to go on from an older tree: that it was asked, and that it was confirmed.</summary>
    public const string LogAdoptionKind = "evidence-log-adoption";

    public const string EvidenceErasedSchema = "cavra.evidence.erased.v1";

    public const string LogAdoptionListSchema = "cavra.evidence.log-adoptions.v1";

    /// <summary>Kind of the entries that say that an entry's text was to be erased: that it was asked, and that it was confirmed.</summary>
    public const string EvidenceErasureKind = "evidence-erasure";

    public const string EvidenceErasureListSchema = "cavra.evidence.erasures.v1";

    /// <summary>Kind of the entry that says that the texts of old entries were removed.</summary>
    public const string EvidenceRetentionKind = "evidence-retention";

    /// <summary>Kind of the entry that says that evidence was taken away.</summary>
    public const string EvidenceExportKind = "evidence-export";

    public const string EvidenceExportSchema = "cavra.evidence-export.v2";

    public const string LogKeyListSchema = "cavra.evidence.log-keys.v1";

    public const string LogTimestampSchema = "cavra.evidence.log-timestamp.v1";

    /// <summary>Every kind that an entry can be of, in alphabetical order.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        .. typeof(WireNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name.EndsWith("Kind", StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
    ];
}
