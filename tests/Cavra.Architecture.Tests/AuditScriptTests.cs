using System.Diagnostics;

namespace Cavra.Architecture.Tests;

/// <summary>What <c>build/audit.sh</c> says of what the feeds know; the two programs that ask them are played by scripts.</summary>
public sealed class AuditScriptTests
{
    private const string Sound = "The given project `Cavra.Domain` has no vulnerable packages given the current sources.";

    private const string Unsound =
        """
        Project `Cavra.Api` has the following vulnerable packages
           [net10.0]:
           Top-level Package      Requested   Resolved   Severity   Advisory URL
           > Acme.Json            1.0.0       1.0.0      High       https://example.com/advisories/1
           Transitive Package                 Resolved   Severity   Advisory URL
           > Acme.Xml                         2.0.0      Low        https://example.com/advisories/2
        Project `Cavra.Cli` has the following vulnerable packages
           [net10.0]:
           Transitive Package                 Resolved   Severity   Advisory URL
           > Acme.Json                        1.0.0      High       https://example.com/advisories/1
        """;

    private const string Audited =
        """
        {
          "auditReportVersion": 2,
          "vulnerabilities": {
            "@acme/parser": {
              "name": "@acme/parser",
              "severity": "critical",
              "via": [
                {
                  "severity": "moderate"
                }
              ]
            }
          },
          "metadata": {
            "vulnerabilities": {
              "critical": 1
            }
          }
        }
        """;

    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => Directory.CreateDirectory(Path.Combine(
        _directory = Directory.CreateTempSubdirectory("cavra-audit-").FullName, "src", "Cavra.Console"));

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void What_is_known_is_told_once_a_package_and_nothing_fails()
    {
        var (code, says) = Audit(dotnet: $"cat <<'END'\n{Unsound}\nEND", npm: $"cat <<'END'\n{Audited}\nEND\nexit 1");

        Assert.That(code, Is.Zero);
        Assert.That(says.Trim().Split('\n'), Is.EqualTo(new[]
        {
            "warning: Acme.Json 1.0.0 has a known vulnerability (High): https://example.com/advisories/1",
            "warning: Acme.Xml 2.0.0 has a known vulnerability (Low): https://example.com/advisories/2",
            "warning: @acme/parser has a known vulnerability (critical): npm audit tells more",
        }));
    }

    [Test]
    public void Where_nothing_is_known_nothing_is_said()
    {
        var (code, says) = Audit(dotnet: $"echo '{Sound}'", npm: """echo '{ "auditReportVersion": 2, "vulnerabilities": {}, "metadata": {} }'""");

        Assert.That((code, says), Is.EqualTo((0, "")));
    }

    [TestCase("exit 1", "echo '{ \"error\": {} }'; exit 1", TestName = "A feed that answers with an error is said aloud and fails nothing")]
    [TestCase("exec sleep 3600", "exec sleep 3600", TestName = "A feed that does not answer is waited for so long and no longer")]
    public void A_feed_that_is_not_heard(string dotnet, string npm)
    {
        var (code, says) = Audit(dotnet, npm, seconds: 1);

        Assert.That(code, Is.Zero);
        Assert.That(says.Trim().Split('\n'), Is.EqualTo(new[]
        {
            "warning: NuGet's packages were not looked at: its feed gave no answer within 1 seconds.",
            "warning: npm's packages were not looked at: its feed gave no answer within 1 seconds.",
        }));
    }

    private (int Code, string Says) Audit(string dotnet, string npm, int seconds = 20)
    {
        Program("dotnet", dotnet);
        Program("npm", npm);
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true, WorkingDirectory = _directory };
        start.Environment["PATH"] = $"{_directory}:{Environment.GetEnvironmentVariable("PATH")}";
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"set -euo pipefail; root='{_directory}'; . '{Path.Combine(House.Root, "build", "audit.sh")}'; audit_seconds={seconds}; audit_packages");
        using var process = Process.Start(start)!;
        var says = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, says);
    }

    private void Program(string name, string script)
    {
        var file = Path.Combine(_directory, name);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
