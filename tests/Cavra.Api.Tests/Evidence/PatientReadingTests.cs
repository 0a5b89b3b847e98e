using System.Net;
using System.Net.Http.Headers;
using Cavra.Testing;
using Cavra.Verification;

namespace Cavra.Api.Tests.Evidence;

/// <summary>A served log that is asked for more than it lets a caller read at once.</summary>
public sealed class PatientReadingTests
{
    [Test]
    public async Task It_waits_as_long_as_the_server_says_and_asks_again()
    {
        var clock = new WatchedClock(CavraApp.Start);
        using var server = new Limiting { Answers = { TimeSpan.FromSeconds(7), null, TimeSpan.FromHours(9) } };
        using var client = TestClient.Through(server, new Uri("http://127.0.0.1/evidence/"));

        var reading = new HttpSource(client, clock).ReadAsync("checkpoint", 100, CancellationToken.None);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            waits.Add(await clock.WaitBegunAsync(_ => true));
            clock.Advance(waits[^1]);
        }

        Assert.That(await reading, Is.EqualTo("read"u8.ToArray()));
        Assert.That(waits, Is.EqualTo(new[] { TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1) }));
        Assert.That(server.Asked, Is.EqualTo(4));
    }

    [Test]
    public void It_does_not_ask_for_ever()
    {
        using var server = new Limiting { Always = true };
        using var client = TestClient.Through(server, new Uri("http://127.0.0.1/evidence/"));

        var failure = Assert.ThrowsAsync<HttpRequestException>(() => new HttpSource(client).ReadAsync("checkpoint", 100, CancellationToken.None));

        Assert.That(failure!.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(server.Asked, Is.EqualTo(HttpSource.MostRepeats + 1));
    }

    // Says that it is asked too often: for so long, for it does not say how long, or each time and for no time.
    private sealed class Limiting : HttpMessageHandler
    {
        public List<TimeSpan?> Answers { get; } = [];

        public bool Always { get; init; }

        public int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            if (!Always && Asked > Answers.Count)
            {
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent("read"u8.ToArray()) });
            }

            var limited = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            var wait = Always ? TimeSpan.Zero : Answers[Asked - 1];
            limited.Headers.RetryAfter = wait is { } seconds ? new RetryConditionHeaderValue(seconds) : null;
            return Task.FromResult(limited);
        }
    }
}
