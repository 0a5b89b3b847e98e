using System.CommandLine;
using System.Text.Json;
using Cavra.Cli.Databases;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Doctor;

/// <summary><c>cavra doctor</c>: looks for what keeps this instance from working, and says what to do about each.</summary>
internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static Command Create(Terminal terminal)
    {
        var (dataDirectory, server, json) = (DataDirectoryOption.Create(), ServerVerb.ServerOption(), ServerVerb.JsonOption());
        json.Description = "Print the findings as JSON.";
        server.Description = $"A running server to ask. Else {ServerVerb.ServerVariable}, else the one that runs on the data directory.";
        var url = new Option<string?>("--url")
        {
            Description = "An address that people and programs come by, with its path: look at it from outside, and at nothing on this machine.",
            HelpName = "url",
        };
        var command = new Command(
            "doctor",
            "Check the configuration, the data directory, the database, the issuers, the connectors and the clock, from this machine. A server that "
            + "runs is asked, and its word goes before what this terminal has configured. Changes and sends nothing.")
        {
            dataDirectory, server, url, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(url) is { } outside)
            {
                return await LookFromOutsideAsync(outside, parsed.GetValue(json), terminal, cancellationToken);
            }

            var address = parsed.GetValue(server) ?? terminal.Variable(ServerVerb.ServerVariable);
            if (address is not null && ServerVerb.Address(address, terminal) is null)
            {
                return ExitCode.Usage;
            }

            var examination = new DoctorReport(parsed.GetRequiredValue(dataDirectory), address is null ? null : new Uri(address), terminal);
            return Show(terminal, await terminal.WaitAsync("Looking…", () => examination.RunAsync(cancellationToken)), parsed.GetValue(json));
        });
        return command;
    }

    private static async Task<int> LookFromOutsideAsync(string url, bool asJson, Terminal terminal, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo is not "")
        {
            terminal.Fail("--url must be an address such as https://cavra.example.com/cavra.");
            return ExitCode.Usage;
        }

        return Show(terminal, await terminal.WaitAsync("Looking…", () => new OutsideReport(address).RunAsync(cancellationToken)), asJson);
    }

    private static int Show(Terminal terminal, IReadOnlyList<DoctorFinding> findings, bool asJson)
    {
        if (asJson)
        {
            var document = new { Healthy = !findings.Any(finding => finding.Failed), Findings = findings };
            terminal.OutputWriter.WriteLine(JsonSerializer.Serialize(document, Json));
        }
        else
        {
            terminal.Table(
                ["check", "status", "what was found"],
                findings.Select(finding => (object?[])[finding.Check, finding.Status, finding.Message]),
                "Nothing was looked at.");
        }

        return findings.Any(finding => finding.Failed) ? ExitCode.Unwell : ExitCode.Fine;
    }
}
