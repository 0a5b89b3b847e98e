using System.ComponentModel.DataAnnotations;
using Cavra.Api.Wire;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Api.Access;

/// <summary>Keys: issued, listed, revoked.</summary>
internal static class AccessEndpoints
{
    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/access/keys").WithTags("Access");
        keys.MapCommand<CreateKeyBody, ApiKeyAnswer>(HttpMethod.Post, "", "CreateApiKey", "Issue an API key; it is shown this once",
            (body, _) => new CreateApiKey(
                new Name(body.Name), body.Roles, body.ExpiresAt, body.AllowNetworks ?? [], body.Owner is null ? null : new Name(body.Owner)));
        keys.MapQuery<PageFilter, Page<ApiKeyView>>("", "ListApiKeys", "List the workspace's API keys",
            (filter, _) => new ListApiKeys(filter.Page));
        keys.MapCommand<NoBody, RevokedKeyAnswer>(HttpMethod.Post, "/{key_id}/revoke", "RevokeApiKey", "Revoke an API key at once",
            (_, http) => Revoking(http));
        routes.MapCommand<RevokeSessionsBody, RevokedSessionsAnswer>(
            HttpMethod.Post, "/access/sessions/revoke", "RevokeSessions", "End every console session of a subject at once",
            (body, _) => new RevokeSessions(body.Subject)).WithTags("Access");
        return routes;
    }

    private static RevokeApiKey Revoking(HttpContext http)
    {
        var id = http.PathId<KeyId>("key_id");
        // Before the answer's first byte: who has read it may rely on it.
        http.Response.OnStarting(() =>
        {
            http.RequestServices.GetRequiredService<ICallerDirectory>().Forget(id);
            return Task.CompletedTask;
        });
        return new RevokeApiKey(id);
    }

    /// <summary>Whose sessions are to end.</summary>
    /// <param name="Subject">Id of the credential that was signed in with: a token's subject, a key's or a link's id.</param>
    internal sealed record RevokeSessionsBody(string Subject);

    /// <summary>What a new API key is to be.</summary>
    /// <param name="Name">What documents show of whoever uses the key.</param>
    /// <param name="Roles">Roles that the key grants, at least one.</param>
    /// <param name="ExpiresAt">From when it is not accepted any more, later than now; never where it is left out.</param>
    /// <param name="AllowNetworks">Networks the key may be used from, at most 20, such as 10.1.0.0/16; everywhere where it is left
    /// out.</param>
    /// <param name="Owner">Whose key it is, so that a person with several keys counts as one; the key's name where it is left out.</param>
    internal sealed record CreateKeyBody(
        string Name, IReadOnlyList<string> Roles, DateTimeOffset? ExpiresAt = null, IReadOnlyList<string>? AllowNetworks = null,
        string? Owner = null);
}

/// <summary>A body without members.</summary>
internal sealed record NoBody;

/// <summary>The parameters every list takes.</summary>
internal sealed record PageFilter(
    [Range(1, PageRequest.MaxLimit)] int Limit = PageRequest.DefaultLimit,
    [Range(0, PageRequest.MaxOffset)] int Offset = 0,
    string? Cursor = null)
{
    public PageRequest Page => new(Limit, Offset, Cursor);
}
