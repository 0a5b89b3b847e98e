using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cavra.Api.Problems;
using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Api.Wire;

/// <summary>Answers a repeated request with the first answer, and claims the key for a new one.</summary>
internal sealed class Idempotency(ICavraDbContext db, Call call, IInstanceKey instance, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";

    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>True when the request has been answered here: replayed or refused.</summary>
    /// <param name="http">The request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="lease">How long the request may take at most.</param>
    /// <param name="answerFollows">Whether the answer comes with a later step than the first command's.</param>
    public async Task<bool> HasAnsweredAsync(HttpContext http, byte[] body, TimeSpan lease, bool answerFollows)
    {
        if (!http.Request.Headers.TryGetValue(Header, out var given))
        {
            return false;
        }

        if (given is not [{ Length: > 0 and <= 255 } key] || key.Any(c => c is <= ' ' or > '~'))
        {
            await Problem.WriteAsync(http, CommonRefusals.InvalidMember("", $"{Header} is 1 to 255 visible ASCII characters."));
            return true;
        }

        var secret = await instance.ReadAsync(http.RequestAborted);
        var digest = Digest(http, body, secret);
        var keyDigest = Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{Header}\n{key}")));
        if (await KnownAsync(keyDigest, http.RequestAborted) is not { } known)
        {
            call.Idempotency = new IdempotencyClaim(keyDigest, digest, lease) { AnswerFollows = answerFollows };
            return false;
        }

        if (!CryptographicOperations.FixedTimeEquals(known.RequestDigest, digest))
        {
            await Problem.WriteAsync(http, CommonRefusals.KeyReused);
        }
        else if (known is { Status: { } status, Answer: { } answer })
        {
            http.Response.Headers[ReplayedHeader] = "true";
            await http.WriteAnswerAsync(status, known.Location, known.ETag, answer);
        }
        else
        {
            await Problem.WriteAsync(http, known.Unanswered(clock.GetUtcNow()));
        }

        return true;
    }

    /// <summary>Adds the answer of a request whose last step is done.</summary>
    public async Task FinishAsync<TAnswer>(Result<TAnswer> result, CancellationToken cancellationToken)
    {
        if (call.Idempotency is not { AnswerFollows: true, Taken: true } claim || result.Refusal is not null)
        {
            return;
        }

        db.DiscardChanges();
        var subject = call.Caller.Actor.Credential;
        var record = await db.IdempotencyRecords
            .SingleAsync(record => record.Credential == subject && record.KeyDigest == claim.KeyDigest, cancellationToken);
        record.Finish(result.Value!);
        await db.SaveChangesAsync(cancellationToken);
    }

    // A key counts for a day. An older one makes room for the new: of two requests that find it at once, one has it then.
    private async Task<IdempotencyRecord?> KnownAsync(string keyDigest, CancellationToken cancellationToken)
    {
        var subject = call.Caller.Actor.Credential;
        var records = db.IdempotencyRecords.Where(record => record.Credential == subject && record.KeyDigest == keyDigest);
        var known = await records.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (known is null || known.CountsAt(now))
        {
            return known;
        }

        var outlived = IdempotencyRecord.OutlivedSince(now);
        await records.Where(record => record.CreatedAt <= outlived).ExecuteDeleteAsync(cancellationToken);
        return null;
    }

    private static byte[] Digest(HttpContext http, byte[] body, byte[] key)
    {
        var canonical = CanonicalJson.Serialize(JsonNode.Parse(body));
        var head = Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n");
        return HMACSHA256.HashData(key, (byte[])[.. head, .. canonical]);
    }
}
