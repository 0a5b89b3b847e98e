using System.Net;

namespace Cavra.Verification;

/// <summary>A log that is served: a tiled log's prefix, which for Cavra is <c>/evidence</c>.</summary>
/// <param name="client">With the prefix, ending in a slash, as its base address, and a credential if one is needed.</param>
public sealed class HttpSource(HttpClient client) : ILogSource
{
    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The server can't be reached or refuses.</exception>
    public async Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await stream.ReadAsync(mostBytes, cancellationToken);
    }
}
