using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery.Streams;

/// <summary>A mail that a relay took.</summary>
/// <param name="Recipient">Whom it is for, by the envelope.</param>
/// <param name="Text">The message.</param>
internal sealed record RelayedMail(string Recipient, string Text);

/// <summary>A relay of mail that can fail at every step. With a certificate it offers STARTTLS, or speaks TLS at once.</summary>
internal sealed class SmtpRelay : IAsyncDisposable
{
    /// <summary>Instead of an answer: closes the connection.</summary>
    public const string Drop = "drop";

    /// <summary>Instead of an answer: says nothing any more.</summary>
    public const string Hang = "hang";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = Patience.Source();
    private readonly ConcurrentQueue<RelayedMail> _mails = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly X509Certificate2? _certificate;
    private readonly bool _isTlsAtOnce;
    private readonly Task _listening;

    public SmtpRelay(X509Certificate2? certificate = null, bool isTlsAtOnce = false)
    {
        (_certificate, _isTlsAtOnce) = (certificate, isTlsAtOnce);
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it answers to a step instead of what is usual; null for the usual. "." is the end of a message.</summary>
    public Func<string, string?> Answers { get; set; } = _ => null;

    public SemaphoreSlim Hung { get; } = new(0);

    public IReadOnlyList<RelayedMail> Mails => [.. _mails];

    /// <summary>What was said to it, those in plain text marked by a hash in front.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _listening;
        _over.Dispose();
        Hung.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_over.Token);
                await ServeAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            Stream stream = client.GetStream();
            if (_isTlsAtOnce)
            {
                stream = await SecuredAsync(stream);
            }

            await TalkAsync(stream, _isTlsAtOnce);
        }
        catch (Exception broken) when (broken is IOException or AuthenticationException)
        {
            // The sender went away or did not like the certificate.
        }
    }

    private async Task<Stream> SecuredAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(_certificate!);
        return tls;
    }

    private async Task TalkAsync(Stream stream, bool isSecure)
    {
        var recipient = "";
        var goesOn = await SayAsync(stream, "greeting", "220 relay.test ESMTP");
        while (goesOn && await LineAsync(stream) is { } line)
        {
            _commands.Enqueue(isSecure ? line : $"#{line}");
            switch (line.Split(' ', ':')[0])
            {
                case "EHLO":
                    var more = isSecure ? "250-AUTH PLAIN\r\n" : _certificate is null ? "" : "250-STARTTLS\r\n";
                    goesOn = await SayAsync(stream, "EHLO", $"250-relay.test\r\n{more}250 SIZE 1000000");
                    break;
                case "STARTTLS" when await SayAsync(stream, "STARTTLS", "220 go on"):
                    (stream, isSecure) = (await SecuredAsync(stream), true);
                    break;
                case "RCPT":
                    recipient = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                    goesOn = await SayAsync(stream, $"RCPT {recipient}", "250 ok");
                    break;
                case "DATA":
                    goesOn = await SayAsync(stream, "DATA", "354 go on", async () => _mails.Enqueue(new RelayedMail(recipient, await MessageAsync(stream))));
                    break;
                case "AUTH":
                    goesOn = await SayAsync(stream, "AUTH", "235 welcome");
                    break;
                case "QUIT":
                    await SayAsync(stream, "QUIT", "221 bye");
                    return;
                default:
                    goesOn = await SayAsync(stream, line.Split(' ', ':')[0], "250 ok");
                    break;
            }
        }
    }

    private async Task<bool> SayAsync(Stream stream, string step, string usual, Func<Task>? then = null)
    {
        var answer = Answers(step) ?? usual;
        if (answer == Drop)
        {
            return false;
        }

        if (answer == Hang)
        {
            Hung.Release();
            await Patience.ForeverAsync(_over.Token);
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{answer}\r\n"), _over.Token);
        if (then is null || answer != usual)
        {
            return !answer.StartsWith("421", StringComparison.Ordinal);
        }

        await then();
        return await SayAsync(stream, ".", "250 2.0.0 queued as 4ABC");
    }

    private async Task<string> MessageAsync(Stream stream)
    {
        var text = new StringBuilder();
        while (await LineAsync(stream) is { } line && line != ".")
        {
            text.Append(line).Append("\r\n");
        }

        return text.ToString();
    }

    private async Task<string?> LineAsync(Stream stream)
    {
        var (line, octet) = (new List<byte>(), new byte[1]);
        while (await stream.ReadAsync(octet, _over.Token) > 0)
        {
            if (octet[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(octet[0]);
        }

        return null;
    }
}
