using Microsoft.AspNetCore.Authorization;

namespace Cavra.Api.Security;

/// <summary>What is answered to anybody: health, and where the console finds the API. No credential is looked at there.</summary>
internal static class OpenEndpoints
{
    public static bool Include(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
