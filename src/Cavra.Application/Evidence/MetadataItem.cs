using System.Text.Json;
using System.Text.Json.Serialization;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Evidence;

/// <summary>The public view of an evidence entry, as answers and the record history show it.</summary>
public sealed record MetadataItem
{
    /// <summary>Version of this document.</summary>
    public string SchemaVersion { get; init; } = WireNames.MetadataSchema;

    /// <summary>Always CAVRA.</summary>
    public string Product { get; init; } = WireNames.Product;

    /// <summary>Id of the evidence entry.</summary>
    public required EvidenceId EvidenceId { get; init; }

    /// <summary>Index in the log; null until the log has taken the entry in.</summary>
    public long? Sequence { get; init; }

    /// <summary>sha256: and the digest of the entry's RFC 8785 form.</summary>
    public required string Digest { get; init; }

    /// <summary>The id of the document it is about.</summary>
    public required string SessionId { get; init; }

    /// <summary>Kind of record it is, such as connector delivery or retry plan.</summary>
    public required string MetadataKind { get; init; }

    /// <summary>When the entry was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name of the key that signed the checkpoint over it; null until the log has taken the entry in.</summary>
    public string? Signer { get; init; }

    /// <summary>Who did it, by the credential's name.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done: the name of the command in words, such as plan retries.</summary>
    public required string Action { get; init; }

    /// <summary>That the entry's bytes were taken away, so that its summary fields are not known any more; left out where they are there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RemovedView? Removed { get; init; }

    /// <summary>The summary fields of the kind.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Summary { get; init; } = new Dictionary<string, JsonElement>();

    public static MetadataItem Of(EvidenceEntry entry)
    {
        using var document = JsonDocument.Parse(entry.Document ?? "{}");
        return new MetadataItem
        {
            EvidenceId = entry.Id,
            Digest = entry.Digest,
            SessionId = entry.Facets.ResourceId ?? "",
            MetadataKind = entry.Kind ?? "",
            CreatedAt = entry.CreatedAt,
            Actor = entry.Actor,
            Action = entry.Action,
            Removed = entry.Document is null ? RemovedView.Unknown : null,
            Summary = document.RootElement.TryGetProperty("what", out var what) && what.TryGetProperty("summary", out var summary)
                ? summary.EnumerateObject()
                    .Where(field => !Fixed.Contains(field.Name))
                    .ToDictionary(field => field.Name, field => field.Value.Clone())
                : new Dictionary<string, JsonElement>(),
        };
    }

    private static readonly HashSet<string> Fixed =
    [
        "schema_version", "product", "evidence_id", "sequence", "digest", "session_id", "metadata_kind", "created_at", "signer", "actor", "action", "removed",
    ];
}
