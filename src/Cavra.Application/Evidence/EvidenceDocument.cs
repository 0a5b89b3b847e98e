using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Application.Access;
using Cavra.Application.Wire;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Evidence;

/// <summary>Writes an entry's public view: who, what, policy, proof.</summary>
internal static class EvidenceDocument
{
    public static JsonObject Of(
        EvidenceId id, DateTimeOffset now, Call call, CommandFacts command, string outcome, EvidenceFacts? facts,
        string? before, string? after, IReadOnlyList<EvidenceId> buildsOn)
    {
        var caller = call.Caller;
        return new JsonObject
        {
            ["schema_version"] = WireNames.EntrySchema,
            ["product"] = WireNames.Product,
            ["evidence_id"] = id.ToString(),
            ["created_at"] = InstantConverter.Format(now),
            ["who"] = new JsonObject
            {
                ["actor"] = caller.Actor.Display,
                ["subject"] = caller.Actor.Subject,
                ["issuer"] = caller.Actor.Issuer,
                ["owner"] = caller.Actor.Owner,
                ["roles"] = Array(caller.Actor.Roles),
                ["workspace"] = caller.WorkspaceName,
                ["authentication"] = caller.Authentication,
                ["on_behalf_of"] = command.OnBehalfOf,
            },
            ["what"] = new JsonObject
            {
                ["action"] = command.Action,
                ["metadata_kind"] = facts?.Kind,
                ["resource_type"] = facts?.ResourceType,
                ["resource_id"] = facts?.ResourceId,
                ["outcome"] = outcome,
                ["summary"] = Summary(facts),
                ["digest_before"] = before,
                ["digest_after"] = after,
            },
            ["policy"] = new JsonObject
            {
                ["permission"] = command.Permission.Name,
                ["decision"] = caller.May(command.Permission) ? "allowed" : "denied",
                ["policy_version"] = caller.Policy.Version,
                ["policy_digest"] = caller.Policy.Digest,
                ["rules"] = Array(SpokenRules.Of(outcome, facts)),
            },
            ["proof"] = new JsonObject
            {
                ["request_id"] = call.RequestId,
                ["trace_id"] = call.TraceId,
                ["redactions"] = new JsonArray(
                    [.. call.Redacted.Select(mark => new JsonObject
                    {
                        ["member"] = mark.Member, ["rule"] = mark.Rule, ["count"] = mark.Count,
                    })]),
                ["builds_on"] = Array(buildsOn.Select(earlier => earlier.ToString())),
            },
        };
    }

    private static JsonObject Summary(EvidenceFacts? facts)
    {
        var summary = new JsonObject();
        foreach (var (name, value) in facts?.Summary ?? new Dictionary<string, object?>())
        {
            summary[name] = value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), WireJson.Options);
        }

        return summary;
    }

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}

/// <summary>What the pipeline knows of the command being done.</summary>
/// <param name="Action">Its name in words.</param>
/// <param name="Permission">The permission it needs.</param>
/// <param name="OnBehalfOf">Whom the caller says it acts for, redacted.</param>
/// <param name="About">What it is about, as far as the request says it; null where it says nothing.</param>
internal sealed record CommandFacts(string Action, Permission Permission, string? OnBehalfOf, EvidenceFacts? About = null);
