using Cavra.Testing;

namespace Cavra.Api.Tests.Access;

/// <summary>What somebody left in the evidence.</summary>
internal static class EvidenceOf
{
    /// <summary>Action and outcome of each entry of that actor.</summary>
    public static Task<IReadOnlyList<string>> EvidenceOfAsync(this TestDatabase database, string actor) => database.ColumnAsync(
        $"select action || ': ' || outcome from evidence_entries join evidence_documents on entry_id = id where document::jsonb #>> '{{who,actor}}' = '{actor}'");
}
