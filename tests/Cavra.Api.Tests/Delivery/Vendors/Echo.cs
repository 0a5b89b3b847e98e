using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>Answers with everything that was sent, as debugging endpoints and many error pages do.</summary>
internal static class Echo
{
    public static Task AnswerAsync(HttpContext context, ReceivedRequest request, int status)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(
            $"{request.Path} {string.Join(' ', request.Headers.Where(header => header.Key != "host").Select(header => $"{header.Key}={header.Value}"))}");
    }
}
