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
}
