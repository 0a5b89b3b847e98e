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
        var command = new Command(
            "doctor",
            "Check the configuration, the data directory, the database, the connectors and the clock, from this machine. A server that "
            + "runs is asked, and its word goes before what this terminal has configured. Changes and sends nothing.")
        {
            dataDirectory, server, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var address = parsed.GetValue(server) ?? terminal.Variable(ServerVerb.ServerVariable);
            if (address is not null && ServerVerb.Address(address, terminal) is null)
            {
                return ExitCode.Usage;
            }

            var examination = new DoctorReport(parsed.GetRequiredValue(dataDirectory), address is null ? null : new Uri(address), terminal);
            var findings = await terminal.WaitAsync("Looking…", () => examination.RunAsync(cancellationToken));
            Show(terminal, findings, parsed.GetValue(json));
            return findings.Any(finding => finding.Failed) ? ExitCode.Unwell : ExitCode.Fine;
        });
        return command;
    }

    private static void Show(Terminal terminal, IReadOnlyList<DoctorFinding> findings, bool asJson)
    {
        if (asJson)
        {
            var document = new { Healthy = !findings.Any(finding => finding.Failed), Findings = findings };
            terminal.OutputWriter.WriteLine(JsonSerializer.Serialize(document, Json));
            return;
        }

        terminal.Table(
            ["check", "status", "what was found"],
            findings.Select(finding => (object?[])[finding.Check, finding.Status, finding.Message]),
            "Nothing was looked at.");
    }
}
