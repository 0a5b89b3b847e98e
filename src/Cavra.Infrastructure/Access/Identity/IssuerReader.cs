using Cavra.Domain.Access.Tokens;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Access.Identity;

/// <summary>Reads one issuer of an identity file, and collects every rule that it breaks.</summary>
internal static class IssuerReader
{
    private static readonly string[] DefaultScopes = ["openid", "profile", "email"];

    /// <summary>The issuer; null when anything about it was refused.</summary>
    public static IssuerDefinition? Read(ConnectorMembers members)
    {
        var known = members.Problems.Count;
        var name = members.RequiredText("name");
        if (name is not null && !Name.IsWellFormed(name))
        {
            members.Refuse("name", "must have 1 to 100 of the characters A–Z a–z 0–9 . _ : @ / -");
        }

        var (authority, audience) = (members.Url("authority"), members.RequiredText("audience"));
        if (authority is { Query.Length: > 0 })
        {
            members.Refuse("authority", "must not have a query");
        }

        var algorithms = Algorithms(members);
        var (subject, owner) = (members.Text("subject_claim"), members.Text("owner_claim"));
        var workspace = Workspace(members);
        var rules = RuleReader.Read(members, authority?.OriginalString);
        var (authorities, networks, signIn) = (members.Authorities(), members.Networks("allow_networks"), SignIn(members));
        members.RefuseUnknown();
        return members.Problems.Count > known
            ? null
            : new IssuerDefinition(
                new TokenIssuer(name!, authority!.OriginalString, audience!, workspace!, rules)
                {
                    SubjectClaim = subject ?? TokenIssuer.DefaultSubjectClaim,
                    OwnerClaim = owner,
                },
                algorithms, authorities, networks, signIn);
    }

    private static IReadOnlyList<string> Algorithms(ConnectorMembers members)
    {
        var named = members.Texts("algorithms");
        if (named.Any(name => !TokenAlgorithms.All.Contains(name)))
        {
            members.Refuse("algorithms", $"must hold asymmetric algorithms only: {string.Join(", ", TokenAlgorithms.All)}");
        }

        return named.Count > 0 ? named : TokenAlgorithms.All;
    }

    private static WorkspaceSource? Workspace(ConnectorMembers members)
    {
        if (members.Part("workspace") is not { } workspace)
        {
            return new WorkspaceSource(Claim: null, Domain.Access.Workspace.DefaultName);
        }

        var (claim, value) = (workspace.Text("claim"), workspace.Text("value"));
        if (claim is null == value is null)
        {
            members.Refuse("workspace", "must have one of claim and value");
        }
        else if (value is not null && !Domain.Access.Workspace.IsName(value))
        {
            workspace.Refuse("value", "must be the name of a workspace: lower-case letters, digits and hyphens");
        }

        workspace.RefuseUnknown();
        return new WorkspaceSource(claim, value);
    }

    private static SignInClient? SignIn(ConnectorMembers members)
    {
        if (members.Part("sign_in") is not { } part)
        {
            return null;
        }

        var (client, secret, scopes) = (part.RequiredText("client_id"), part.Secret("client_secret"), part.Texts("scopes"));
        if (scopes.Count > 0 && !scopes.Contains("openid"))
        {
            part.Refuse("scopes", "must hold openid");
        }

        part.RefuseUnknown();
        return client is null ? null : new SignInClient(client, secret, scopes.Count > 0 ? scopes : DefaultScopes);
    }
}
