namespace Cavra.Domain.Evidence;

/// <summary>A document whose coming about is evidence, and which says so in its own words.</summary>
public interface IEvidenced
{
    EvidenceFacts Evidence { get; }
}

/// <summary>What a document contributes to the evidence entry that proves it.</summary>
/// <param name="Kind">The <c>metadata_kind</c>, one of <c>WireNames</c>.</param>
/// <param name="ResourceType">What it is about, in the words of the product, e.g. <c>retry plan</c>.</param>
/// <param name="ResourceId">The document's id in its wire form.</param>
/// <param name="Summary">
/// Fields by wire name. Values are strings, booleans, whole numbers, instants, lists of strings, or null. Names the history can
/// be searched by (<c>schedule_id</c>, <c>provider</c>, <c>audit_id</c>, …) are found here.
/// </param>
public sealed record EvidenceFacts(
    string Kind, string ResourceType, string ResourceId, IReadOnlyDictionary<string, object?> Summary);
