using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence;

/// <summary>
/// One of the words that an entry is found by where it has several of a sort. Written by the database with the entry, so that
/// the newest entries with a word are found without a walk through history.
/// </summary>
public sealed class EvidenceTerm
{
    private EvidenceTerm()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>What <see cref="OfProvider"/>, <see cref="OfChain"/> or <see cref="OfAudit"/> gives.</summary>
    public required string Term { get; init; }

    public required EvidenceId EntryId { get; init; }

    /// <summary>The word for a connector or provider that the entry is about.</summary>
    public static string OfProvider(string name) => $"provider:{name}";

    /// <summary>The word for one of several audit packages that the entry is about.</summary>
    public static string OfAudit(string id) => $"audit:{id}";

    /// <summary>The word for a chain that the entry is part of, by its <c>connector_delivery_source</c>.</summary>
    public static string OfChain(string source) => $"chain:{source}";
}
