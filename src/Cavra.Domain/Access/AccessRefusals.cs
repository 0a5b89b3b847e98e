using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Access;

/// <summary>Why somebody was not let in, or not let do it.</summary>
public static class AccessRefusals
{
    public static readonly Refusal Forbidden =
        new(RefusalKind.Forbidden, "access.forbidden", "The caller's roles do not allow this.");

    /// <summary><see cref="Forbidden" />, with what is needed and what the caller has.</summary>
    public static Refusal Without(Permission permission, IReadOnlyList<string> roles)
    {
        var holders = Roles.With(permission);
        return Forbidden with
        {
            Message = $"The caller's roles ({(roles.Count == 0 ? "none" : string.Join(", ", roles))}) do not allow this: it needs the permission "
                + $"{permission.Name}, which {(holders.Count == 0 ? "no key can hold" : $"comes with {string.Join(" or ", holders)}")}.",
        };
    }

    public static readonly Refusal KeyNotFound =
        new(RefusalKind.NotFound, "access.key_not_found", "There is no such API key.");

    public static readonly Refusal KeyRevoked =
        new(RefusalKind.Conflict, "access.key_revoked", "The API key is already revoked.");

    public static readonly Refusal WorkspaceExists =
        new(RefusalKind.Conflict, "access.workspace_exists", "There is a workspace of that name already.");

    public static readonly Refusal WorkspaceNotFound =
        new(RefusalKind.NotFound, "access.workspace_not_found", "There is no workspace of that name.");

    public static readonly Refusal LinkOver =
        new(RefusalKind.Conflict, "access.link_over", "The sign-in link was used, or its time is over.");

    public static readonly Refusal NoRole = new(
        RefusalKind.Forbidden, "access.no_role",
        "The token is valid, but no rule of its issuer gives its claims a role in a workspace of this server.");

    public static readonly Refusal NoSession =
        new(RefusalKind.Conflict, "access.no_session", "The caller has no console session that could be ended.");
}
