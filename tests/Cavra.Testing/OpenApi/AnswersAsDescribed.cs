namespace Cavra.Testing.OpenApi;

/// <summary>
/// Fails the test that received an answer which the OpenAPI document does not describe. Pages are for people, and a run that renews the
/// document compares nothing.
/// </summary>
internal sealed class AnswersAsDescribed() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (Snapshot.AreRenewed || answer.Content.Headers.ContentType?.MediaType is "text/html")
        {
            return answer;
        }

        var found = await AnswerComparison.FindAsync(
            DescribedApi.Agreed, request.Method, request.RequestUri!.AbsolutePath, answer, cancellationToken);
        Assert.That(found, Is.Empty, $"{request.Method} {request.RequestUri.AbsolutePath} was answered otherwise than the OpenAPI document says.");
        return answer;
    }
}
