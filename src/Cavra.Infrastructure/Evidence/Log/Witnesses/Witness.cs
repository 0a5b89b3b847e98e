using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Http;
using Cavra.Verification;

namespace Cavra.Infrastructure.Evidence.Log.Witnesses;

/// <summary>One witness, and the way to it: through the egress guard, with bounds on time and length.</summary>
internal sealed class Witness : IDisposable
{
    /// <summary>For the whole answer, its body included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly TimeProvider _clock;

    public Witness(WitnessDefinition definition, EgressGuard guard, TimeProvider clock)
    {
        var handler = GuardedHandler.Create(guard, definition.AllowNetworks, Timeout.InfiniteTimeSpan);
        // Asked rarely: each time the address is resolved and judged anew.
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        handler.SslOptions.CertificateChainPolicy = Trust.Only(definition.Authorities);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _address = new Uri($"{definition.Url.OriginalString.TrimEnd('/')}/{WitnessRequest.Path}");
        (Key, _clock) = (definition.Key, clock);
    }

    public VerifierKey Key { get; }

    public async Task<WitnessReply> AskAsync(WitnessRequest request, string noteText, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            EgressGuard.CheckUrl(_address);
            using var message = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new StringContent(request.ToString(), Strict, "text/plain") };
            using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => Read(await TextAsync(answer, either.Token), noteText),
                HttpStatusCode.Conflict => Size(await TextAsync(answer, either.Token), answer.Content.Headers.ContentType),
                HttpStatusCode.NotFound => WitnessReply.Of(WitnessFailure.UnknownLog),
                HttpStatusCode.Forbidden => WitnessReply.Of(WitnessFailure.UntrustedKey),
                HttpStatusCode.UnprocessableEntity => WitnessReply.Of(WitnessFailure.Inconsistent),
                _ => WitnessReply.Of(WitnessFailure.Refused),
            };
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return WitnessReply.Of(WitnessTrouble.Of(failure));
        }
    }

    public void Dispose() => _http.Dispose();

    private WitnessReply Read(string body, string noteText)
    {
        if (!WitnessAnswer.TryReadLines(body, out var lines))
        {
            return WitnessReply.Of(WitnessFailure.Garbage);
        }

        var found = CosignatureCheck.Find(noteText, lines, Key, _clock.GetUtcNow());
        return found switch
        {
            { Finding: CosignatureFinding.Wrong } => WitnessReply.Of(WitnessFailure.WrongSignature),
            { Line: { } line, Time: { } time } => new WitnessReply(Failure: null, line, time, KnownSize: null),
            { Finding: CosignatureFinding.Early } => WitnessReply.Of(WitnessFailure.Early),
            _ => WitnessReply.Of(WitnessFailure.NotCosigned),
        };
    }

    private static WitnessReply Size(string body, MediaTypeHeaderValue? type) =>
        type?.MediaType == WitnessAnswer.SizeType && WitnessAnswer.TryReadSize(body, out var size)
            ? new WitnessReply(Failure: null, Line: null, Time: null, size)
            : WitnessReply.Of(WitnessFailure.Conflict);

    private static async Task<string> TextAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[WitnessAnswer.MostBytes + 1];
        var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return count <= WitnessAnswer.MostBytes ? Strict.GetString(bytes.AsSpan(0, count)) : throw new LongAnswerException();
    }
}
