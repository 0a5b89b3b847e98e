using Cavra.Api.Problems;

namespace Cavra.Api.Security;

/// <summary>
/// Refuses headers over 16 KiB with a problem document. Kestrel's own limit lies higher, for it can only close the connection
/// with a bare 431.
/// </summary>
internal sealed class HeaderSize(RequestDelegate next)
{
    public const int MaxBytes = 16 * 1024;

    private const int Separators = 4;

    public Task InvokeAsync(HttpContext http)
    {
        var bytes = http.Request.Headers.Sum(header => header.Value.Sum(value => header.Key.Length + (value?.Length ?? 0) + Separators));
        return bytes <= MaxBytes ? next(http) : HttpRefusals.HeadersTooLarge.WriteAsync(http);
    }
}
