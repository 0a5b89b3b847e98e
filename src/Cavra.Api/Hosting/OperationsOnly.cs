namespace Cavra.Api.Hosting;

/// <summary>Keeps the API out of a process that is a worker only: whoever runs it may still ask how it does.</summary>
internal sealed class OperationsOnly(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/health") || http.Request.Path.StartsWithSegments("/metrics"))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
