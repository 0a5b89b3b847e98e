using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Serving;

/// <summary>One command's conversation with a server: asks, shows the answer the way it was asked for, and says how it ended.</summary>
internal sealed class ServerSession(ServerClient client, Terminal terminal, bool asJson)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        // For terminals and other programs, not for pages: a plus stays a plus.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Terminal Terminal => terminal;

    /// <summary>Whether the answer is asked for as it came.</summary>
    public bool AsJson => asJson;

    /// <summary>The HTTP status of the last answer; 0 when nobody answered.</summary>
    public int Status { get; private set; }

    public Task<int> GetAsync<T>(
        string path, Action<T> show, CancellationToken cancellationToken, Func<T, int>? verdict = null)
        where T : class =>
        AnswerAsync(() => client.GetAsync(path, cancellationToken), show, verdict);

    public Task<int> PostAsync<T>(
        string path, JsonNode body, Action<T> show, CancellationToken cancellationToken, Func<T, int>? verdict = null,
        string? idempotencyKey = null)
        where T : class =>
        AnswerAsync(() => client.PostAsync(path, body, cancellationToken, idempotencyKey), show, verdict);

    /// <summary>Reads what a command has to know before it can ask; nothing of it is shown.</summary>
    /// <returns>The document; where there is none, with the reason printed, how the command ends.</returns>
    public async Task<(T? Document, int Ending)> LookUpAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        var found = (T?)null;
        var ending = await new ServerSession(client, terminal, asJson: false)
            .GetAsync<T>(path, document => found = document, cancellationToken);
        return (found, ending);
    }

    /// <summary>Asks for bytes that are no JSON, and writes them as they come.</summary>
    /// <param name="method">How to ask.</param>
    /// <param name="path">What for.</param>
    /// <param name="body">What is sent; null where nothing is.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="progress">Is told how many there are so far.</param>
    /// <returns>How it ended, with the reason printed; and the code of the refusal, if it is one.</returns>
    public async Task<(int Ending, string? Code)> FetchAsync(
        HttpMethod method, string path, JsonNode? body, Stream target, CancellationToken cancellationToken, Action<long>? progress = null)
    {
        if (await client.FetchAsync(method, path, body, target, cancellationToken, progress) is not { } reply)
        {
            return (ExitCode.Fine, null);
        }

        if (reply.Failure is { } failure)
        {
            terminal.Fail(failure);
            return (ExitCode.Unreachable, null);
        }

        if (asJson)
        {
            await PrintAsync(reply.Json!);
        }

        ProblemText.Print(terminal, reply);
        return (ExitCode.Of(reply.Status), ProblemText.Code(reply));
    }

    /// <summary>Where a person finds something on the server.</summary>
    public string LinkTo(string path) => client.LinkTo(path);

    /// <summary>Prints a document as programs want it.</summary>
    public Task PrintAsync(JsonNode document) => terminal.OutputWriter.WriteLineAsync(document.ToJsonString(Indented));

    /// <summary>Replaces the version of a document that the caller decided on; a star is whichever is in force.</summary>
    public Task<int> PutAsync<T>(string path, JsonNode body, string ifMatch, Action<T> show, CancellationToken cancellationToken)
        where T : class => AnswerAsync(() => client.SendAsync(HttpMethod.Put, path, body, cancellationToken, ifMatch), show, verdict: null);

    private async Task<int> AnswerAsync<T>(Func<Task<Reply>> ask, Action<T> show, Func<T, int>? verdict)
        where T : class
    {
        var reply = await terminal.WaitAsync("Waiting for the server…", ask);
        Status = reply.Status;
        if (reply.Failure is { } failure)
        {
            terminal.Fail(failure);
            return ExitCode.Unreachable;
        }

        if (asJson)
        {
            await PrintAsync(reply.Json!);
        }

        if (!reply.IsDocument)
        {
            ProblemText.Print(terminal, reply);
            return ExitCode.Of(reply.Status);
        }

        if (reply.Read<T>() is not { } document)
        {
            terminal.Fail("The server's answer is not what this version of the command expects; --json shows it.");
            return ExitCode.Unreachable;
        }

        if (!asJson)
        {
            show(document);
        }

        return verdict?.Invoke(document) ?? ExitCode.Fine;
    }
}
