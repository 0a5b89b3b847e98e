using System.Text.Json;
using Cavra.Api.Problems;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;

namespace Cavra.Api.Wire;

/// <summary>Reads a request's body strictly: its size, its type, its members, their types.</summary>
internal static class BodyReader
{
    public const int MaxBytes = 256 * 1024;

    /// <summary>
    /// The body's bytes, or null after a problem was written. What has not arrived when the process is told to stop is not waited
    /// for, and nothing is changed.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="isExpected">Whether an empty body is refused; else it counts as an empty document.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<byte[]?> ReadBytesAsync(HttpContext http, bool isExpected, CancellationToken cancellationToken)
    {
        if (http.Request.ContentLength > MaxBytes)
        {
            await HttpRefusals.BodyTooLarge.WriteAsync(http);
            return null;
        }

        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        using var buffer = new MemoryStream();
        try
        {
            if (!await TryFillAsync(buffer, http.Request.Body, reading.Token))
            {
                await HttpRefusals.BodyTooLarge.WriteAsync(http);
                return null;
            }
        }
        catch (IOException fault) when (fault is not BadHttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            // What the server throws for a body that is not framed as HTTP says; it ends the connection itself.
            await HttpRefusals.Malformed.WriteAsync(http);
            return null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // An answer would have Kestrel wait for the rest all the same, to keep the connection for a next request.
            http.Abort();
            return null;
        }

        if (buffer.Length is 0 && isExpected)
        {
            await Problem.WriteAsync(http, CommonRefusals.InvalidMember("", "A body is needed; send {} to leave every member out."));
            return null;
        }

        if (buffer.Length is 0)
        {
            return "{}"u8.ToArray();
        }

        if (!IsJson(http.Request.ContentType))
        {
            await HttpRefusals.NotJson.WriteAsync(http);
            return null;
        }

        return buffer.ToArray();
    }

    /// <summary>Reads the document; the refusal names the member and the rule, never a value.</summary>
    public static Result<TBody> Parse<TBody>(byte[] bytes)
    {
        try
        {
            if (DocumentFlaw.Find(bytes, typeof(TBody)) is { } flaw)
            {
                return CommonRefusals.InvalidMember(flaw.Member, flaw.Rule);
            }

            return JsonSerializer.Deserialize<TBody>(bytes, WireJson.Options) is { } body
                ? body
                : CommonRefusals.InvalidMember("", "A document is needed, not null.");
        }
        catch (JsonException exception)
        {
            var (member, rule) = JsonProblems.Explain(exception, typeof(TBody));
            return CommonRefusals.InvalidMember(member, rule);
        }
    }

    private static async Task<bool> TryFillAsync(MemoryStream buffer, Stream body, CancellationToken cancellationToken)
    {
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > MaxBytes)
            {
                return false;
            }

            buffer.Write(chunk, 0, read);
        }

        return true;
    }

    private static bool IsJson(string? contentType) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
}
