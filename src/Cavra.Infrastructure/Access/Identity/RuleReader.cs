using Cavra.Domain.Access;
using Cavra.Domain.Access.Tokens;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Access.Identity;

/// <summary>Reads which claims give which roles, and refuses rules that every token or none could meet.</summary>
internal static class RuleReader
{
    /// <summary>The rules of an issuer, at least one.</summary>
    /// <param name="members">The issuer's members.</param>
    /// <param name="authority">What the claim <c>iss</c> of its tokens is; null where it was refused.</param>
    public static IReadOnlyList<TokenRule> Read(ConnectorMembers members, string? authority)
    {
        if (members.Find("rules") is not FileList { Items: { Count: > 0 } items })
        {
            members.Refuse("rules", "must be a list of at least one rule");
            return [];
        }

        return [.. items.Select((item, at) => Rule(members, item, at, authority)).OfType<TokenRule>()];
    }

    private static TokenRule? Rule(ConnectorMembers members, FileNode item, int at, string? authority)
    {
        if (item is not FileMapping mapping)
        {
            members.Problems.Add($"{members.Prefix}rules[{at}] must be a mapping (line {item.Line})");
            return null;
        }

        var rule = members.Item($"rules[{at}]", mapping);
        var roles = rule.Texts("roles");
        if (roles.Count == 0 || roles.Any(role => !Roles.Grantable.Contains(role)))
        {
            rule.Refuse("roles", $"must hold at least one of: {string.Join(", ", Roles.Grantable)}");
        }

        var conditions = rule.Find("all") is FileMapping { Members.Count: > 0 } all ? Conditions(rule.Item("all", all), all, authority) : null;
        if (conditions is null)
        {
            rule.Refuse("all", "must be a mapping of at least one claim to what it must be");
        }

        rule.RefuseUnknown();
        return conditions is null ? null : new TokenRule(conditions, roles);
    }

    private static List<ClaimCondition> Conditions(ConnectorMembers members, FileMapping all, string? authority)
    {
        var conditions = new List<ClaimCondition>();
        foreach (var (claim, node) in all.Members)
        {
            var condition = new ClaimCondition(claim, Values(node));
            if (condition.Values.Count == 0 || !condition.Values.All(ClaimCondition.IsPossible))
            {
                members.Refuse(claim, "can't be met: it must be a text or a list of texts, with an asterisk only at the end behind something");
            }
            else if (claim is "iss" && authority is not null && !condition.IsMetBy(new TokenClaims([new(claim, authority)])))
            {
                members.Refuse(claim, "can't be met: tokens of this issuer have its authority there");
            }

            conditions.Add(condition);
        }

        return conditions;
    }

    // Claims are compared as text, whichever way the file writes a number or a truth.
    private static List<string> Values(FileNode node) => node switch
    {
        FileScalar { Kind: not ScalarKind.Null } scalar => [scalar.Text],
        FileList list when list.Items.All(item => item is FileScalar { Kind: not ScalarKind.Null }) => [.. list.Items.Cast<FileScalar>().Select(item => item.Text)],
        _ => [],
    };
}
