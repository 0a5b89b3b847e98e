using System.Globalization;
using Cavra.Api.Access;
using Cavra.Api.Wire;
using Cavra.Application.Access;
using Cavra.Application.Policies;
using Cavra.Application.Ports;
using Cavra.Application.Wire;

namespace Cavra.Api.Policies;

/// <summary>The workspace's policy: what is in force, what was, and changing it.</summary>
internal static class PolicyEndpoints
{
    public static IEndpointRouteBuilder MapPolicy(this IEndpointRouteBuilder routes)
    {
        var policy = routes.MapGroup("/policy").WithTags("Policy");
        policy.MapQuery<NoParameters, PolicyView>(
            "", "GetPolicy", "The workspace's policy, with the version that changing it demands", (_, _) => new GetPolicy());
        policy.MapCommand<PolicyBody, PolicyFilter, PolicyAnswer, PolicyPreviewView>(
            HttpMethod.Put, "", "ChangePolicy", "Change the workspace's policy, or see what that would change for what is open",
            filter => filter.Preview, (body, http) => Changing(body, http), (body, http) => new PreviewPolicy(body.ToCommand(http.IfMatch())))
            .TakesIfMatch(isDemanded: true);
        policy.MapQuery<PageFilter, Page<PolicyView>>(
            "/versions", "ListPolicyVersions", "List the versions of the policy with what each changed",
            (filter, _) => new ListPolicyVersions(filter.Page));
        policy.MapQuery<NoParameters, PolicyView>(
            "/versions/{version}", "GetPolicyVersion", "A version of the policy", (_, http) => new GetPolicyVersion(Version(http)));
        return routes;
    }

    private static ChangePolicy Changing(PolicyBody body, HttpContext http)
    {
        var workspace = http.RequestServices.GetRequiredService<Call>().Workspace;
        // Before the answer's first byte: whoever has read it finds the new version named by what is done next.
        http.Response.OnStarting(() =>
        {
            http.RequestServices.GetRequiredService<ICallerDirectory>().Forget(workspace);
            return Task.CompletedTask;
        });
        return body.ToCommand(http.IfMatch());
    }

    private static int? Version(HttpContext http) =>
        int.TryParse(http.Request.RouteValues["version"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    internal sealed record PolicyFilter(bool Preview = false);
}
