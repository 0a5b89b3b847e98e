using System.Text.Json.Serialization;

namespace Cavra.Cli.Doctor;

/// <summary>One thing the doctor looked at.</summary>
/// <param name="Check">What it is.</param>
/// <param name="Status"><c>pass</c>, <c>warn</c> or <c>fail</c>.</param>
/// <param name="Message">What was found and, unless it is well, what to do.</param>
internal sealed record DoctorFinding(string Check, string Status, string Message)
{
    [JsonIgnore]
    public bool Failed => Status is "fail";

    public static DoctorFinding Pass(string check, string message) => new(check, "pass", message);

    public static DoctorFinding Warn(string check, string message) => new(check, "warn", message);

    public static DoctorFinding Fail(string check, string message) => new(check, "fail", message);
}
