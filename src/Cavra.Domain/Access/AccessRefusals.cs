using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Access;

/// <summary>Why somebody was not let in, or not let do it.</summary>
public static class AccessRefusals
{
    public static readonly Refusal Forbidden =
        new(RefusalKind.Forbidden, "access.forbidden", "The caller's roles do not allow this.");

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

    public static readonly Refusal NoSession =
        new(RefusalKind.Conflict, "access.no_session", "The caller has no console session that could be ended.");
}
