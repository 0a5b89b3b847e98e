using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Cavra.Infrastructure.Delivery.Http;

/// <summary>
/// What a receiver answered, as far as it was read. Raw: nothing of it may be kept or shown before it is redacted.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">The answer's headers.</param>
/// <param name="Body">The beginning of the body, decompressed.</param>
/// <param name="IsCut">Whether there was more of the body.</param>
/// <param name="RetryAfter">How long it asked to be left alone, from the moment of the answer; null when it did not ask.</param>
internal sealed record ReceiverAnswer(int Status, HttpResponseHeaders Headers, byte[] Body, bool IsCut, TimeSpan? RetryAfter)
{
    /// <summary>How much of a body is read at most, after decompression, in bytes.</summary>
    public const int MaxBody = 64 * 1024;

    public static async Task<ReceiverAnswer> ReadAsync(
        HttpResponseMessage response, TimeProvider clock, CancellationToken cancellationToken)
    {
        var retryAfter = Http.RetryAfter.Of(response.Headers, clock.GetUtcNow());
        var body = new byte[MaxBody + 1];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);

        return new ReceiverAnswer(
            (int)response.StatusCode, response.Headers, body[..Math.Min(length, MaxBody)], length > MaxBody, retryAfter);
    }

    /// <summary>The answer as it is judged and recorded.</summary>
    public Reply ToReply() => new(Status, Text(), Body.Length, RetryAfter)
    {
        IsPassing = Status is 502 or 503 or 504 || (Status is 429 && RetryAfter is not null),
        IsGone = Status is 410,
    };

    /// <summary>The header's value, the first where there are several; null when it is not there.</summary>
    public string? Header(string name) =>
        Headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault()?.Trim() : null;

    /// <summary>The whole body as JSON; null when it is none, or was cut.</summary>
    public JsonElement? Json()
    {
        try
        {
            return IsCut ? null : JsonSerializer.Deserialize<JsonElement>(Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the header is there with exactly that value, case aside.</summary>
    public bool Has(string header, string value) =>
        Headers.TryGetValues(header, out var values)
        && values.Any(given => given.Trim().Equals(value, StringComparison.OrdinalIgnoreCase));

    /// <summary>The body as text on one line. What was cut off ends at a blank: half a secret is not recognised as one.</summary>
    public string Text()
    {
        var readable = Encoding.UTF8.GetString(Body).Select(c => char.IsControl(c) || char.IsWhiteSpace(c) ? ' ' : c);
        var text = string.Concat(readable);
        if (IsCut)
        {
            text = text[..(text.LastIndexOf(' ') + 1)];
        }

        return text.Trim();
    }
}
