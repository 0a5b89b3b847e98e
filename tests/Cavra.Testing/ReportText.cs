using System.Text.Json;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Testing;

/// <summary>Everything a report holds, as one text to search.</summary>
internal static class ReportText
{
    public static string Of(AttemptReport report) =>
        $"{report} {string.Join(' ', report.Request.Headers)} {JsonSerializer.Serialize(report)}";
}
