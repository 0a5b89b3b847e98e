using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;
using Cavra.Domain.Evidence.Log;
using Cavra.Verification;

namespace Cavra.Cli.Evidence;

/// <summary><c>cavra evidence verify</c>: checks evidence with nothing but the keys one trusts. Needs no server and no database.</summary>
internal static class VerifyEvidence
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(Terminal terminal)
    {
        var what = new Argument<string>("what")
        {
            Description = "An export (.zip or its directory), a receipt (.tlog-proof), or the address of a server, such as https://cavra.example.",
        };
        var keys = new Option<string[]>("--key")
        {
            Description = "A verifier key that you trust, as cavra evidence keys list prints it, or a file of them, one a line. Repeatable.",
            Required = true,
            HelpName = "key",
        };
        var since = new Option<string?>("--since")
        {
            Description = "File with an older checkpoint of the same log that you kept: the log must have grown from it.",
            HelpName = "file",
        };
        var witnesses = new Option<string[]>("--witness")
        {
            Description = "The verifier key of a witness whose cosignature to look for, or a file of them, one a line. Repeatable.",
            HelpName = "key",
        };
        var roots = new Option<string?>("--tsa-roots")
        {
            Description = "File with the root certificates (PEM) that the authority of an export's time-stamp must lead to.",
            HelpName = "file",
        };
        var json = new Option<bool>("--json") { Description = "Print the verdict as JSON." };
        var credential = new CredentialOptions();
        var command = new Command(
            "verify", "Verify evidence offline. Ends with 0 when it is sound, 1 when it is not, 2 when it is asked wrongly.")
        {
            what, keys, since, witnesses, roots,
        };
        foreach (var option in credential.All.Append(json))
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => new Verification(terminal, parsed.GetValue(json), () => credential.Find(parsed, terminal)).RunAsync(
            parsed.GetRequiredValue(what), parsed.GetRequiredValue(keys), parsed.GetValue(since), parsed.GetValue(witnesses) ?? [],
            parsed.GetValue(roots), cancellationToken));
        return command;
    }

    private sealed class Verification(Terminal terminal, bool asJson, Func<string?> credential)
    {
        public async Task<int> RunAsync(string what, string[] keys, string? since, string[] witnesses, string? roots, CancellationToken cancellationToken)
        {
            try
            {
                if (TrustedKeys.Read(keys, terminal) is not { } trusted || TrustedKeys.ReadWitnesses(witnesses, terminal) is not { } named)
                {
                    return ExitCode.Usage;
                }

                var trust = new Trust(
                    trusted, new NamedWitnesses(named, TimeProvider.System.GetUtcNow()), roots is null ? null : TrustedKeys.ReadRoots(roots));
                var verdict = await VerifyAsync(what, trust, since, cancellationToken);
                return verdict is null ? ExitCode.Usage : Say(verdict);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                terminal.Fail("A file can't be read: " + failure.Message);
                return ExitCode.Usage;
            }
            catch (CryptographicException)
            {
                terminal.Fail("--tsa-roots names a file that holds no certificate in PEM.");
                return ExitCode.Usage;
            }
            catch (HttpRequestException failure)
            {
                terminal.Fail($"The log can't be read: {failure.StatusCode?.ToString() ?? "no answer"}.");
                return ExitCode.Unreachable;
            }
        }

        private async Task<VerificationResult?> VerifyAsync(
            string what, Trust trust, string? since, CancellationToken cancellationToken)
        {
            var earlier = since is null ? null : await File.ReadAllBytesAsync(since, cancellationToken);
            if (Uri.TryCreate(what, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                using var client = LogClient(LogOf(address));
                return client is null ? null : await VerifyAsync(new HttpSource(client), trust, earlier, cancellationToken);
            }

            if (Directory.Exists(what))
            {
                return await VerifyAsync(new DirectorySource(what), trust, earlier, cancellationToken);
            }

            if (!File.Exists(what))
            {
                terminal.Fail("There is no such file or directory.");
                return null;
            }

            if (IsReceipt(what))
            {
                if (trust.Roots is not null)
                {
                    terminal.Fail("--tsa-roots is for exports: a receipt has no time-stamp.");
                    return null;
                }

                return ReceiptVerifier.Verify(await File.ReadAllBytesAsync(what, cancellationToken), trust.Keys, trust.Witnesses);
            }

            return await VerifyZipAsync(what, trust, earlier, cancellationToken);
        }

        private async Task<VerificationResult> VerifyZipAsync(
            string path, Trust trust, byte[]? earlier, CancellationToken cancellationToken)
        {
            try
            {
                using var zip = ZipSource.Open(path);
                return await VerifyAsync(zip, trust, earlier, cancellationToken);
            }
            catch (InvalidDataException)
            {
                return new VerificationResult(VerificationFinding.Unreadable, "This is no zip archive and no receipt, or a damaged one.");
            }
        }

        private Task<VerificationResult> VerifyAsync(
            ILogSource source, Trust trust, byte[]? earlier, CancellationToken cancellationToken) =>
            VerificationProgress.ShowAsync(terminal, progress =>
                new LogVerifier(source, trust.Keys)
                {
                    Witnesses = trust.Witnesses,
                    TimestampRoots = trust.Roots,
                    Earlier = earlier,
                    Progress = progress,
                }.VerifyAsync(cancellationToken));

        private HttpClient? LogClient(Uri address)
        {
            if (credential() is not { } secret)
            {
                return null;
            }

            var client = new HttpClient { BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/") };
            client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
            return client;
        }

        // A server was named instead of its log, which is at one place of it.
        private static Uri LogOf(Uri address) =>
            address.AbsolutePath.TrimEnd('/').EndsWith(WirePaths.Log, StringComparison.Ordinal)
                ? address
                : new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + WirePaths.Log);

        // By what it is, not by what it is called: receipts are mailed about under any name.
        private static bool IsReceipt(string path)
        {
            if (new FileInfo(path).Length > ReceiptVerifier.MostBytes)
            {
                return false;
            }

            using var file = File.OpenRead(path);
            return file.ReadByte() == 'c' && file.ReadByte() == '2';
        }

        private int Say(VerificationResult verdict)
        {
            if (asJson)
            {
                terminal.OutputWriter.WriteLine(JsonSerializer.Serialize(verdict, Json));
            }
            else if (verdict.IsSound)
            {
                terminal.Say($"Sound. {verdict.Says}");
                if (verdict.Unchecked.Count > 0)
                {
                    terminal.Say($"Not checked, and not proved by anything: {string.Join(", ", verdict.Unchecked)}.");
                }
            }
            else
            {
                terminal.Fail($"{Name(verdict.Finding)}. {verdict.Says}");
                if (verdict.FirstBadIndex is { } index)
                {
                    terminal.Say($"First bad index: {index}.");
                }
            }

            return verdict.IsSound ? ExitCode.Fine : ExitCode.Unwell;
        }

        private sealed record Trust(IReadOnlyList<VerifierKey> Keys, NamedWitnesses Witnesses, X509Certificate2Collection? Roots);

        private static string Name(VerificationFinding finding) => finding switch
        {
            VerificationFinding.UnsignedYet => "Unsigned yet",
            _ => finding.ToString(),
        };
    }
}
